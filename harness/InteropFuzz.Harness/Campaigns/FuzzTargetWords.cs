namespace InteropFuzz.Harness.Campaigns;

/// <summary>The kinds of fuzz targets.</summary>
public enum FuzzTargetKind
{
    /// <summary>Operation programs on the shim.</summary>
    Shim,

    /// <summary>A FuzzXxx function of a user's package.</summary>
    Package,

    /// <summary>A C header's declarations.</summary>
    Header,
}

/// <summary>A target as a user names it, on the command line or in campaign.yaml. Nothing of it is looked up yet.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it was named, for errors: <c>campaign.yaml:4</c> or <c>the command line</c>.</param>
public sealed record FuzzTargetWords(FuzzTargetKind Kind, string Place)
{
    /// <summary>What paths in <see cref="Library"/> are relative to; the other paths are whole.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The illegal operation that programs may hold; null for legal programs. For the shim.</summary>
    public string? Illegal { get; init; }

    /// <summary>The package's folder. For a package.</summary>
    public string? Package { get; init; }

    /// <summary>Its function. For a package.</summary>
    public string? Function { get; init; }

    /// <summary>
    /// How the C library is built from source: the YAML of campaign.yaml's <c>library</c> block, or of the file of <c>--library</c>. For a package
    /// and for a header.
    /// </summary>
    public string? Library { get; init; }

    /// <summary>The header's file, or its name as in <c>#include &lt;…&gt;</c>. For a header.</summary>
    public string? Header { get; init; }

    /// <summary>What is linked, such as <c>-lzstd</c>. For a header.</summary>
    public IReadOnlyList<string> Link { get; init; } = [];

    /// <summary>Folders of further headers. For a header.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=VALUE</c>. For a header.</summary>
    public IReadOnlyList<string> Define { get; init; } = [];

    /// <summary>Whether enums may be numbers that are none of their constants. For a header.</summary>
    public bool OutOfRange { get; init; }

    /// <summary>The file with what the header cannot say; null for none. For a header.</summary>
    public string? Annotations { get; init; }

    /// <summary>A file with words for mutations in libFuzzer's format; null for the target's own words only.</summary>
    public string? Dictionary { get; init; }

    /// <summary>Go releases for this target; empty for the campaign's.</summary>
    public IReadOnlyList<string> Go { get; init; } = [];

    /// <summary>Architectures for this target; empty for the campaign's.</summary>
    public IReadOnlyList<string> Arch { get; init; } = [];

    /// <summary>Instruments for this target; empty for the campaign's.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>The engine for this target; null for the campaign's.</summary>
    public string? Engine { get; init; }
}
