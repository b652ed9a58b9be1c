namespace InteropFuzz.Harness.Evidence;

/// <summary>All collectors of this assembly.</summary>
public static class CollectorCatalog
{
    /// <summary>In the order of reports.</summary>
    public static IReadOnlyList<ICollector> All { get; } =
    [
        .. typeof(ICollector).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(ICollector)))
            .Select(t => (ICollector)Activator.CreateInstance(t)!)
            .OrderBy(c => c.Order),
    ];

    /// <summary>All names, for help and error messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(c => c.Name));

    /// <summary>The collector of that name; null when there is none.</summary>
    public static ICollector? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}
