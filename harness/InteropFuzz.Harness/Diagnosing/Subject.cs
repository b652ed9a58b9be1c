using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>The program that a diagnosis is about.</summary>
public sealed record Subject
{
    /// <summary>What the user called it.</summary>
    public required string Name { get; init; }

    /// <summary>The Go that builds it; of a built program, the newest one here, whose rules its instruments follow.</summary>
    public required GoToolchain Toolchain { get; init; }

    /// <summary>The built program; null when it is built from source.</summary>
    public string? Program { get; init; }

    /// <summary>Where the go command runs.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The package, as the go command is told it.</summary>
    public string Package { get; init; } = ".";

    /// <summary>Flags that it cannot be built without.</summary>
    public IReadOnlyList<string> BuildFlags { get; init; } = [];

    /// <summary>What it is started with.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that it is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one run may take under plain.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Its author's sources.</summary>
    public SourceTree Sources { get; init; } = SourceTree.Empty;

    /// <summary>Whether it imports "C".</summary>
    public bool UsesCgo { get; init; }

    /// <summary>Why it may be unsound at all: the words in its sources that instruments are for.</summary>
    public bool Has(string word) => Sources.IsEmpty || Sources.Files.Values.Any(lines => lines.Any(l => l.Contains(word, StringComparison.Ordinal)));
}
