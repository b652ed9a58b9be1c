using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace InteropFuzz.Harness.Running;

/// <summary>
/// Starts programs through the C launcher. The launcher ends everything it started when its stdin ends, so nothing outlives the
/// harness, not even when that is killed.
/// </summary>
/// <param name="path">The launcher's path.</param>
/// <param name="bubblewrap">bwrap's path; null when there is no sandbox.</param>
public sealed class Launcher(string path, string? bubblewrap)
{
    private static readonly bool s_isRoot = Environment.IsPrivilegedProcess;
    private long _launches;

    /// <summary>Runs one program to its end.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="waits">Is told when no thread of it has been running for a while (true), and when one is again (false); null when nobody asks.</param>
    /// <exception cref="LaunchException">The launcher or the sandbox failed, or the program could not be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; every process of it has ended.</exception>
    public async Task<LaunchResult> RunAsync(LaunchRequest request, CancellationToken cancel, Action<bool>? waits = null)
    {
        cancel.ThrowIfCancellationRequested();
        var arguments = LaunchCommand.Make(path, bubblewrap, request, s_isRoot, (Environment.ProcessId + Interlocked.Increment(ref _launches)) % 1_000_000, waits is not null);
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        start.Environment.Clear();
        // bwrap sets the program's environment inside.
        if (request.Cage is not { Sandboxed: true })
            foreach (var (name, value) in request.Environment) start.Environment[name] = value;

        using var process = Start(start);
        // The end of its stdin tells the launcher to end everything; it then ends by itself.
        using var stop = cancel.Register(() => CloseQuietly(process));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var report = await ReportAsync(process.StandardError, waits);
        var text = await output;
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();

        var result = Parse(report, process.ExitCode) with { Output = text };
        if (result.EndedBy == "stopped") throw new OperationCanceledException("the launcher was told to stop");
        if (!result.Started || result.Error.Length > 0)
            throw new LaunchException($"{request.Command[0]} did not start: {(result.Error.Length > 0 ? result.Error : FirstLines(text))}");
        return result;
    }

    /// <summary>Reads what the launcher says. Its words about waiting are passed on; what has ended waits no more.</summary>
    private static async Task<string> ReportAsync(StreamReader error, Action<bool>? waits)
    {
        var report = new StringBuilder();
        while (await error.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (line is LaunchCommand.Waiting or LaunchCommand.Running) waits?.Invoke(line == LaunchCommand.Waiting);
            else report.Append(line).Append('\n');
        }
        waits?.Invoke(false);
        return report.ToString();
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new LaunchException($"the launcher does not start: {e.Message}", e);
        }
    }

    private static LaunchResult Parse(string report, int exitCode)
    {
        var line = report.AsSpan().TrimEnd('\n');
        line = line[(line.LastIndexOf('\n') + 1)..];
        try
        {
            if (line.StartsWith("{")) return JsonSerializer.Deserialize(line, LaunchJson.Default.LaunchResult)!;
        }
        catch (JsonException e)
        {
            throw new LaunchException($"the launcher's report is broken: {line}", e);
        }
        throw new LaunchException($"the launcher ended with {exitCode} and no report: {FirstLines(report)}");
    }

    private static string FirstLines(string text) => string.Join(" / ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3));

    private static void CloseQuietly(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended by itself just now.
        }
    }
}
