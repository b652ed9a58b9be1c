using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>
/// Reads what the runtime of a .NET program told, by <c>interopfuzz net-events</c> in the cage: the stream comes from a process whose memory
/// may be broken, and the library that reads it walks over it with pointers.
/// </summary>
/// <param name="launcher">Starts the reader.</param>
/// <param name="tools">This machine's tools.</param>
/// <param name="command">The folder with interopfuzz.dll.</param>
public sealed class EventReader(Launcher launcher, HostTools tools, string command)
{
    private readonly CagedReader _reader = new(launcher, tools, command);

    /// <summary>The figures of a stream.</summary>
    /// <param name="path">The stream (nettrace).</param>
    /// <param name="folder">The folder of the program.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The figures; null, with the reason, when they could not be read.</returns>
    /// <exception cref="LaunchException">The reader could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<(NetEvents? Events, string? Problem)> ReadAsync(string path, string folder, CancellationToken cancel)
    {
        var run = await _reader.AskAsync("net-events", path, folder, cancel);
        return NetEvents.Parse(run.Output) is { } events ? (events, null) : (null, $"TraceEvent could not read the stream ({run.Ending})");
    }
}
