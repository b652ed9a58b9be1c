namespace InteropFuzz.Triage.Stacks;

/// <summary>Reads the stacks of one crash.</summary>
internal static class StackReaders
{
    /// <summary>The stacks between two lines, that of the crash first.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">The first line of the crash, counted from 0.</param>
    /// <param name="to">One past its last line.</param>
    /// <param name="primary">The finding that stands for the crash, or null where only the ending tells of it.</param>
    internal static IReadOnlyList<Stack> Read(ReportText text, int from, int to, Finding? primary)
    {
        from = Math.Max(0, from);
        to = Math.Min(to, text.Count);
        int header = primary is null ? from : Math.Clamp(text.IndexOf(primary), from, Math.Max(from, to - 1));
        string family = primary?.Symptom.Family ?? "";
        if (family is "vet" or "build")
        {
            return [];
        }

        // The tool that named the fault is asked first; a dump of Go in the same text then has the frames below the crossing.
        IReadOnlyList<Stack> own = OfTool(text, from, to, header, family);
        if (family == "valgrind" && HasFrames(own))
        {
            // Valgrind goes on after an error: a later dump is another moment.
            return own;
        }

        IReadOnlyList<Stack> go = family == "dotnet" || (family == "tsan" && own.Count > 0) ? [] : Go(text, from, to, header, primary);
        IReadOnlyList<Stack> native = HasFrames(own) ? own : GdbStackReader.Read(text, from, to);
        if (!HasFrames(native) && !HasFrames(go))
        {
            native = Anything(text, from, to);
        }

        return Together(native, go, HasFrames(own));
    }

    private static IReadOnlyList<Stack> OfTool(ReportText text, int from, int to, int header, string family) => family switch
    {
        "tsan" when text[header].StartsWith("WARNING: DATA RACE", StringComparison.Ordinal) => GoRaceStackReader.Read(text, header, to),
        "asan" or "lsan" or "msan" or "tsan" or "ubsan" => SanitizerStackReader.Read(text, header, to),
        "valgrind" when ValgrindXmlStackReader.IsXml(text[header]) => ValgrindXmlStackReader.Read(text, header, from, to),
        "valgrind" => ValgrindStackReader.Read(text, header, to),
        "dotnet" => DotNetStackReader.Read(text, header, to),
        _ => [],
    };

    /// <summary>The dump of the Go runtime that belongs to the crash: of its report, else the next one, else the last before.</summary>
    private static IReadOnlyList<Stack> Go(ReportText text, int from, int to, int header, Finding? primary)
    {
        GoReport? report = null;
        foreach (GoReport found in text.GoReports)
        {
            bool isNearer = report is null || report.Header < header;
            if (found.Header >= from && found.Header < to && isNearer)
            {
                report = found;
            }
        }

        bool hangs = primary?.Symptom == Symptom.Timeout
            || (report is not null && text[report.Header].StartsWith("SIGQUIT", StringComparison.Ordinal));
        return GoStackReader.Read(text, report is { Trace: >= 0 } ? report.Trace : header, to, hangs);
    }

    private static IReadOnlyList<Stack> Anything(ReportText text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (text[i].Contains("<error>", StringComparison.Ordinal))
            {
                return ValgrindXmlStackReader.Read(text, i, from, to);
            }
        }

        IReadOnlyList<Stack> stacks = SanitizerStackReader.Read(text, from, to);
        stacks = HasFrames(stacks) ? stacks : GlibcStackReader.Read(text, from, to);
        return HasFrames(stacks) ? stacks : DotNetStackReader.Read(text, from, to);
    }

    /// <summary>One list of both: the two crash stacks joined where they meet at a crossing, else that which names the program's code first.</summary>
    private static IReadOnlyList<Stack> Together(IReadOnlyList<Stack> native, IReadOnlyList<Stack> go, bool nativeNamedIt)
    {
        if (!HasFrames(native) || !HasFrames(go))
        {
            return HasFrames(native) ? native : go;
        }

        if (StackMerge.Join(native[0].Frames, go[0].Frames) is { } joined)
        {
            return [go[0] with { Kind = StackKind.Crash, Frames = joined }, .. native.Skip(1), .. go.Skip(1)];
        }

        bool nativeFirst = nativeNamedIt || !go[0].Frames.Any(frame => frame.IsUser);
        return nativeFirst ? [.. native, .. Demoted(go)] : [.. go, .. Demoted(native)];
    }

    private static IEnumerable<Stack> Demoted(IReadOnlyList<Stack> stacks) =>
        stacks.Select(stack => stack.Kind == StackKind.Crash ? stack with { Kind = StackKind.Goroutine } : stack);

    private static bool HasFrames(IReadOnlyList<Stack> stacks) => stacks.Count > 0 && stacks[0].Kind == StackKind.Crash;
}
