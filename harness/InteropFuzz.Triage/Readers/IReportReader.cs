namespace InteropFuzz.Triage.Readers;

/// <summary>Knows one family of reports. A reader keeps no state and never throws, whatever the text is.</summary>
internal interface IReportReader
{
    /// <summary>Finds the family's reports.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="ending">How the process ended.</param>
    /// <returns>The findings, in any order.</returns>
    IEnumerable<Finding> Read(ReportText text, Ending ending);
}
