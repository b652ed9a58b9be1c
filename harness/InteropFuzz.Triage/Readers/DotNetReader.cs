namespace InteropFuzz.Triage.Readers;

/// <summary>The last words of a .NET process (dotnet.tsv). It ends by SIGABRT, or 134 where a shell stands between.</summary>
internal sealed class DotNetReader : IReportReader
{
    private const string Unhandled = "Unhandled exception. ";
    private const string Inner = " ---> ";
    private const int MaxDepth = 20;

    private static readonly TextTable s_table = new("dotnet.tsv");
    private static readonly Symptom s_unhandled = Symptom.Parse("dotnet/unhandled-exception");

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
                yield return text.Found(symptom == s_unhandled ? InnerException(text, i) : symptom, i);
            }
        }
    }

    /// <summary>
    /// An exception of a static constructor, a task or reflection only wraps another, printed below as
    /// <c> ---&gt; System.DllNotFoundException: …</c>; the innermost that has a name of its own counts.
    /// </summary>
    private static Symptom InnerException(ReportText text, int index)
    {
        Symptom symptom = s_unhandled;
        for (int i = index; i <= index + MaxDepth && !text[i].StartsWith("   at ", StringComparison.Ordinal); i++)
        {
            int at = text[i].LastIndexOf(Inner, StringComparison.Ordinal);
            if (at >= 0 && s_table.Find(string.Concat(Unhandled, text[i].AsSpan(at + Inner.Length))) is { } inner && inner != s_unhandled)
            {
                symptom = inner;
            }
        }

        return symptom;
    }
}
