using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace InteropFuzz.Harness.Diagnostics;

/// <content>The session in which a runtime tells what it does.</content>
public sealed partial class DiagnosticPort
{
    /// <summary>What is kept of a stream: more than 200,000 events.</summary>
    private const int MostBytes = 32 << 20;

    /// <summary>The keywords of Microsoft-Windows-DotNETRuntime (src/coreclr/vm/ClrEtwAll.man).</summary>
    private const long GcKeyword = 0x1, ExceptionKeyword = 0x8000;

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(2), s_rest = TimeSpan.FromSeconds(2);

    private static readonly EventPipeProvider[] s_providers =
    [
        new("Microsoft-Windows-DotNETRuntime", System.Diagnostics.Tracing.EventLevel.Informational, GcKeyword | ExceptionKeyword),
        // Programs here live for a fraction of a second.
        new("System.Runtime", System.Diagnostics.Tracing.EventLevel.Informational, -1, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "0.1" }),
    ];

    /// <summary>
    /// Starts a session with a process that waits for it (<see cref="Suspended"/>), lets the process go, and keeps what it sends while it
    /// runs, so that little is lost when it dies. A session lasts as long as its process.
    /// </summary>
    /// <param name="stream">Where the stream is kept.</param>
    /// <param name="ended">The process has ended; what it had sent by then is still read.</param>
    /// <returns>Why there is no stream; null when there is, however short.</returns>
    public async Task<string?> RecordEventsAsync(Stream stream, CancellationToken ended)
    {
        try
        {
            while (Socket() is null) await Task.Delay(s_poll, ended);
            await using var connector = await DiagnosticsClientConnector.FromDiagnosticPort($"{Socket()},connect", ended).WaitAsync(ended);
            if (connector is null) return "the diagnostic port refused the connection";
            using var session = await StartAsync(connector.Instance, ended);
            await Task.Run(connector.Instance.ResumeRuntime, CancellationToken.None).WaitAsync(s_patience, ended);
            await CopyAsync(session.EventStream, stream, ended);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "the process ended before it opened its diagnostic port";
        }
        catch (TimeoutException)
        {
            return $"the runtime did not answer within {s_patience.TotalSeconds} s";
        }
        catch (Exception e) when (IsOfPort(e))
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>What the runtime has opened. A link is the program's own work, and may lead anywhere.</summary>
    private string? Socket() => Directory.GetFiles(Folder, Sockets).FirstOrDefault(s => new FileInfo(s).LinkTarget is null);

    /// <summary>A socket is there for a moment before anybody listens.</summary>
    private static async Task<EventPipeSession> StartAsync(DiagnosticsClient client, CancellationToken ended)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            try
            {
                return await client.StartEventPipeSessionAsync(s_providers, requestRundown: false, token: ended).WaitAsync(s_patience, ended);
            }
            catch (Exception e) when (IsOfPort(e) && patience.Elapsed < s_rest)
            {
                await Task.Delay(s_poll, ended);
            }
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken ended)
    {
        // What the process left behind when it ended has arrived; only a child that holds its socket could keep this waiting.
        using var last = new CancellationTokenSource();
        await using var end = ended.Register(() => last.CancelAfter(s_rest));
        var buffer = new byte[64 << 10];
        try
        {
            for (var kept = 0; kept < MostBytes;)
            {
                var read = await from.ReadAsync(buffer, last.Token);
                if (read == 0) return;
                await to.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                kept += read;
            }
        }
        catch (Exception e) when (e is OperationCanceledException || IsOfPort(e))
        {
            // It died in the middle of a word; what came before counts.
        }
    }

    private static bool IsOfPort(Exception e)
        => e is DiagnosticsClientException or IOException or SocketException or UnauthorizedAccessException or InvalidOperationException;
}
