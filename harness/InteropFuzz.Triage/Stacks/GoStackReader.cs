using System.Globalization;

namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Stack dumps of the Go runtime, 1.19 to 1.27 (runtime/traceback.go): <c>goroutine 1 [running]:</c>,
/// <c>goroutine 1 gp=0x… m=0 mp=0x… [syscall]:</c>, <c>runtime stack:</c>; a function with its arguments on one line, its place
/// on the next, which is indented.
/// </summary>
internal static class GoStackReader
{
    private const string CreatedBy = "created by ";

    /// <summary>The stacks of the dump that belongs to the crash.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">The first line to look at.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="hangs">Whether the program did not end: what waits is then what matters, not the thread that took the signal.</param>
    internal static IReadOnlyList<Stack> Read(ReportText text, int from, int to, bool hangs)
    {
        List<GoBlock> blocks = Blocks(text, from, to);
        if (blocks.Count == 0)
        {
            return [];
        }

        GoBlock? user = hangs ? blocks.Find(block => block.IsOnThread && block.HasUser) ?? blocks.Find(block => block.HasUser) : Crashed(blocks);
        List<Stack> stacks = [];
        GoBlock first = hangs && user is not null ? user : blocks[0];
        first.Draft.Kind = StackKind.Crash;
        Stack crash = first.Draft.Done(text);
        if (user is not null && user != first)
        {
            // The title is the goroutine's: it says what the program was doing.
            Stack caller = user.Draft.Done(text);
            crash = caller with { Kind = StackKind.Crash, Frames = [.. crash.Frames, .. caller.Frames] };
        }

        stacks.Add(crash);
        if ((user ?? first).Creator is { } creator)
        {
            stacks.Add(new(StackKind.Created, CreatedBy + creator.Function, crash.Line, [creator]));
        }

        AddOthers(text, blocks, first, user, stacks);
        return StackDraft.Ordered(stacks);
    }

    /// <summary>
    /// The goroutine that died. The runtime prints it first; after a fault on a thread's system stack it prints that stack, then
    /// the goroutine that the thread was at, if there was one, then all others.
    /// </summary>
    private static GoBlock? Crashed(List<GoBlock> blocks)
    {
        if (!blocks[0].IsSystem)
        {
            return blocks[0].HasUser ? blocks[0] : null;
        }

        GoBlock? next = blocks.Find(block => !block.IsSystem);
        if (next is not null && next.State.StartsWith("GC worker", StringComparison.Ordinal))
        {
            return null;
        }

        return next is { IsOnThread: true, HasUser: true } ? next : blocks.Find(block => block.IsOnThread && block.HasUser);
    }

    /// <summary>The other goroutines, those that stand in the same place once.</summary>
    private static void AddOthers(ReportText text, List<GoBlock> blocks, GoBlock first, GoBlock? user, List<Stack> stacks)
    {
        Dictionary<string, int> known = [];
        foreach (GoBlock block in blocks)
        {
            if (block == first || block == user)
            {
                continue;
            }

            Stack stack = block.Draft.Done(text) with { Count = text.Repeats(block.Draft.Header) };
            string shape = block.State + "\n" + string.Join('\n', stack.Frames.Select(frame => frame.Function + ":" + frame.Line.ToString(CultureInfo.InvariantCulture)));
            if (known.TryGetValue(shape, out int at))
            {
                stacks[at] = stacks[at] with { Count = stacks[at].Count + stack.Count };
            }
            else if (stacks.Count < StackDraft.MaxStacks)
            {
                known.Add(shape, stacks.Count);
                stacks.Add(stack);
            }
        }
    }

    private static List<GoBlock> Blocks(ReportText text, int from, int to)
    {
        List<GoBlock> blocks = [];
        GoBlock? block = null;
        string? function = null;
        for (int i = from; i < to; i++)
        {
            string line = text[i];
            if (GoReport.IsTraceStart(line))
            {
                Commit(block, function, "");
                function = null;
                block = Open(line, i);
                blocks.Add(block);
            }
            else if (block is null || line.Length == 0)
            {
                // A function at the very end of a cut log has lost its place.
                Commit(block, function, "");
                function = null;
                block = null;
            }
            else if (line[0] is '\t' or ' ')
            {
                Commit(block, function, line);
                function = null;
            }
            else if (IsFunction(line, isLast: i + 1 >= to))
            {
                Commit(block, function, "");
                function = line;
            }
        }

        Commit(block, function, "");
        return blocks;
    }

    private static GoBlock Open(string line, int index)
    {
        int open = line.IndexOf('[', StringComparison.Ordinal);
        int close = open < 0 ? -1 : line.IndexOf(']', open);
        string state = close < 0 ? "" : line[(open + 1)..close];
        bool isSystem = line[0] == 'r' || line.StartsWith("goroutine 0 ", StringComparison.Ordinal);
        string number = open < 0 ? "" : line[..(line.IndexOf(' ', "goroutine ".Length) is > 0 and int end ? end : open)];
        return new(new(StackKind.Goroutine, close < 0 ? line : $"{number} [{state}]", index), state, isSystem);
    }

    /// <summary><c>main.f(0x1, {0x2, 0x3})</c>, <c>main.f(...)</c>, <c>created by main.f in goroutine 1</c>.</summary>
    private static bool IsFunction(string line, bool isLast) =>
        line.StartsWith(CreatedBy, StringComparison.Ordinal)
        || ((line[^1] == ')' || isLast) && line.LastIndexOf('(') > 0 && !line.AsSpan(0, line.LastIndexOf('(')).Contains(' '));

    private static void Commit(GoBlock? block, string? function, string place)
    {
        if (block is null || function is null)
        {
            return;
        }

        if (function.StartsWith(CreatedBy, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> name = function.AsSpan(CreatedBy.Length);
            int goroutine = name.LastIndexOf(" in goroutine ", StringComparison.Ordinal);
            block.Creator = FrameMaker.Go(goroutine > 0 ? name[..goroutine] : name, Place(place));
            return;
        }

        block.Draft.Add(FrameMaker.Go(function.AsSpan(0, function.LastIndexOf('(')), Place(place)));
    }

    /// <summary>The place without <c> +0x1f fp=0x… sp=0x… pc=0x…</c>.</summary>
    internal static ReadOnlySpan<char> Place(string line)
    {
        ReadOnlySpan<char> place = line.AsSpan().Trim();
        foreach (string mark in (ReadOnlySpan<string>)[" +0x", " fp=0x", " pc=0x"])
        {
            int at = place.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0)
            {
                place = place[..at];
            }
        }

        return place;
    }
}
