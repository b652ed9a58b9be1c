namespace InteropFuzz.Triage.Diagnosis;

/// <summary>How bad a crash is.</summary>
internal static class Assessment
{
    /// <summary>The severity with its reason.</summary>
    internal static Severity Of(CrashFacts facts) => Severity.None;
}
