namespace InteropFuzz.Triage.Diagnosis;

/// <summary>A line that speaks for something.</summary>
/// <param name="Line">Its number, counted from 1; 0 where the evidence is how the process ended.</param>
/// <param name="Text">The line, without spaces around it.</param>
/// <param name="Why">What it says, in a few words.</param>
public sealed record Evidence(int Line, string Text, string Why)
{
    /// <summary>Whose report the line stands in, where several were ranked together; null otherwise.</summary>
    public string? Source { get; init; }
}
