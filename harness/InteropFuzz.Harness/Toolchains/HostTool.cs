using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>A program of this machine that a build or a run uses.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="VersionLine">The first line that it prints for <c>--version</c>.</param>
public sealed partial record HostTool(string Path, string VersionLine)
{
    /// <summary>The first dotted number of the version line; 0.0 when it names none.</summary>
    public Version Version => DottedNumber().Match(VersionLine) is { Success: true } m ? new(m.Value) : new(0, 0);

    [GeneratedRegex(@"\d+(\.\d+){1,2}")]
    private static partial Regex DottedNumber();
}
