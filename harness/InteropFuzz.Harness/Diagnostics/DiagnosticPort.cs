using System.Globalization;
using InteropFuzz.Harness.Running;
using Microsoft.Diagnostics.NETCore.Client;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>
/// The way to a .NET process in the cage: a folder of its own, in which its runtime opens a socket and leaves its dumps. There is no
/// network, and nothing else of the cage can be written from outside or read inside.
/// </summary>
public sealed partial class DiagnosticPort : IDisposable
{
    private const string Sockets = "dotnet-diagnostic-*-socket", DumpFile = "dump";

    /// <summary>How long a runtime may take to answer, and to write a dump: less than the launcher waits for (<see cref="LaunchRequest.AtDeadlineTime"/>).</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    private readonly ScratchFolder _folder = new();

    /// <summary>Makes the folder; the program's user, who is another than the harness's where that is root, may write into it.</summary>
    public DiagnosticPort()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b1_111_111_111);
    }

    /// <summary>The folder, to be shared with the cage.</summary>
    public string Folder => _folder.Path;

    /// <summary>The dump, once there is one.</summary>
    public string Dump => _folder.PathOf(DumpFile);

    /// <summary>Whether there is one. A link is the program's own work, and may lead anywhere.</summary>
    public bool HasDump => new FileInfo(Dump) is { Exists: true, LinkTarget: null };

    /// <summary>
    /// What a process must be started with so that it can be asked: its runtime opens the socket below TMPDIR, and nowhere else
    /// (src/native/eventpipe/ds-ipc.c ignores a DOTNET_DiagnosticPorts that says "listen"). The debugger's and the profiler's doors stay
    /// closed: nobody uses them.
    /// </summary>
    /// <param name="cage">Its cage, which shares the folder.</param>
    public static IEnumerable<KeyValuePair<string, string>> Listening(Cage cage) =>
    [
        new("TMPDIR", cage.InnerShared),
        new("DOTNET_EnableDiagnostics_Debugger", "0"),
        new("DOTNET_EnableDiagnostics_Profiler", "0"),
    ];

    /// <summary>The same for a process that waits before its first managed code until <see cref="RecordEventsAsync"/> lets it go.</summary>
    /// <param name="cage">Its cage, which shares the folder.</param>
    public static IEnumerable<KeyValuePair<string, string>> Suspended(Cage cage) => [.. Listening(cage), new("DOTNET_DefaultDiagnosticPortSuspend", "1")];

    /// <summary>What makes a process write a dump when it dies (createdump, which is part of the runtime).</summary>
    /// <param name="cage">Its cage, which shares the folder.</param>
    public static IEnumerable<KeyValuePair<string, string>> DumpingCrashes(Cage cage) =>
    [
        new("DOTNET_DbgEnableMiniDump", "1"),
        new("DOTNET_DbgMiniDumpType", "1"),
        new("DOTNET_DbgMiniDumpName", $"{cage.InnerShared}/{DumpFile}"),
    ];

    /// <summary>The thread that createdump says has died, from the program's output; 0 when it does not say.</summary>
    public static uint CrashingThread(string output)
    {
        const string mark = "[createdump] Crashing thread ";
        var at = output.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0) return 0;
        var digits = output.AsSpan(at + mark.Length);
        digits = digits[..Math.Max(0, digits.IndexOf(' '))];
        return uint.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var thread) ? thread : 0;
    }

    /// <summary>Asks the process for a dump of itself.</summary>
    /// <param name="cage">Its cage.</param>
    /// <param name="cancel">The process has ended.</param>
    /// <returns>Why there is none; null when there is.</returns>
    public async Task<string?> WriteDumpAsync(Cage cage, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(s_patience);
        try
        {
            if (Socket() is not { } socket) return "the runtime has not opened its diagnostic port";
            await using var connector = await DiagnosticsClientConnector.FromDiagnosticPort($"{socket},connect", patience.Token)
                .WaitAsync(patience.Token);
            if (connector is null) return "the diagnostic port refused the connection";
            await connector.Instance.WriteDumpAsync(DumpType.Normal, $"{cage.InnerShared}/{DumpFile}", logDumpGeneration: false, patience.Token).WaitAsync(patience.Token);
            return HasDump ? null : "the runtime wrote no dump";
        }
        catch (OperationCanceledException)
        {
            return cancel.IsCancellationRequested ? "the process ended meanwhile" : $"the runtime did not answer within {s_patience.TotalSeconds} s";
        }
        catch (Exception e) when (IsOfPort(e) || e is TimeoutException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
