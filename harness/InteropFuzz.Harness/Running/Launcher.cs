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
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var last = request.Watch is { } watch ? LastLookAsync(process, TimeSpan.Zero, watch, ended.Token)
            : request.AtDeadline is { } atDeadline ? LastLookAsync(process, request.Deadline, atDeadline, ended.Token)
            : Task.CompletedTask;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var report = await ReportAsync(process.StandardError, waits);
        var text = await output;
        await process.WaitForExitAsync(CancellationToken.None);
        await ended.CancelAsync();
        await last;
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

    /// <summary>Has a look at a program after a while; the launcher ends it afterwards.</summary>
    private static async Task LastLookAsync(Process process, TimeSpan after, Func<CancellationToken, Task> look, CancellationToken ended)
    {
        // native/launcher/launch.h, DEADLINE_NOW
        const char deadlineNow = 'D';
        try
        {
            await Task.Delay(after, ended);
            await look(ended);
            await process.StandardInput.WriteAsync(deadlineNow);
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It ended by itself.
        }
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
        var before = Math.Max(0, line.LastIndexOf('\n'));
        line = line[(line.LastIndexOf('\n') + 1)..];
        try
        {
            if (line.StartsWith("{"))
            {
                var result = JsonSerializer.Deserialize(line, LaunchJson.Default.LaunchResult)!;
                return before == 0 ? result : WithFigures(result, report[..before].Split('\n'));
            }
        }
        catch (JsonException e)
        {
            throw new LaunchException($"the launcher's report is broken: {line}", e);
        }
        throw new LaunchException($"the launcher ended with {exitCode} and no report: {FirstLines(report)}");
    }

    /// <summary>The lines before the last one, which are there only where they were asked for.</summary>
    private static LaunchResult WithFigures(LaunchResult result, string[] lines)
    {
        const string note = "note ", sample = "sample ", unsampled = "unsampled ";
        List<string> Behind(string mark) => [.. lines.Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => l[mark.Length..])];
        return result with { Notes = Behind(note), Samples = Behind(sample), Unsampled = Behind(unsampled).FirstOrDefault() };
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
