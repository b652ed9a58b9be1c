using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>Several instruments over one program, such as <c>asan+cgocheck2</c>.</summary>
public sealed class CombinedInstrument : IInstrument
{
    private readonly IReadOnlyList<IInstrument> _parts;

    private CombinedInstrument(IReadOnlyList<IInstrument> parts) => _parts = parts;

    /// <summary>The instrument of that name, or of those names joined by <c>+</c>; null when one of them is unknown.</summary>
    public static IInstrument? Find(string names)
    {
        var parts = names.Split('+').Select(InstrumentCatalog.Find).ToList();
        return parts.Count == 1 ? parts[0] : parts.Contains(null) ? null : new CombinedInstrument([.. parts.Select(p => p!)]);
    }

    /// <inheritdoc/>
    public string Name => string.Join('+', _parts.Select(p => p.Name));

    /// <inheritdoc/>
    public int Order => _parts.Max(p => p.Order);

    /// <inheritdoc/>
    public string Purpose => string.Join("; ", _parts.Select(p => p.Purpose));

    /// <inheritdoc/>
    public bool IsDefault => false;

    /// <inheritdoc/>
    public bool ShowsCFrames => _parts.Any(p => p.ShowsCFrames);

    /// <inheritdoc/>
    public string? WhyNever(GoVersion go, Arch arch, RunnerKind runner)
        => _parts.FirstOrDefault(p => p.IsStatic) is { } reader ? $"{reader.Name} reads sources: it does not combine"
            : Shadowed() is { Count: > 1 } shadowed ? $"{string.Join(" and ", shadowed)} exclude each other"
            : _parts.Select(p => p.WhyNever(go, arch, runner)).FirstOrDefault(w => w is not null);

    /// <inheritdoc/>
    public string? WhyNotCrossBuilt => _parts.Select(p => p.WhyNotCrossBuilt).FirstOrDefault(w => w is not null);

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => _parts.Select(p => p.WhyNotHere(tools)).FirstOrDefault(w => w is not null);

    /// <inheritdoc/>
    public BuildRecipe Build(GoVersion go, HostTools tools)
    {
        var recipes = _parts.Select(p => p.Build(go, tools)).ToList();
        return new([.. recipes.SelectMany(r => r.Flags).Distinct()], Joined(recipes.Select(r => r.Environment)));
    }

    /// <inheritdoc/>
    public RunRecipe Run(GoVersion go, HostTools tools) => Joined(_parts.Select(p => p.Run(go, tools)).ToList());

    /// <inheritdoc/>
    public RunRecipe RunEmulated(GoVersion go, HostTools tools) => Joined(_parts.Select(p => p.RunEmulated(go, tools)).ToList());

    private static RunRecipe Joined(List<RunRecipe> recipes)
    {
        return new(Joined(recipes.Select(r => r.Environment)))
        {
            Wrapper = [.. recipes.SelectMany(r => r.Wrapper)],
            Preload = recipes.Select(r => r.Preload).FirstOrDefault(p => p is not null),
            Slowdown = recipes.Aggregate(1.0, (all, r) => all * r.Slowdown),
            MemoryFactor = recipes.Max(r => r.MemoryFactor),
            MaxRepeat = recipes.Min(r => r.MaxRepeat),
        };
    }

    /// <summary>Those that need the shadow of all memory, or another loader, for themselves.</summary>
    private List<string> Shadowed() => [.. _parts.Select(p => p.Name).Where(n => n is "race" or "asan" or "msan" or "valgrind" or "efence")];

    /// <summary>Lists of settings join; of other variables the last one's counts.</summary>
    private static Dictionary<string, string> Joined(IEnumerable<IReadOnlyDictionary<string, string>> environments)
    {
        var joined = new Dictionary<string, string>();
        foreach (var (name, value) in environments.SelectMany(e => e))
            joined[name] = name is "GODEBUG" or "GOEXPERIMENT" && joined.TryGetValue(name, out var first) ? $"{first},{value}" : value;
        return joined;
    }
}
