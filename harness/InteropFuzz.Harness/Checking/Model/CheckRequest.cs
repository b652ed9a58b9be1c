namespace InteropFuzz.Harness.Checking.Model;

/// <summary>What a user asked a check for.</summary>
public sealed record CheckRequest
{
    /// <summary>Where the command was given: patterns are relative to it.</summary>
    public required string Folder { get; init; }

    /// <summary>Folders (each with all below it) and package patterns; none for <see cref="Folder"/>.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Go releases; none for the one of PATH, else the newest here that go.mod admits.</summary>
    public IReadOnlyList<string> Go { get; init; } = [];

    /// <summary>GOARCH; none for this machine's own.</summary>
    public IReadOnlyList<string> Archs { get; init; } = [];

    /// <summary>Instruments, combined ones (<c>asan+cgocheck2</c>) included; none for the default ones.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>Values of GOMAXPROCS, each a cell of its own; none for the number of processors.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>How often every test runs in every cell.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The seed of the order of tests; 0 for the order of the source. Every repeat has a seed of its own, counted from it.</summary>
    public long Shuffle { get; init; }

    /// <summary>Whether every test runs in a process of its own.</summary>
    public bool Isolate { get; init; }

    /// <summary>Whether tests may use the network.</summary>
    public bool Network { get; init; }

    /// <summary>How long a test binary may run under plain, in seconds; slower instruments get more.</summary>
    public double TimeoutS { get; init; } = 300;

    /// <summary>What go test flags were given behind <c>--</c>.</summary>
    public IReadOnlyList<string> GoFlags { get; init; } = [];

    /// <summary>
    /// Suppression files of the project, by the tool that reads them: <c>asan</c>, <c>lsan</c>, <c>tsan</c>, <c>msan</c>, <c>valgrind</c>; absolute paths.
    /// </summary>
    public IReadOnlyDictionary<string, string> ToolSuppressions { get; init; } = new Dictionary<string, string>();

    /// <summary>Further environment variables of tests.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
