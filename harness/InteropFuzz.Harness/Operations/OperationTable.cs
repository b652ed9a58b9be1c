using System.Globalization;
using System.Reflection;

namespace InteropFuzz.Harness.Operations;

/// <summary>
/// native/ops/operations.tsv: all operations of a program, the one place that numbers them. Rows are <c>version</c> N,
/// <c>kind</c> name first count step, and <c>op</c> number surface name a b c breaks text; an argument is name:kind, or -.
/// </summary>
public sealed class OperationTable
{
    /// <summary>Bytes below name a legal operation, the others an illegal one.</summary>
    public const int FirstIllegal = 192;

    private readonly Operation[] _byByte = new Operation[256];

    /// <summary>The table that this assembly was built with.</summary>
    public static OperationTable Current { get; } = Load();

    /// <summary>The version of the format that the table belongs to.</summary>
    public int Version { get; }

    /// <summary>What bytes of arguments stand for.</summary>
    public IReadOnlyList<ArgumentKind> Kinds { get; }

    /// <summary>All operations by number: legal ones from 0, illegal ones from <see cref="FirstIllegal"/>.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="InvalidDataException">It is malformed; the message names the line.</exception>
    public OperationTable(string text)
    {
        Dictionary<string, ArgumentKind> kinds = [];
        List<Operation> operations = [];
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            try
            {
                switch (line.Split('\t'))
                {
                    case ["version", var version]: Version = Number(version); break;
                    case ["kind", var name, var first, var count, var step]: kinds.Add(name, new(name, Number(first), Number(count), Number(step))); break;
                    case ["op", var op, var surface, var name, var a, var b, var c, var breaks, var words]:
                        operations.Add(new(Number(op), surface, name, [.. new[] { a, b, c }.Where(x => x != "-").Select(x => Read(x, kinds))], breaks == "-" ? null : breaks, words));
                        break;
                    default: throw new FormatException("it is neither 'version', 'kind' nor 'op' with all its cells");
                }
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or KeyNotFoundException)
            {
                throw new InvalidDataException($"operations.tsv:{number}: {e.Message}", e);
            }
        }
        Kinds = [.. kinds.Values];
        Operations = operations;
        Number(operations.Where(o => o.IsLegal), 0, FirstIllegal);
        Number(operations.Where(o => !o.IsLegal), FirstIllegal, 256);
    }

    /// <summary>The operation that a byte names: every byte names one, and each its own number.</summary>
    public Operation Of(byte raw) => _byByte[raw];

    /// <summary>The bytes from first up to end name these operations, in turns.</summary>
    private void Number(IEnumerable<Operation> operations, int first, int end)
    {
        var rows = operations.ToList();
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Number != first + i) throw new InvalidDataException($"operations.tsv: {rows[i].Name} has number {rows[i].Number}, and its place is {first + i}");
        if (rows.Count == 0 || rows.Count > end - first) throw new InvalidDataException($"operations.tsv: {rows.Count} operations for {end - first} numbers");
        for (var raw = first; raw < end; raw++) _byByte[raw] = rows[(raw - first) % rows.Count];
    }

    private static Argument Read(string cell, Dictionary<string, ArgumentKind> kinds)
        => cell.Split(':') is [var name, var kind] ? new(name, kinds[kind]) : throw new FormatException($"'{cell}' is not name:kind");

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static OperationTable Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("operations.tsv")!;
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    }
}
