namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>What interopfuzz.yaml says. What it does not say is null or empty, and is decided by options of the command or by its defaults.</summary>
/// <param name="Folder">The folder of the file, which its paths and packages are relative to.</param>
public sealed record CheckConfiguration(string Folder)
{
    /// <summary>The file itself: an absolute path; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Folders and package patterns.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Go releases.</summary>
    public IReadOnlyList<string> Go { get; init; } = [];

    /// <summary>GOARCH.</summary>
    public IReadOnlyList<string> Archs { get; init; } = [];

    /// <summary>Instruments, combined ones included.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>How often every test runs in every cell.</summary>
    public int? Count { get; init; }

    /// <summary>Values of GOMAXPROCS.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>The order of tests: <c>off</c>, <c>on</c> or a seed.</summary>
    public string? Shuffle { get; init; }

    /// <summary>Whether every test runs in a process of its own.</summary>
    public bool? Isolate { get; init; }

    /// <summary>Whether tests may use the network.</summary>
    public bool? Network { get; init; }

    /// <summary>How long a test binary may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further flags of go test.</summary>
    public IReadOnlyList<string> GoFlags { get; init; } = [];

    /// <summary>Further environment variables of tests.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>suppressions.yaml: an absolute path.</summary>
    public string? Suppressions { get; init; }

    /// <summary>Suppression files of the project by the tool that reads them: see <see cref="ToolSuppression"/>; absolute paths.</summary>
    public IReadOnlyDictionary<string, string> ToolSuppressions { get; init; } = new Dictionary<string, string>();

    /// <summary>The baseline: an absolute path.</summary>
    public string? Baseline { get; init; }

    /// <summary>Where reports go.</summary>
    public CheckOutputs Outputs { get; init; } = new();
}
