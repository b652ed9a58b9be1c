namespace InteropFuzz.Triage.Diagnosis;

/// <summary>Bounds for lines of reports.</summary>
internal static class ReportLine
{
    /// <summary>What stands behind this many characters says nothing about the fault.</summary>
    internal const int MaxLength = 1000;
}
