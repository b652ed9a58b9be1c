using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>Reads what a process said that performs inputs.</summary>
internal static class PerformedInput
{
    /// <summary>What triage reads. A process that ended well in the middle of an input was ended by it: <c>exit/0</c>.</summary>
    /// <param name="output">What it printed.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="inside">Whether it ended in the middle of an input.</param>
    public static Crash Read(string output, Ending ending, bool inside)
    {
        var crash = CrashReader.Read(output, ending);
        if (!inside || crash.Symptom != Symptom.Clean) return crash;
        var early = Symptom.Exit(0);
        return crash with { Symptom = early, Signature = Signature.Of(early, crash.Stacks) };
    }
}
