using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage;

/// <summary>What a text and an ending say together.</summary>
public sealed record Crash
{
    private static readonly Signature s_noSignature = Signature.Of(Symptom.Unknown, []);

    /// <summary>The one symptom that stands for all: see <see cref="CrashReader"/> for the order.</summary>
    public required Symptom Symptom { get; init; }

    /// <summary>Every report found, in the order of the text; empty when the text holds none.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>
    /// The line that names the fault. For <see cref="Symptom.Unknown"/> the first lines of what was not understood;
    /// empty when the text has nothing to show (an exit code, a bare signal).
    /// </summary>
    public required string FirstLine { get; init; }

    /// <summary>The finding that <see cref="Symptom"/> comes from, or null where only the ending tells of it.</summary>
    public Finding? Primary { get; init; }

    /// <summary>The stacks of the report: that of the crash first, then those of allocations, other accesses and goroutines.</summary>
    public IReadOnlyList<Stack> Stacks { get; init; } = [];

    /// <summary>What tells duplicates of this crash.</summary>
    public Signature Signature { get; init; } = s_noSignature;

    /// <summary>Fault classes that may be the cause, the likeliest first; empty when nothing speaks for any.</summary>
    public IReadOnlyList<Candidate> Classes { get; init; } = [];

    /// <summary>Whose mistake it probably is.</summary>
    public GuiltySide Guilty { get; init; } = GuiltySide.Unknown;

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; init; } = Severity.None;

    /// <summary>What to do next, the most useful first.</summary>
    public IReadOnlyList<NextStep> Next { get; init; } = [];

    /// <summary>What the ranking rests on, so that several crashes can be ranked together; null before anything was concluded.</summary>
    internal Clues? Clues { get; init; }

    /// <summary>How often the same crash was met in the same text.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Whether a Go program could have gone on after it; null where the question does not arise.</summary>
    public bool? Recoverable => SymptomCatalog.Find(Symptom).Recoverable;

    /// <summary>The stack of the crash itself, C frames on top of the Go frames that called them; empty when the text has none.</summary>
    public IReadOnlyList<Frame> Frames => Stacks.FirstOrDefault(stack => stack.Kind == StackKind.Crash)?.Frames ?? [];

    /// <summary>The frame that matters: the innermost one of the program itself; null when the text has none.</summary>
    public Frame? Frame => Frames.FirstOrDefault(frame => frame.IsUser);
}
