using System.Text;
using System.Text.Json;

namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What <c>go vet -json</c> prints: objects <c>{ "PKG": { "ANALYZER": [ { "posn": …, "message": … } ] } }</c>, one per
/// package, with <c># PKG</c> lines around them (cmd/vendor/…/analysisflags, JSONTree). Its exit code is 0 with findings too.
/// </summary>
internal sealed class VetJsonReader : IReportReader
{
    // Nesting of the names: package 1, analyzer 2, then the array 3 and the diagnostic's own names 4.
    private const int AnalyzerDepth = 2;
    private const int DiagnosticDepth = 4;

    // More objects than this that are no JSON: the text only has lines that begin with a brace.
    private const int MaxBroken = 20;

    private static ReadOnlySpan<byte> NextObject => "\n{"u8;

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        List<Finding> findings = [];
        int first = 0;
        while (first < text.Count && !text[first].StartsWith('{'))
        {
            first++;
        }

        if (first < text.Count)
        {
            ReadObjects(text, first, findings);
        }

        return findings;
    }

    private static void ReadObjects(ReportText text, int first, List<Finding> findings)
    {
        ReadOnlySpan<byte> json = Encoding.UTF8.GetBytes(text.From(first));
        int line = first;
        int broken = 0;
        while (broken < MaxBroken)
        {
            (int bytes, bool whole) = ReadObject(text, json, line, findings);
            broken += whole ? 0 : 1;
            int read = Math.Max(1, bytes);
            int next = json[(read - 1)..].IndexOf(NextObject);
            if (next < 0)
            {
                return;
            }

            next += read;
            line += json[..next].Count((byte)'\n');
            json = json[next..];
        }
    }

    /// <summary>Reads one object as far as it goes; a cut or broken one yields what stands before the break.</summary>
    /// <returns>How many bytes were read, and whether the object is whole.</returns>
    private static (int Bytes, bool Whole) ReadObject(ReportText text, ReadOnlySpan<byte> json, int line, List<Finding> findings)
    {
        Utf8JsonReader reader = new(json);
        Symptom? analyzer = null;
        int counted = 0;
        bool whole = true;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
                {
                    break;
                }

                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == AnalyzerDepth)
                {
                    string name = reader.GetString() ?? "";
                    analyzer = OpenFamilies.IsAnalyzer(name) ? Symptom.Parse("vet/" + name) : null;
                }
                else if (reader.CurrentDepth == DiagnosticDepth && analyzer is { } found && reader.ValueTextEquals("message"u8))
                {
                    int at = (int)reader.TokenStartIndex;
                    line += json[counted..at].Count((byte)'\n');
                    counted = at;
                    findings.Add(text.Found(found, line));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut off, or not JSON at all: nothing more can be known. (InvalidOperationException: a name that is no valid UTF-16.)
            whole = false;
        }

        return ((int)reader.BytesConsumed, whole);
    }
}
