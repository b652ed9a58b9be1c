using System.Security.Cryptography;
using System.Text;

namespace InteropFuzz.Harness.Planning;

/// <summary>What cells cost, recorded in an earlier run where there is one, estimated otherwise. Cells are known by <see cref="Name"/>.</summary>
/// <param name="seconds">Recorded processor seconds of all tries of a cell.</param>
public sealed class CellCosts(IReadOnlyDictionary<string, double> seconds)
{
    /// <summary>No record: everything is estimated.</summary>
    public static CellCosts None { get; } = new(new Dictionary<string, double>());

    /// <summary>What a try under plain costs with its launcher and cage, in seconds: the median of the corpus.</summary>
    private const double PlainTry = 0.01;

    /// <summary>The record.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; } = seconds;

    /// <summary>What a cell is called in a record: its case and the cell without patch releases.</summary>
    public static string Name(PlannedCell p) => $"{p.Case.Id} {p.Cell}";

    /// <summary>
    /// Processor seconds, about. The machine does not enter: shards that are cut on different machines must be cut in the same way.
    /// </summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="slowdown">Of its instrument.</param>
    public double Of(PlannedCell p, double slowdown)
        => Seconds.TryGetValue(Name(p), out var known) ? known : PlainTry * (p.Cell.Instrument.IsStatic ? 1 : p.Case.Repeat * slowdown * slowdown);

    /// <summary>16 hexadecimal digits that stand for the record; empty when there is none.</summary>
    public string Digest
    {
        get
        {
            if (Seconds.Count == 0) return "";
            var text = string.Join('\n', Seconds.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {BitConverter.DoubleToInt64Bits(s.Value):x}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
        }
    }
}
