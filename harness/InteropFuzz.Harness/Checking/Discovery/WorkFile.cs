using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>Reads go.work (go.dev/ref/mod, "go.work files"). Pure.</summary>
public static partial class WorkFile
{
    /// <summary>The folders of its use lines, as they stand there.</summary>
    public static IReadOnlyList<string> Uses(string text)
    {
        var plain = Comment().Replace(text, "");
        return [.. Use().Matches(plain).SelectMany(m => m.Groups["one"].Success ? [m.Groups["one"].Value] : m.Groups["block"].Value.Split('\n'))
            .Select(l => l.Trim().Trim('"', '`')).Where(l => l.Length > 0)];
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*use\s*(\((?<block>[^)]*)\)|(?<one>[^\s(][^\n]*))", RegexOptions.Multiline)]
    private static partial Regex Use();
}
