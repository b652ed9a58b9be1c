namespace InteropFuzz.Harness.Fuzzing;

/// <summary>All engines, in the order of their names.</summary>
public static class EngineCatalog
{
    /// <summary>The engines, each made by the function.</summary>
    /// <param name="make">Makes one from its type, with what it needs.</param>
    public static IReadOnlyList<IFuzzEngine> All(Func<Type, object> make)
        => [.. typeof(EngineCatalog).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IFuzzEngine)))
            .Select(t => (IFuzzEngine)make(t)).OrderBy(e => e.Name, StringComparer.Ordinal)];
}
