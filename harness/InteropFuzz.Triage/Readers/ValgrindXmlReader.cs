using System.Text;
using System.Xml;

namespace InteropFuzz.Triage.Readers;

/// <summary>
/// What <c>valgrind --xml=yes</c> writes (docs/internals/xml-output-protocol4.txt): <c>&lt;error&gt;</c> elements, each tag on a
/// line of its own. Every element is read by itself, so that what the program prints in between, or a cut end, spoils one
/// error at most. No DTD is read and nothing outside of the text is asked for.
/// </summary>
internal sealed class ValgrindXmlReader : IReportReader
{
    // An error has at most some stacks of --num-callers frames (500 and fewer), seven lines each.
    private const int MaxLines = 20_000;
    private const int MaxLineLength = 10_000;

    private static readonly XmlReaderSettings s_settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        for (int i = 0; i < text.Count; i++)
        {
            if (IsTag(text[i], "<error>"))
            {
                int end = EndOf(text, i);
                if (ReadError(text, i, end) is { } finding)
                {
                    yield return finding;
                }

                i = end - 1;
            }
            else if (IsTag(text[i], "<signame>SIG") && text[i].IndexOf("</", StringComparison.Ordinal) is > 0 and int close)
            {
                // Inside <fatal_signal>: the signal that ended the program.
                string name = text[i][(text[i].IndexOf('>', StringComparison.Ordinal) + 1)..close];
                if (Signals.IsName(name))
                {
                    yield return text.Found(Symptom.Parse("signal/bare/" + name), i);
                }
            }
        }
    }

    private static bool IsTag(string line, string tag) => line.AsSpan().TrimStart().StartsWith(tag, StringComparison.Ordinal);

    /// <summary>One past the line that closes the error; where nothing closes it, the next error, the end, or the limit.</summary>
    private static int EndOf(ReportText text, int start)
    {
        int i = start + 1;
        while (i < text.Count && i < start + MaxLines && !IsTag(text[i], "<error>"))
        {
            if (IsTag(text[i++], "</error>"))
            {
                break;
            }
        }

        return i;
    }

    private static Finding? ReadError(ReportText text, int start, int end)
    {
        string words = "";
        int line = start;
        List<string> functions = [];
        int stacks = 0;
        bool hasName = true;
        try
        {
            using StringReader lines = new(Lines(text, start, end));
            using XmlReader xml = XmlReader.Create(lines, s_settings);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.Name)
                {
                    case "what" or "text" when stacks == 0 && words.Length == 0:
                        line = start + ((xml as IXmlLineInfo)?.LineNumber ?? 1) - 1;
                        words = Content(xml);
                        break;
                    case "stack":
                        stacks++;
                        break;
                    case "frame" when stacks == 1:
                        // A frame without a name is printed as ??? in the text output.
                        functions.Add(ValgrindRules.NoName);
                        hasName = false;
                        break;
                    case "fn" when stacks == 1 && !hasName:
                        functions[^1] = Content(xml);
                        hasName = true;
                        break;
                    default:
                        break;
                }
            }
        }
        catch (XmlException)
        {
            // Cut off or mixed with other text: what was read before counts.
        }

        return ValgrindRules.Classify(words, functions.Count > 0) is { } symptom && !ValgrindRules.IsNoise(functions, symptom)
            ? text.Found(symptom, line)
            : null;
    }

    /// <summary>The text inside of the element that was just opened; empty where something else is inside.</summary>
    private static string Content(XmlReader xml) => xml.IsEmptyElement || !xml.Read() || xml.NodeType != XmlNodeType.Text ? "" : xml.Value;

    private static string Lines(ReportText text, int start, int end)
    {
        StringBuilder lines = new();
        for (int i = start; i < end; i++)
        {
            lines.Append(text[i].AsSpan(0, Math.Min(text[i].Length, MaxLineLength))).Append('\n');
        }

        return lines.ToString();
    }
}
