namespace InteropFuzz.Reporting;

/// <summary>The middle of a few measurements.</summary>
public static class Median
{
    /// <summary>Of an even number of values the mean of the two in the middle; 0 of none.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }
}
