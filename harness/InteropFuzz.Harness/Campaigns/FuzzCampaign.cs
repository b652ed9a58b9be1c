namespace InteropFuzz.Harness.Campaigns;

/// <summary>What a campaign is asked to do: campaign.yaml as values.</summary>
public sealed record FuzzCampaign
{
    /// <summary>What is fuzzed; at least one.</summary>
    public required IReadOnlyList<FuzzTargetWords> Targets { get; init; }

    /// <summary>Go releases; empty for the newest of the defaults.</summary>
    public IReadOnlyList<string> Go { get; init; } = [];

    /// <summary>Architectures; empty for this machine's.</summary>
    public IReadOnlyList<string> Arch { get; init; } = [];

    /// <summary>Instruments; empty for <see cref="DefaultInstrument"/>.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>The engine's name; null for <see cref="DefaultEngine"/>.</summary>
    public string? Engine { get; init; }

    /// <summary>How long it fuzzes, over all sessions of one run; zero for no limit.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How long triage may go on when that is over; what waits then is left for the next session.</summary>
    public TimeSpan Triage { get; init; } = DefaultTriage;

    /// <summary>How many inputs it performs; 0 for no limit.</summary>
    public long Executions { get; init; }

    /// <summary>Resident memory of one fuzzing process, in bytes.</summary>
    public long MemoryBytes { get; init; } = DefaultMemory;

    /// <summary>How many fuzzing processes at once; 0 for one a processor.</summary>
    public int Jobs { get; init; }

    /// <summary>What corpora, findings, logs and working copies may take together, in bytes.</summary>
    public long DiskBytes { get; init; } = DefaultDisk;

    /// <summary>After so long, one input is a hang.</summary>
    public TimeSpan InputDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest input, in bytes.</summary>
    public int LongestInput { get; init; } = DefaultLongestInput;

    /// <summary>Where the corpora are, a folder for each target; null for the campaign's own folder.</summary>
    public string? Corpus { get; init; }

    /// <summary>Where findings are; null for the campaign's own folder.</summary>
    public string? Findings { get; init; }

    /// <summary>Names of runners over ssh that perform the inputs of their architectures; empty for none.</summary>
    public IReadOnlyList<string> Runners { get; init; } = [];

    /// <summary>The file that lists them; null to look for runners.yaml.</summary>
    public string? RunnersFile { get; init; }

    /// <summary>Whether each new finding is written as a case as well.</summary>
    public bool Adopt { get; init; }

    /// <summary>4 GiB: with less than about 2.5 GiB an exhausted Go stack looks like exhausted memory.</summary>
    public const long DefaultMemory = 4L << 30;

    /// <summary>Below this, an exhausted Go stack (1 GiB, doubled while it is copied) is reported as exhausted memory.</summary>
    public const long LeastMemoryForStacks = 2560L << 20;

    /// <summary>Enough to replay, minimise and confirm one finding.</summary>
    public static readonly TimeSpan DefaultTriage = TimeSpan.FromMinutes(10);

    /// <summary>2 GiB.</summary>
    public const long DefaultDisk = 2L << 30;

    /// <summary>4 KiB.</summary>
    public const int DefaultLongestInput = 4096;

    /// <summary>The instrument of a campaign that names none.</summary>
    public const string DefaultInstrument = "asan";

    /// <summary>The same for another architecture, whose AddressSanitizer runtime is not among the cross compiler's packages.</summary>
    public const string ForeignInstrument = "plain";

    /// <summary>The engine of a campaign that names none.</summary>
    public const string DefaultEngine = "libfuzzer";
}
