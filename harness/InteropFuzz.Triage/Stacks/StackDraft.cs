namespace InteropFuzz.Triage.Stacks;

/// <summary>A stack while its lines are read.</summary>
internal sealed class StackDraft(StackKind kind, string title, int header)
{
    /// <summary>An endless recursion has thousands of frames; these are enough to see it.</summary>
    private const int MaxFrames = 512;

    /// <summary>A stack per thread or access; a report with more is a flood.</summary>
    internal const int MaxStacks = 256;

    private const int MaxTitle = 200;

    internal StackKind Kind { get; set; } = kind;

    internal int Header { get; } = header;

    internal List<Frame> Frames { get; private set; } = [];

    internal void Add(Frame frame)
    {
        if (Frames.Count < MaxFrames)
        {
            Frames.Add(frame);
        }
    }

    /// <summary>The finished stack of a native unwinder.</summary>
    internal Stack Native(ReportText text)
    {
        DropHandler();
        StackMerge.CutGuesses(Frames);
        return Done(text);
    }

    /// <summary>The finished stack.</summary>
    internal Stack Done(ReportText text) => new(Kind, Shown(title), text.NumberOf(Header), StackMerge.Fold(Frames));

    /// <summary>Gives the first stack that is not empty the place of the crash where none has it, and puts it first.</summary>
    internal static IReadOnlyList<Stack> Ordered(List<Stack> stacks)
    {
        stacks.RemoveAll(stack => stack.Frames.Count == 0);
        int crash = stacks.FindIndex(stack => stack.Kind == StackKind.Crash);
        if (crash > 0)
        {
            Stack first = stacks[crash];
            stacks.RemoveAt(crash);
            stacks.Insert(0, first);
        }

        for (int i = 1; i < stacks.Count; i++)
        {
            if (stacks[i].Kind == StackKind.Crash)
            {
                stacks[i] = stacks[i] with { Kind = StackKind.Goroutine };
            }
        }

        return stacks;
    }

    /// <summary>What the runtime or the C library did once the signal had come is not where it came.</summary>
    private void DropHandler()
    {
        int handler = Frames.FindLastIndex(frame => frame.Function == GdbStackReader.Handler);
        if (handler >= 0 && handler + 1 < Frames.Count && !Frames.GetRange(0, handler).Exists(frame => frame.IsUser))
        {
            Frames = Frames[(handler + 1)..];
        }
    }

    private static string Shown(string title)
    {
        string trimmed = title.Trim().TrimEnd(':');
        return trimmed.Length > MaxTitle ? trimmed[..MaxTitle] + "…" : trimmed;
    }
}
