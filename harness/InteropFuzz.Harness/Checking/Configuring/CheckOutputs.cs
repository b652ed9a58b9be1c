namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>Where reports of a check go: absolute paths; null for a report that is not wanted.</summary>
public sealed record CheckOutputs
{
    /// <summary>All of it, for programs.</summary>
    public string? Json { get; init; }

    /// <summary>For build servers.</summary>
    public string? JUnit { get; init; }

    /// <summary>For code scanning: SARIF 2.1.0.</summary>
    public string? Sarif { get; init; }

    /// <summary>A summary for people, such as that of a job.</summary>
    public string? Markdown { get; init; }

    /// <summary>A page that needs nothing else.</summary>
    public string? Html { get; init; }

    /// <summary>Whether GitHub Actions is told by workflow commands and a job summary; null for where the check runs on it.</summary>
    public bool? Github { get; init; }

    /// <summary>All files, with what they are called in interopfuzz.yaml and on the command line.</summary>
    public IEnumerable<(string Name, string Path)> Files
        => new (string Name, string? Path)[] { ("json", Json), ("junit", JUnit), ("sarif", Sarif), ("markdown", Markdown), ("html", Html) }
            .Where(f => f.Path is not null).Select(f => (f.Name, f.Path!));

    /// <summary>These where they are given, else those of a configuration.</summary>
    public CheckOutputs Else(CheckOutputs other) => new()
    {
        Json = Json ?? other.Json,
        JUnit = JUnit ?? other.JUnit,
        Sarif = Sarif ?? other.Sarif,
        Markdown = Markdown ?? other.Markdown,
        Html = Html ?? other.Html,
        Github = Github ?? other.Github,
    };
}
