namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Stacks of the C sanitizers (compiler-rt and libsanitizer): <c>    #0 0x5431e1 in f /path/f.c:35:7</c>, without symbols
/// <c>    #0 0x5431e1 (/path/prog+0x1431e1) (BuildId: …)</c>, ThreadSanitizer's <c>    #0 f /path/f.c:3 (prog+0x11d0)</c>. The line
/// above the first frame says what a stack tells.
/// </summary>
internal static class SanitizerStackReader
{
    private static readonly (string Words, StackKind Kind)[] s_titles =
    [
        ("Direct leak of ", StackKind.Crash),
        ("reviously allocated by", StackKind.Allocated),
        ("allocated by", StackKind.Allocated),
        ("allocated from:", StackKind.Allocated),
        ("is located in stack of", StackKind.Allocated),
        ("freed by", StackKind.Freed),
        ("was stored to memory", StackKind.Origin),
        ("was created by", StackKind.Origin),
        ("created by", StackKind.Created),
        ("created at", StackKind.Created),
        ("Previous ", StackKind.OtherAccess),
        ("revious ", StackKind.OtherAccess),
    ];

    /// <summary>The stacks of the report whose first line is given, up to the next report.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int header, int to)
    {
        List<StackDraft> drafts = [];
        StackDraft? draft = null;
        string title = text[header];
        int titleAt = header;
        for (int i = header; i < to; i++)
        {
            ReadOnlySpan<char> line = WithoutMark(text[i]).Trim();
            if (FrameNumber(line, out int number, out ReadOnlySpan<char> rest))
            {
                if (draft is null || number == 0)
                {
                    if (drafts.Count == StackDraft.MaxStacks)
                    {
                        break;
                    }

                    draft = new(KindOf(title), title, titleAt);
                    drafts.Add(draft);
                }

                draft.Add(ReadFrame(rest));
            }
            else if (drafts.Count > 0 && IsReport(line))
            {
                break;
            }
            else if (!line.IsEmpty)
            {
                // Notes of the tool itself stand between title and stack, too.
                if (!line.StartsWith("WARNING: ", StringComparison.Ordinal) && !line.StartsWith("HINT: ", StringComparison.Ordinal)
                    && !line.StartsWith("The signal is caused", StringComparison.Ordinal) && !line.StartsWith("Hint: ", StringComparison.Ordinal))
                {
                    title = line.ToString();
                    titleAt = i;
                }

                draft = null;
            }
        }

        return StackDraft.Ordered(drafts.ConvertAll(done => done.Native(text)));
    }

    private static bool IsReport(ReadOnlySpan<char> line) =>
        (line.StartsWith("ERROR: ", StringComparison.Ordinal) || line.StartsWith("WARNING: ", StringComparison.Ordinal))
        && line.Contains("Sanitizer: ", StringComparison.Ordinal);

    private static StackKind KindOf(string title)
    {
        foreach ((string words, StackKind kind) in s_titles)
        {
            if (title.Contains(words, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return StackKind.Crash;
    }

    private static ReadOnlySpan<char> WithoutMark(string line) => PidMark.TrySplit(line, out ReadOnlySpan<char> rest) ? rest : line;

    /// <summary>Splits <c>#12 </c> off.</summary>
    internal static bool FrameNumber(ReadOnlySpan<char> line, out int number, out ReadOnlySpan<char> rest)
    {
        number = 0;
        rest = default;
        int i = 1;
        while (i < line.Length && i < 8 && char.IsAsciiDigit(line[i]))
        {
            number = (number * 10) + line[i] - '0';
            i++;
        }

        if (i == 1 || i >= line.Length || line[0] != '#' || line[i] != ' ')
        {
            return false;
        }

        rest = line[i..].Trim();
        return true;
    }

    private static Frame ReadFrame(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("0x", StringComparison.Ordinal))
        {
            int end = rest.IndexOf(' ');
            rest = end < 0 ? default : rest[end..].Trim();
            if (rest.StartsWith("in ", StringComparison.Ordinal))
            {
                rest = rest[3..];
            }
        }

        int build = rest.IndexOf("(BuildId: ", StringComparison.Ordinal);
        if (build >= 0)
        {
            rest = rest[..build].Trim();
        }

        ReadOnlySpan<char> module = default;
        int open = rest.LastIndexOf('(');
        if (open >= 0 && rest[^1] == ')' && rest[open..].LastIndexOf("+0x", StringComparison.Ordinal) is > 0 and int plus)
        {
            module = rest.Slice(open + 1, plus - 1);
            rest = rest[..open].Trim();
        }

        int place = PlaceStart(rest);
        return place < 0 ? FrameMaker.Native(rest, default, module) : FrameMaker.Native(rest[..place], rest[place..], module);
    }

    /// <summary>Where the place begins behind a function's name, which may hold blanks itself; -1 where there is none.</summary>
    private static int PlaceStart(ReadOnlySpan<char> text)
    {
        int path = text.IndexOf(" /", StringComparison.Ordinal);
        if (path >= 0)
        {
            return path;
        }

        int last = text.LastIndexOf(' ');
        ReadOnlySpan<char> word = text[(last + 1)..];
        bool isPlace = word.StartsWith("<null>", StringComparison.Ordinal) || (word.LastIndexOf(':') is > 0 and int colon && colon + 1 < word.Length && (char.IsAsciiDigit(word[colon + 1]) || word[colon + 1] == '?'));
        return last > 0 && isPlace ? last : -1;
    }
}
