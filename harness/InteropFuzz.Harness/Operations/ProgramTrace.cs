using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Operations;

/// <summary>What an interpreter said of one program.</summary>
/// <param name="Lines">A line for each operation that came to its end, as <c>name arguments = result</c>, without its index; then, when the program came to its own end, what was left.</param>
/// <param name="Digest">FNV-1a over the lines, in hexadecimal; null when the program did not come to its end.</param>
public sealed record ProgramTrace(IReadOnlyList<string> Lines, string? Digest)
{
    /// <summary>How the process ended in the middle of it; null otherwise.</summary>
    public Observation? End { get; init; }

    /// <summary>What triage reads in <see cref="End"/>; null otherwise.</summary>
    public Crash? Crash { get; init; }

    /// <summary>Whether it ended so only with other programs before it in the same process.</summary>
    public bool NotAlone { get; init; }

    /// <summary>How it ended, in a word: <c>ok</c> or a symptom.</summary>
    public string Outcome => Crash is null ? "ok" : Crash.Symptom == Symptom.Clean ? "ended in the middle" : Crash.Symptom.Name;
}
