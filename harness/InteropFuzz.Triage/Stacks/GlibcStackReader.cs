namespace InteropFuzz.Triage.Stacks;

/// <summary>Lines of glibc's backtrace_symbols_fd: <c>./prog(f+0x12) [0x401136]</c>, <c>/lib/libc.so.6(+0x3bef0) [0x7f…]</c>.</summary>
internal static class GlibcStackReader
{
    /// <summary>The first such stack; a handler that prints its own stack calls backtrace itself.</summary>
    internal static IReadOnlyList<Stack> Read(ReportText text, int from, int to)
    {
        StackDraft? draft = null;
        for (int i = from; i < to; i++)
        {
            if (ReadFrame(text[i]) is { } frame)
            {
                draft ??= new(StackKind.Crash, i > from ? text[i - 1] : "", i);
                draft.Add(frame);
            }
            else if (draft is not null)
            {
                break;
            }
        }

        return draft is null ? [] : StackDraft.Ordered([draft.Native(text)]);
    }

    private static Frame? ReadFrame(string line)
    {
        int address = line.EndsWith(']') ? line.LastIndexOf("[0x", StringComparison.Ordinal) : -1;
        if (address <= 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = line.AsSpan(0, address).Trim();
        int open = rest.LastIndexOf('(');
        if (open <= 0 || rest[^1] != ')' || rest[..open].Contains(' '))
        {
            return null;
        }

        ReadOnlySpan<char> symbol = rest[(open + 1)..^1];
        return FrameMaker.Native(symbol.StartsWith("+0x", StringComparison.Ordinal) ? default : symbol, default, rest[..open]);
    }
}
