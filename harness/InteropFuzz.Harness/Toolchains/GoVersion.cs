using System.Globalization;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>A Go release: the minor number decides what an instrument can do, the patch is for the record.</summary>
/// <param name="Minor">24 for Go 1.24.</param>
/// <param name="Patch">4 for Go 1.24.4; -1 when only the minor release is meant.</param>
public readonly record struct GoVersion(int Minor, int Patch = -1) : IComparable<GoVersion>
{
    /// <summary>The release without its patch: <c>1.24</c>.</summary>
    public string Release => string.Create(CultureInfo.InvariantCulture, $"1.{Minor}");

    /// <summary>Reads <c>1.24</c>, <c>1.24.4</c>, <c>go1.24.4</c> and pre-releases such as <c>1.27rc1</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GoVersion version)
    {
        version = default;
        if (text.StartsWith("go")) text = text[2..];
        if (!text.StartsWith("1.")) return false;
        text = text[2..];
        var digits = text.IndexOfAnyExceptInRange('0', '9') is var n and >= 0 ? n : text.Length;
        if (!int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return false;
        var rest = text[digits..];
        if (rest.IsEmpty || rest.StartsWith("rc") || rest.StartsWith("beta") || rest.StartsWith("-"))
        {
            version = new(minor);
            return true;
        }
        if (rest[0] != '.') return false;
        rest = rest[1..];
        digits = rest.IndexOfAnyExceptInRange('0', '9') is var p and >= 0 ? p : rest.Length;
        if (!int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var patch)) return false;
        version = new(minor, patch);
        return true;
    }

    /// <summary>What is wrong with a word for a release; null when it is one.</summary>
    public static string? Wrong(string word) => TryParse(word, out _) ? null : $"'{word}' is not a Go release such as 1.27";

    /// <inheritdoc/>
    public int CompareTo(GoVersion other) => (Minor, Patch).CompareTo((other.Minor, other.Patch));

    /// <summary><c>1.24.4</c>, or <c>1.24</c> when no patch is known.</summary>
    public override string ToString() => Patch < 0 ? Release : string.Create(CultureInfo.InvariantCulture, $"1.{Minor}.{Patch}");

    /// <summary>Order by minor, then patch.</summary>
    public static bool operator <(GoVersion a, GoVersion b) => a.CompareTo(b) < 0;

    /// <summary>Order by minor, then patch.</summary>
    public static bool operator >(GoVersion a, GoVersion b) => a.CompareTo(b) > 0;

    /// <summary>Order by minor, then patch.</summary>
    public static bool operator <=(GoVersion a, GoVersion b) => a.CompareTo(b) <= 0;

    /// <summary>Order by minor, then patch.</summary>
    public static bool operator >=(GoVersion a, GoVersion b) => a.CompareTo(b) >= 0;
}
