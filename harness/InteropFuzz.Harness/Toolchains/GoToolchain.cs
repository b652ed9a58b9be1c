namespace InteropFuzz.Harness.Toolchains;

/// <summary>One unpacked Go distribution.</summary>
/// <param name="Version">Read from the VERSION file at its root.</param>
/// <param name="Root">GOROOT, with links resolved.</param>
/// <param name="Origin">Where it was found: <c>PATH</c>, <c>system</c> or <c>cache</c>.</param>
public sealed record GoToolchain(GoVersion Version, string Root, string Origin) : IToolchain
{
    /// <inheritdoc/>
    public string Name => $"go {Version}";

    /// <inheritdoc/>
    public string Release => Version.ToString();

    /// <summary>The go command.</summary>
    public string GoCommand => Path.Combine(Root, "bin", "go");

    /// <summary>Recognises a GOROOT by its VERSION file and go command; null when there is none.</summary>
    public static GoToolchain? At(string root, string origin)
    {
        try
        {
            var version = Path.Combine(root, "VERSION");
            if (!File.Exists(version) || !File.Exists(Path.Combine(root, "bin", "go"))) return null;
            var first = File.ReadLines(version).FirstOrDefault() ?? "";
            return GoVersion.TryParse(first, out var v) ? new(v, HostPath.Real(root), origin) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
