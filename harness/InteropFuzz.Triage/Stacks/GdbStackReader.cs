namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Backtraces of gdb: <c>#0  0x… in inner (p=0x0) at main.go:12</c>, <c>#1  raise () from /lib/libc.so.6</c>; a long frame goes on
/// in lines that are indented by four blanks. Also lldb's <c>frame #0: 0x… prog`inner(p=…) at main.go:12:3</c>.
/// </summary>
internal static class GdbStackReader
{
    /// <summary>What gdb and lldb show where a signal interrupted the code below.</summary>
    internal const string Handler = "<signal handler called>";

    private const int MaxContinuation = 64;

    /// <summary>The stacks of all threads shown; the first is that of the crash.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int from, int to)
    {
        List<StackDraft> drafts = [];
        StackDraft? draft = null;
        string title = "";
        int titleAt = from;
        for (int i = from; i < to; i++)
        {
            string line = text[i];
            if (line.Length == 0)
            {
                continue;
            }

            bool isLldb = LldbFrame(line, out int number, out ReadOnlySpan<char> rest);
            if (isLldb || (line[0] == '#' && SanitizerStackReader.FrameNumber(line, out number, out rest)))
            {
                if (draft is null || number == 0)
                {
                    if (drafts.Count == StackDraft.MaxStacks)
                    {
                        break;
                    }

                    draft = new(drafts.Count == 0 ? StackKind.Crash : StackKind.Goroutine, title, title.Length == 0 ? i : titleAt);
                    drafts.Add(draft);
                }

                if (isLldb)
                {
                    draft.Add(ReadLldb(rest));
                }
                else
                {
                    draft.Add(ReadGdb(Whole(text, i, to, rest)));
                }
            }
            else if (draft is not null && line.StartsWith(DotNetStackReader.Indent, StringComparison.Ordinal))
            {
                // What the harness reads from a dump of .NET stands below the native frames.
                draft.Add(DotNetStackReader.Managed(line.AsSpan(DotNetStackReader.Indent.Length)));
            }
            else if (IsTitle(line))
            {
                title = line;
                titleAt = i;
                draft = null;
            }
        }

        return StackDraft.Ordered(drafts.ConvertAll(done => done.Native(text)));
    }

    private static bool IsTitle(string line) =>
        line.StartsWith("Thread ", StringComparison.Ordinal) || line.StartsWith("Program received signal ", StringComparison.Ordinal)
        || line.StartsWith("Program terminated with signal ", StringComparison.Ordinal) || line.TrimStart(' ', '*').StartsWith("thread #", StringComparison.Ordinal);

    /// <summary>The frame with the lines in which its arguments go on.</summary>
    private static ReadOnlySpan<char> Whole(ReportText text, int index, int to, ReadOnlySpan<char> first)
    {
        int end = index + 1;
        while (end < to && end - index < MaxContinuation && text[end].StartsWith("    ", StringComparison.Ordinal) && !text[end].AsSpan().Trim().StartsWith("#"))
        {
            end++;
        }

        if (end == index + 1)
        {
            return first;
        }

        System.Text.StringBuilder whole = new();
        whole.Append(first);
        for (int i = index + 1; i < end; i++)
        {
            whole.Append(' ').Append(text[i].AsSpan().Trim());
        }

        return whole.ToString();
    }

    private static Frame ReadGdb(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith(Handler, StringComparison.Ordinal))
        {
            return new(FrameSide.Libc, Handler);
        }

        if (rest.StartsWith("0x", StringComparison.Ordinal))
        {
            int end = rest.IndexOf(" in ", StringComparison.Ordinal);
            rest = end < 0 ? default : rest[(end + 4)..];
        }

        int arguments = rest.IndexOf(" (", StringComparison.Ordinal);
        ReadOnlySpan<char> function = arguments > 0 ? rest[..arguments] : rest;
        int place = rest.LastIndexOf(") at ", StringComparison.Ordinal);
        int module = rest.LastIndexOf(") from ", StringComparison.Ordinal);
        return place >= 0 ? FrameMaker.Native(function, rest[(place + 5)..], default)
            : module >= 0 ? FrameMaker.Native(function, default, rest[(module + 7)..])
            : FrameMaker.Native(function, default, default);
    }

    /// <summary>Splits <c>* frame #0: 0x0000000000401136 </c> off.</summary>
    private static bool LldbFrame(string line, out int number, out ReadOnlySpan<char> rest)
    {
        number = 0;
        rest = line.AsSpan().TrimStart(" *");
        if (!rest.StartsWith("frame #", StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[7..];
        int colon = rest.IndexOf(": 0x", StringComparison.Ordinal);
        if (colon <= 0 || !int.TryParse(rest[..colon], out number))
        {
            return false;
        }

        rest = rest[(colon + 2)..];
        int blank = rest.IndexOf(' ');
        rest = blank < 0 ? default : rest[(blank + 1)..];
        return true;
    }

    private static Frame ReadLldb(ReadOnlySpan<char> rest)
    {
        int tick = rest.IndexOf('`');
        ReadOnlySpan<char> module = tick < 0 ? default : rest[..tick];
        ReadOnlySpan<char> function = rest[(tick + 1)..];
        ReadOnlySpan<char> place = default;
        int at = function.LastIndexOf(" at ", StringComparison.Ordinal);
        if (at >= 0)
        {
            place = function[(at + 4)..];
            function = function[..at];
        }

        int offset = function.LastIndexOf(" + ", StringComparison.Ordinal);
        return FrameMaker.Native(offset > 0 ? function[..offset] : function, place, module);
    }
}
