namespace InteropFuzz.Triage;

/// <summary>One row of the catalog of symptoms.</summary>
/// <param name="Symptom">The symptom.</param>
/// <param name="Recoverable">Whether a Go program can go on after it (recover); null where the question does not arise.</param>
/// <param name="Meaning">One plain line that says what was seen.</param>
public sealed record SymptomInfo(Symptom Symptom, bool? Recoverable, string Meaning);
