using System.Globalization;

namespace InteropFuzz.Harness.Operations;

/// <summary>
/// Reads what an interpreter prints for a batch: <c>program N</c>, a line for each operation, <c>end DIGEST</c>. Whatever else is
/// there belongs to the program that was running. Pure.
/// </summary>
public static class TraceReader
{
    private const string Begin = "program ", End = "end ";

    /// <summary>The traces in order, and what was printed behind the last whole line of the last program.</summary>
    /// <param name="output">All that was printed.</param>
    /// <param name="programs">How many programs the batch had.</param>
    public static (IReadOnlyList<ProgramTrace> Traces, string Left) Read(string output, int programs)
    {
        List<ProgramTrace> traces = [];
        var at = 0;
        while (traces.Count < programs && Line(output, at) is { } first && first == string.Create(CultureInfo.InvariantCulture, $"{Begin}{traces.Count}"))
        {
            at += first.Length + 1;
            List<string> lines = [];
            string? digest = null;
            while (digest is null && Line(output, at) is { } line)
            {
                if (line.StartsWith(End, StringComparison.Ordinal)) digest = line[End.Length..];
                else if (line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{lines.Count} "), StringComparison.Ordinal)) lines.Add(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                else break;
                at += line.Length + 1;
            }
            traces.Add(new(lines, digest));
            if (digest is null) break;
        }
        return (traces, output[Math.Min(at, output.Length)..]);
    }

    /// <summary>The whole line that begins there; null when there is none.</summary>
    private static string? Line(string text, int at)
        => at < text.Length && text.IndexOf('\n', at) is var end and >= 0 ? text[at..end] : null;
}
