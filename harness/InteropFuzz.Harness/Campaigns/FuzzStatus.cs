namespace InteropFuzz.Harness.Campaigns;

/// <summary>status.json: how a campaign stands. Names are those of the JSON, in snake case; times are UTC.</summary>
public sealed record FuzzStatus
{
    /// <summary>What it is doing.</summary>
    public required FuzzState State { get; init; }

    /// <summary>Why it ended, in plain words; null while it runs.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Whether it ended before its time and executions were used up, so that <c>resume</c> has something left to do.</summary>
    public bool Unfinished { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>How long it has fuzzed, over all sessions of the run, in seconds.</summary>
    public double ElapsedS { get; init; }

    /// <summary>How long it is to fuzz, in seconds; null for no limit.</summary>
    public double? TimeS { get; init; }

    /// <summary>Inputs performed, over all sessions of the run.</summary>
    public long Executions { get; init; }

    /// <summary>How many are to be performed; null for no limit.</summary>
    public long? ExecutionsLimit { get; init; }

    /// <summary>Inputs a second, over the last 10 seconds.</summary>
    public double ExecsPerS { get; init; }

    /// <summary>When coverage last grew anywhere; null when it has not yet.</summary>
    public DateTimeOffset? LastNew { get; init; }

    /// <summary>Seconds since then.</summary>
    public double? SinceLastNewS { get; init; }

    /// <summary>Findings that nobody had met before.</summary>
    public int FindingsNew { get; init; }

    /// <summary>Findings that were known before and came again.</summary>
    public int FindingsKnown { get; init; }

    /// <summary>Inputs at which a fuzzing process ended, repetitions included.</summary>
    public long Artifacts { get; init; }

    /// <summary>Artifacts that are kept and not triaged yet.</summary>
    public int Pending { get; init; }

    /// <summary>The symptom of the artifact that is triaged now; null when none is.</summary>
    public string? Triaging { get; init; }

    /// <summary>What the campaign has on the disk, in bytes, by kind.</summary>
    public FuzzDiskUse Disk { get; init; }

    /// <summary>What it may have there, in bytes.</summary>
    public long DiskLimit { get; init; }

    /// <summary>Processor time of all programs that this session started, in seconds; of those that run, as far as their engine tells.</summary>
    public double ProgramsCpuS { get; init; }

    /// <summary>Processor time of the harness itself for this session, without builds, in seconds.</summary>
    public double HarnessCpuS { get; init; }

    /// <summary>The lanes.</summary>
    public required IReadOnlyList<FuzzLaneStatus> Lanes { get; init; }

    /// <summary>What was found, first met first.</summary>
    public IReadOnlyList<FuzzFound> Found { get; init; } = [];

    /// <summary>The harness's processor time as a share of the programs'; null before there is any.</summary>
    public double? Overhead => ProgramsCpuS > 0 ? HarnessCpuS / ProgramsCpuS : null;
}

/// <summary>What a campaign is doing.</summary>
public enum FuzzState
{
    /// <summary>Targets are written and built.</summary>
    Building,

    /// <summary>Inputs that add nothing go out of corpora.</summary>
    Merging,

    /// <summary>Programs are fuzzed.</summary>
    Fuzzing,

    /// <summary>The time is over; what was found is looked at.</summary>
    Triaging,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>How a lane stands.</summary>
public sealed record FuzzLaneStatus
{
    /// <summary>Its name.</summary>
    public required string Lane { get; init; }

    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>The Go release with its patch.</summary>
    public required string Go { get; init; }

    /// <summary>GOARCH.</summary>
    public required string Arch { get; init; }

    /// <summary>The instrument's name.</summary>
    public required string Instrument { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>Whether its program is built.</summary>
    public bool Built { get; init; }

    /// <summary>How many processes fuzz it now.</summary>
    public int Jobs { get; init; }

    /// <summary>Inputs performed, over all sessions of the run.</summary>
    public long Executions { get; init; }

    /// <summary>Inputs a second, over the last 10 seconds.</summary>
    public double ExecsPerS { get; init; }

    /// <summary>Processor time of its processes that have ended, in seconds, over all sessions of the run; less of those that were broken off, as far as their engine told.</summary>
    public double CpuS { get; init; }

    /// <summary>Inputs that those processes performed.</summary>
    public long CpuExecutions { get; init; }

    /// <summary>Covered counters of Go code; null where the engine does not tell.</summary>
    public int? GoCoverage { get; init; }

    /// <summary>Covered counters of C code; null where the engine does not tell.</summary>
    public int? CCoverage { get; init; }

    /// <summary>Inputs in the target's corpus.</summary>
    public int Corpus { get; init; }

    /// <summary>Inputs at which its processes ended.</summary>
    public long Artifacts { get; init; }

    /// <summary>When its coverage last grew; null when it has not yet.</summary>
    public DateTimeOffset? LastNew { get; init; }

    /// <summary>Why it does not fuzz; null when it does.</summary>
    public string? Problem { get; init; }
}

/// <summary>A finding of a campaign.</summary>
/// <param name="Signature">Its signature.</param>
/// <param name="Symptom">Its symptom.</param>
/// <param name="Target">The target that showed it first.</param>
/// <param name="IsNew">Whether nobody had met it before.</param>
/// <param name="Folder">Where it is kept; null where it is not.</param>
/// <param name="First">When this run met it first, UTC.</param>
/// <param name="Count">How often this run met it.</param>
/// <param name="Rate">The part of its replays that showed it; null when it was not replayed.</param>
public sealed record FuzzFound(string Signature, string Symptom, string Target, bool IsNew, string? Folder, DateTimeOffset First, long Count, double? Rate);
