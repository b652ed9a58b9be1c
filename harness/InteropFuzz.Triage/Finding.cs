namespace InteropFuzz.Triage;

/// <summary>One report found in a text.</summary>
/// <param name="Symptom">What it reports.</param>
/// <param name="Line">The number of its first line, counted from 1.</param>
/// <param name="Text">That line, without colours and without spaces around it; very long lines are cut.</param>
public sealed record Finding(Symptom Symptom, int Line, string Text);
