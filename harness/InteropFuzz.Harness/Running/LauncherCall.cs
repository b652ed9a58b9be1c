using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace InteropFuzz.Harness.Running;

/// <summary>What the launcher answered: its report is on its stderr, the program's output on its stdout.</summary>
/// <param name="ExitCode">Of the process that was started for it.</param>
/// <param name="Report">Its stderr, without the words about waiting.</param>
/// <param name="Output">What the program printed.</param>
internal sealed record LauncherAnswer(int ExitCode, string Report, string Output)
{
    /// <summary>Whether there is a report at all.</summary>
    public bool HasReport => LastLine.StartsWith('{');

    /// <summary>What the run came to.</summary>
    /// <exception cref="LaunchException">There is no report, or the program did not start.</exception>
    public LaunchResult Result(string program)
    {
        var result = Parse() with { Output = Output };
        return result.EndedBy == "stopped" || (result.Started && result.Error.Length == 0) ? result
            : throw new LaunchException($"{program} did not start: {(result.Error.Length > 0 ? result.Error : FirstLines(Output))}");
    }

    /// <summary>The first words of a text, in a line.</summary>
    internal static string FirstLines(string text) => string.Join(" / ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3));

    private string LastLine => Report.TrimEnd('\n').Split('\n')[^1];

    private LaunchResult Parse()
    {
        var line = LastLine;
        try
        {
            if (HasReport) return WithFigures(JsonSerializer.Deserialize(line, LaunchJson.Default.LaunchResult)!, Report.TrimEnd('\n').Split('\n')[..^1]);
        }
        catch (JsonException e)
        {
            throw new LaunchException($"the launcher's report is broken: {line}", e);
        }
        throw new LaunchException($"the launcher ended with {ExitCode} and no report: {FirstLines(Report)}");
    }

    /// <summary>The lines before the last one, which are there only where they were asked for.</summary>
    private static LaunchResult WithFigures(LaunchResult result, string[] lines)
    {
        const string note = "note ", sample = "sample ", unsampled = "unsampled ";
        List<string> Behind(string mark) => [.. lines.Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => l[mark.Length..])];
        return lines.Length == 0 ? result : result with { Notes = Behind(note), Samples = Behind(sample), Unsampled = Behind(unsampled).FirstOrDefault() };
    }
}

/// <summary>
/// One call of the launcher, here or through ssh: it ends everything it started when its stdin ends, and what it says comes over the same three
/// streams.
/// </summary>
internal static class LauncherCall
{
    /// <summary>Calls it and waits for its end.</summary>
    /// <param name="start">The process.</param>
    /// <param name="request">What it starts; its looks at the deadline are had here.</param>
    /// <param name="waits">Is told when the program waits, and when it runs again; null when nobody asks.</param>
    /// <param name="longest">After this the process itself is killed; null for never.</param>
    /// <param name="cancel">Closes its stdin; the answer still comes.</param>
    /// <exception cref="LaunchException">The process does not start.</exception>
    public static async Task<LauncherAnswer> RunAsync(ProcessStartInfo start, LaunchRequest request, Action<bool>? waits, TimeSpan? longest, CancellationToken cancel)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        using var process = Start(start);
        // The end of its stdin tells the launcher to end everything; it then ends by itself.
        using var stop = cancel.Register(() => CloseQuietly(process));
        using var guard = longest is { } time ? new CancellationTokenSource(time) : new();
        using var kill = guard.Token.Register(() => KillQuietly(process));
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
        return new(process.ExitCode, report, text);
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
            throw new LaunchException($"{Path.GetFileName(start.FileName)} does not start: {e.Message}", e);
        }
    }

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

    /// <summary>Kills a process that may have ended just now.</summary>
    internal static void KillQuietly(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself just now.
        }
    }
}
