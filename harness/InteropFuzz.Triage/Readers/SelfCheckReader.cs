namespace InteropFuzz.Triage.Readers;

/// <summary>What a program says about its own data: a line <c>INTEROPFUZZ silent: …</c> or <c>INTEROPFUZZ clean</c>.</summary>
internal sealed class SelfCheckReader : IReportReader
{
    /// <summary>The word that opens such a line.</summary>
    internal const string Mark = "INTEROPFUZZ ";

    /// <inheritdoc/>
    public IEnumerable<Finding> Read(ReportText text, Ending ending)
    {
        for (int i = 0; i < text.Count; i++)
        {
            ReadOnlySpan<char> line = text[i].AsSpan().TrimEnd();
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                continue;
            }

            ReadOnlySpan<char> said = line[Mark.Length..];
            if (said.StartsWith("silent:", StringComparison.Ordinal))
            {
                yield return text.Found(Symptom.Silent, i);
            }
            else if (said is "clean")
            {
                yield return text.Found(Symptom.Clean, i);
            }
        }
    }
}
