namespace InteropFuzz.Reporting.Detection;

/// <summary>A field of the detection matrix in words.</summary>
public static class DetectionField
{
    /// <summary>What the marks mean.</summary>
    public const string Legend = "reported/faulty cases; +N: N sound cases wrongly accused; -: not available";

    /// <summary><c>3/5</c>, <c>3/5 +1</c>, or <c>-</c>.</summary>
    public static string Say(DetectionCount count)
        => count.Faulty == 0 && count.Sound == 0 ? "-" : $"{count.Reported}/{count.Faulty}{(count.Accused > 0 ? $" +{count.Accused}" : "")}";
}
