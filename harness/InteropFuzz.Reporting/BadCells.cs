using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Reporting;

/// <summary>Words for cells that are not as expected.</summary>
public static class BadCells
{
    /// <summary>What the tries showed, with counts when there was more than one.</summary>
    public static string Seen(ResultRow row)
        => string.Join(", ", row.Symptoms.Select(s => row.Symptoms.Values.Sum() > 1 ? $"{s.Key} ({s.Value} of {row.Symptoms.Values.Sum()})" : s.Key));

    /// <summary>Where the expectation stands.</summary>
    public static string Source(ResultRow row)
        => row.ExpectLine > 0 ? $"{row.Case}/{row.Runtime.MainFile()}:{row.ExpectLine}" : "the default for an instrument that runs nothing";
}
