using System.Text.Json;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>An artifact on the disk that is not triaged yet.</summary>
/// <param name="Lane">The lane that it comes from, by name.</param>
/// <param name="Input">The input.</param>
/// <param name="Ending">How the process ended, in triage's words.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Debugger">What was seen of it from outside; null when nobody looked.</param>
public sealed record FuzzPending(string Lane, byte[] Input, string Ending, string Output, string? Debugger)
{
    /// <summary>Puts an artifact on the disk; gives its file. Whatever happens from now on, it is not lost.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public static string Keep(FuzzFolder folder, string lane, Artifact artifact)
    {
        Directory.CreateDirectory(folder.Pending);
        var pending = new FuzzPending(lane, artifact.Input, artifact.Observation.Ending.ToString(), artifact.Observation.Output, artifact.Observation.Debugger);
        // Names sort in the order of coming.
        var path = Path.Combine(folder.Pending, $"{Guid.CreateVersion7():N}.json");
        AtomicFile.Write(path, JsonSerializer.Serialize(pending, FuzzJson.Default.FuzzPending));
        return path;
    }

    /// <summary>The files of all that wait, oldest first.</summary>
    public static IReadOnlyList<string> All(FuzzFolder folder)
        => Directory.Exists(folder.Pending) ? [.. Directory.EnumerateFiles(folder.Pending, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads one; null when it is broken.</summary>
    public static FuzzPending? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), FuzzJson.Default.FuzzPending);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The artifact again.</summary>
    public Artifact Artifact(string target, FuzzUnit unit)
    {
        var ending = Triage.Ending.TryParse(Ending, out var read) ? read : Triage.Ending.Unknown;
        return new(target, Input, unit, new(ending, Output, 0, 0, 0, 0) { Debugger = Debugger }, Debugger is null ? CrashReader.Read(Output, ending) : CrashReader.Read(Output, ending, Debugger));
    }
}
