namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Cuts output to what fits a report. Pure.</summary>
public static class Excerpt
{
    private const int Head = 50, Tail = 20, LongestLine = 400;

    /// <summary>The first and the last lines.</summary>
    public static string Of(string text)
    {
        var lines = text.Trim('\n').Split('\n');
        var cut = lines.Length <= Head + Tail ? lines : [.. lines.Take(Head), $"… {lines.Length - Head - Tail} further lines", .. lines.TakeLast(Tail)];
        return string.Join('\n', cut.Select(l => l.Length <= LongestLine ? l : l[..LongestLine] + "…"));
    }
}
