namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Reports of Go's race detector: <c>Write at 0x… by goroutine 7:</c>, functions indented by two blanks, their places by six,
/// up to a line of equals signs (compiler-rt, tsan_report.cpp, the part for Go).
/// </summary>
internal static class GoRaceStackReader
{
    /// <summary>The stacks of the report whose first line is given.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int header, int to)
    {
        List<StackDraft> drafts = [];
        StackDraft? draft = null;
        string? function = null;
        for (int i = header + 1; i < to && !text[i].StartsWith("=======", StringComparison.Ordinal); i++)
        {
            string line = text[i];
            if (line.StartsWith("      ", StringComparison.Ordinal))
            {
                if (function is not null)
                {
                    draft?.Add(FrameMaker.Go(Name(function), GoStackReader.Place(line)));
                    function = null;
                }
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                function = line;
            }
            else if (line.EndsWith(':') && drafts.Count < StackDraft.MaxStacks)
            {
                draft = new(KindOf(line), line, i);
                drafts.Add(draft);
            }
        }

        return StackDraft.Ordered(drafts.ConvertAll(done => done.Done(text)));
    }

    private static StackKind KindOf(string title) =>
        title.StartsWith("Previous ", StringComparison.Ordinal) ? StackKind.OtherAccess
        : title.Contains("created at", StringComparison.Ordinal) ? StackKind.Created
        : StackKind.Crash;

    private static ReadOnlySpan<char> Name(string function)
    {
        ReadOnlySpan<char> name = function.AsSpan().Trim();
        return name.EndsWith("()", StringComparison.Ordinal) ? name[..^2] : name;
    }
}
