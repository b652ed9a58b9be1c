using System.Text.Json.Serialization;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Running;

/// <summary>The line of JSON that the launcher ends with.</summary>
/// <param name="Started">Whether the program began to run.</param>
/// <param name="Error">Why not, or what else the launcher failed at; empty when all went well.</param>
/// <param name="EndedBy">Why the launcher ended it: <c>deadline</c>, <c>memory</c>, <c>stopped</c>; empty when it ended by itself.</param>
/// <param name="Exit">Its exit code, or -1.</param>
/// <param name="Signal">The signal that ended it, or -1.</param>
/// <param name="CpuUs">User and system time of the program, in microseconds; when it had to be killed, that of all processes then, to a few 10 ms.</param>
/// <param name="OverheadUs">The same for launcher and sandbox.</param>
/// <param name="WallUs">Time from start to end, in microseconds.</param>
/// <param name="PeakRssBytes">Most resident memory seen.</param>
/// <param name="OutputBytes">How much it printed.</param>
/// <param name="CutBytes">How much of that was not kept.</param>
public sealed record LaunchResult(
    bool Started,
    string Error,
    string EndedBy,
    int Exit,
    int Signal,
    long CpuUs,
    long OverheadUs,
    long WallUs,
    long PeakRssBytes,
    long OutputBytes,
    long CutBytes)
{
    /// <summary>What the program printed, stdout and stderr in the order of writing; invalid UTF-8 is replaced.</summary>
    [JsonIgnore]
    public string Output { get; init; } = "";

    /// <summary>The lines that the program noted apart from its output, printable ASCII only; as hostile as that.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// What the launcher read of its memory: <c>AT_US TREE_RSS RSS PSS ANONYMOUS PRIVATE_DIRTY SWAP THREADS</c> (native/launcher/series.c).
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>Why there are no samples although they were asked for; null when there are.</summary>
    [JsonIgnore]
    public string? Unsampled { get; init; }

    /// <summary>How it ended, in triage's words.</summary>
    [JsonIgnore]
    public Ending Ending => EndedBy switch
    {
        "deadline" => Ending.TimedOut,
        "memory" => Ending.OutOfMemory,
        _ when Exit >= 0 => Ending.Exited(Exit),
        _ when Signal >= 0 => Ending.Signalled(Signal),
        _ => Ending.Unknown,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LaunchResult))]
internal sealed partial class LaunchJson : JsonSerializerContext;
