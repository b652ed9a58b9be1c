using System.Globalization;
using System.Text;
using System.Xml;

namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Stacks of one <c>&lt;error&gt;</c> of Valgrind's XML (docs/internals/xml-output-protocol4.txt): <c>stack</c> of <c>frame</c>s
/// of <c>obj</c>, <c>fn</c>, <c>dir</c>, <c>file</c>, <c>line</c>; an <c>auxwhat</c> says what a further stack tells.
/// No document type, no entity from outside, a bounded length.
/// </summary>
internal static class ValgrindXmlStackReader
{
    private const int MaxLines = 20_000;

    // XmlReader reads whole lines of any length; an error of this size was not written by Valgrind.
    private const int MaxCharacters = 4 << 20;

    /// <summary>Whether the line is a part of such a file.</summary>
    internal static bool IsXml(string line) => line.TrimStart().StartsWith('<');

    /// <summary>The stacks of the error around a line.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int line, int from, int to)
    {
        int start = line;
        while (start > from && line - start < MaxLines && !text[start].Contains("<error>", StringComparison.Ordinal))
        {
            start--;
        }

        StringBuilder xml = new();
        for (int i = start; i < to && i - start < MaxLines && xml.Length < MaxCharacters; i++)
        {
            string part = text[i].Length > MaxCharacters ? "" : text[i];
            int open = i == start ? Math.Max(0, part.IndexOf("<error>", StringComparison.Ordinal)) : 0;
            int close = part.IndexOf("</error>", open, StringComparison.Ordinal);
            xml.Append(part, open, (close < 0 ? part.Length : close + "</error>".Length) - open).Append('\n');
            if (close >= 0)
            {
                break;
            }
        }

        List<StackDraft> drafts = [];
        try
        {
            ReadError(xml.ToString(), start, drafts);
        }
        catch (XmlException)
        {
            // A cut file: what was read until here stands.
        }

        return StackDraft.Ordered(drafts.ConvertAll(draft => draft.Native(text)));
    }

    private static void ReadError(string xml, int header, List<StackDraft> drafts)
    {
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            ConformanceLevel = ConformanceLevel.Fragment,
            CheckCharacters = false,
            MaxCharactersInDocument = MaxCharacters + MaxLines,
        };
        using XmlReader reader = XmlReader.Create(new StringReader(xml), settings);
        string title = "";
        string function = "", directory = "", file = "", line = "", module = "";
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.Name == "frame" && drafts.Count > 0)
            {
                string path = directory.Length > 0 && file.Length > 0 ? directory + "/" + file : file;
                drafts[^1].Add(FrameMaker.Native(function, line.Length > 0 ? path + ":" + line : path, module));
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.Name)
                {
                    case "what" or "text" or "auxwhat":
                        title = Content(reader);
                        break;
                    case "stack" when drafts.Count < StackDraft.MaxStacks:
                        drafts.Add(new(drafts.Count == 0 ? StackKind.Crash : ValgrindStackReader.KindOf(title), title, header));
                        break;
                    case "frame":
                        function = directory = file = line = module = "";
                        break;
                    case "obj":
                        module = Content(reader);
                        break;
                    case "fn":
                        function = Content(reader);
                        break;
                    case "dir":
                        directory = Content(reader);
                        break;
                    case "file":
                        file = Content(reader);
                        break;
                    case "line":
                        string number = Content(reader);
                        line = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? number : "";
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <summary>The text of an element without children; the reader stays on its last node.</summary>
    private static string Content(XmlReader reader)
    {
        if (reader.IsEmptyElement || !reader.Read() || reader.NodeType != XmlNodeType.Text)
        {
            return "";
        }

        return reader.Value.Trim();
    }
}
