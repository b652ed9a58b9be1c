namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Stacks of Valgrind's text: <c>==9==    at 0x4A632E: f (main.go:33)</c>, <c>(in /lib/libc.so.6)</c>, <c>???</c>; a line of words
/// above says what they tell. A line with nothing behind the mark ends the error.
/// </summary>
internal static class ValgrindStackReader
{
    /// <summary>The stacks of the error whose first line is given.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int header, int to)
    {
        List<StackDraft> drafts = [];
        StackDraft? draft = null;
        string title = "";
        int titleAt = header;
        for (int i = header; i < to && drafts.Count < StackDraft.MaxStacks; i++)
        {
            if (!PidMark.TrySplit(text[i], out ReadOnlySpan<char> rest))
            {
                continue;
            }

            if (rest.IsWhiteSpace())
            {
                if (drafts.Count > 0)
                {
                    break;
                }
            }
            else if (rest.StartsWith("    at 0x", StringComparison.Ordinal) || rest.StartsWith("    by 0x", StringComparison.Ordinal))
            {
                if (draft is null)
                {
                    draft = new(drafts.Count == 0 ? StackKind.Crash : KindOf(title), title, titleAt);
                    drafts.Add(draft);
                }

                draft.Add(ReadFrame(rest));
            }
            else
            {
                draft = null;
                title = rest.Trim().ToString();
                titleAt = i;
            }
        }

        return StackDraft.Ordered(drafts.ConvertAll(done => done.Native(text)));
    }

    /// <summary>What the words above a further stack of an error say (memcheck/mc_errors.c).</summary>
    internal static StackKind KindOf(string title) =>
        title.EndsWith("free'd", StringComparison.Ordinal) || title.Contains(" free'd", StringComparison.Ordinal) ? StackKind.Freed
        : title.Contains("alloc'd", StringComparison.Ordinal) ? StackKind.Allocated
        : title.Contains("ninitialised value was created", StringComparison.Ordinal) ? StackKind.Origin
        : title.Contains("was created", StringComparison.Ordinal) ? StackKind.Created
        : StackKind.OtherAccess;

    private static Frame ReadFrame(ReadOnlySpan<char> rest)
    {
        int colon = rest.IndexOf(": ", StringComparison.Ordinal);
        rest = colon < 0 ? default : rest[(colon + 2)..].Trim();
        int open = rest.LastIndexOf(" (", StringComparison.Ordinal);
        if (open <= 0 || rest[^1] != ')' || rest is "(below main)")
        {
            return FrameMaker.Native(rest, default, default);
        }

        ReadOnlySpan<char> place = rest[(open + 2)..^1];
        return place.StartsWith("in ", StringComparison.Ordinal)
            ? FrameMaker.Native(rest[..open], default, place[3..])
            : FrameMaker.Native(rest[..open], place, default);
    }
}
