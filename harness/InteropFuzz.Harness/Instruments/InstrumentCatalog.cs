namespace InteropFuzz.Harness.Instruments;

/// <summary>All instruments of this assembly.</summary>
public static class InstrumentCatalog
{
    /// <summary>In the order of their columns.</summary>
    public static IReadOnlyList<IInstrument> All { get; } =
    [
        .. typeof(IInstrument).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IInstrument)) && t.GetConstructor(Type.EmptyTypes) is not null)
            .Select(t => (IInstrument)Activator.CreateInstance(t)!)
            .OrderBy(i => i.Order),
    ];

    /// <summary>All names, for help and error messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(i => i.Name));

    /// <summary>The instrument of that name; null when there is none.</summary>
    public static IInstrument? Find(string name) => All.FirstOrDefault(i => i.Name == name);
}
