using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Building;

/// <summary>Builds units and keeps them.</summary>
public interface IUnitBuilder
{
    /// <summary>The unit from the cache; null when it must be built.</summary>
    BuiltUnit? FromCache(BuildUnit unit);

    /// <summary>Builds the unit. A case that does not compile fails alone; the others of its unit are built without it.</summary>
    /// <exception cref="LaunchException">The compiler could not be started.</exception>
    Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel);
}

/// <summary>Gives each unit to the builder of its runtime.</summary>
/// <param name="go">For Go.</param>
/// <param name="net">For .NET.</param>
public sealed class UnitBuilders(IUnitBuilder go, IUnitBuilder net) : IUnitBuilder
{
    /// <inheritdoc/>
    public BuiltUnit? FromCache(BuildUnit unit) => For(unit).FromCache(unit);

    /// <inheritdoc/>
    public Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel) => For(unit).BuildAsync(unit, cancel);

    private IUnitBuilder For(BuildUnit unit) => unit.Cell.Net is null ? go : net;
}
