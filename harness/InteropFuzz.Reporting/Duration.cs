using System.Globalization;

namespace InteropFuzz.Reporting;

/// <summary>Times as people say them.</summary>
public static class Duration
{
    /// <summary><c>3.2 s</c>, <c>4 min 05 s</c> or <c>2 h 10 min</c>.</summary>
    public static string Say(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60:D2} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600} h {(int)seconds % 3600 / 60:D2} min"),
    };
}
