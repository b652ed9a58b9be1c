namespace InteropFuzz.Triage.Readers;

/// <summary>The last words of a .NET process (dotnet.tsv). It ends by SIGABRT, or 134 where a shell stands between.</summary>
internal sealed class DotNetReader : IReportReader
{
    private static readonly TextTable s_table = new("dotnet.tsv");

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        if (ending.IsSuccess)
        {
            yield break;
        }

        for (int i = 0; i < text.Count; i++)
        {
            string line = text[i];

            // .NET 10 writes these two on a line of their own and goes on below.
            if (line is "Fatal error." or "Process terminated.")
            {
                line = line + " " + text[i + 1];
            }

            if (s_table.Find(line) is { } symptom)
            {
                yield return text.Found(symptom, i);
            }
        }
    }
}
