using System.Globalization;

namespace InteropFuzz.Harness.Operations;

/// <summary>
/// native/ops/heavy.tsv: the legal operations that take many times as long as others. They are drawn so rarely that each takes about as much time as
/// an ordinary one: alike, a handful of them would have nearly all of it.
/// </summary>
public static class OperationCosts
{
    /// <summary>Processor time of an ordinary operation under AddressSanitizer, in microseconds.</summary>
    public const int Ordinary = 5;

    /// <summary>What the others take, in microseconds.</summary>
    public static IReadOnlyDictionary<Operation, int> Heavy { get; } = Load();

    /// <summary>Microseconds of an operation.</summary>
    public static int Of(Operation operation) => Heavy.GetValueOrDefault(operation, Ordinary);

    private static Dictionary<Operation, int> Load()
    {
        using var stream = typeof(OperationCosts).Assembly.GetManifestResourceStream("heavy-operations.tsv")!;
        return new StreamReader(stream).ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))
            .ToDictionary(c => OperationTable.Current.Operations.First(o => o.Name == c[0]), c => int.Parse(c[1], CultureInfo.InvariantCulture));
    }
}
