namespace InteropFuzz.Harness.Operations;

/// <summary>What one interpreter said of the operation at which interpreters part.</summary>
/// <param name="Interpreter">Its name.</param>
/// <param name="Result">The result of the operation, or how the process ended in it.</param>
/// <param name="Trace">All that it said of the program.</param>
public sealed record Answer(string Interpreter, string Result, ProgramTrace Trace);

/// <summary>The first operation of a program at which interpreters part, or in which one of them died.</summary>
/// <param name="Program">The program.</param>
/// <param name="Step">The index of the operation; the number of operations for what stands behind the last one.</param>
/// <param name="Answers">One for each interpreter, in their order.</param>
public sealed record Difference(OperationProgram Program, int Step, IReadOnlyList<Answer> Answers)
{
    /// <summary>What the interpreters part at, in words that stay the same when other operations go: the name of the operation and who agrees with whom.</summary>
    public string Way
    {
        get
        {
            var results = Answers.Select(a => a.Result).Distinct().ToList();
            var groups = Answers.Select(a => $"{a.Interpreter}:{(a.Trace.Crash is null ? results.IndexOf(a.Result).ToString(System.Globalization.CultureInfo.InvariantCulture) : a.Trace.Outcome)}");
            return $"{NameOf(Program, Step)} {string.Join(' ', groups)}";
        }
    }

    /// <summary>Compares what several interpreters said of one program; null when they agree and none died.</summary>
    /// <param name="program">The program.</param>
    /// <param name="traces">By interpreter, in the order of the answers.</param>
    public static Difference? Find(OperationProgram program, IReadOnlyList<(string Interpreter, ProgramTrace Trace)> traces)
    {
        var first = traces[0].Trace;
        if (traces.All(t => t.Trace.Crash is null && t.Trace.Digest == first.Digest && t.Trace.Lines.SequenceEqual(first.Lines))) return null;
        // Where all lines agree, it is the end that differs.
        var step = Math.Min(program.Steps.Count, traces.Max(t => t.Trace.Lines.Count));
        for (var i = 0; i < step; i++)
            if (traces.Any(t => LineOf(t.Trace, i) != LineOf(first, i)))
            {
                step = i;
                break;
            }
        return new(program, step, [.. traces.Select(t => new Answer(t.Interpreter, ResultOf(t.Trace, step), t.Trace))]);
    }

    /// <summary>The name of an operation, or of what stands behind the last one.</summary>
    public static string NameOf(OperationProgram program, int step) => step < program.Steps.Count ? program.Steps[step].Operation.Name : "the end";

    private static string? LineOf(ProgramTrace trace, int step) => step < trace.Lines.Count ? trace.Lines[step] : null;

    private static string ResultOf(ProgramTrace trace, int step)
        => LineOf(trace, step) is { } line ? line[(line.IndexOf(" = ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..]
            : trace.Crash is null ? $"digest {trace.Digest}"
            : step == trace.Lines.Count ? trace.Outcome
            : "(not reached)";
}
