using System.ComponentModel;
using System.Diagnostics;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>Calls trusted programs of this machine: package managers, version queries.</summary>
public static class HostCommand
{
    /// <summary>Runs a program to its end and keeps what it prints; null when it does not start.</summary>
    public static (int Code, string Output)? Ask(string program, IEnumerable<string> arguments, string? folder = null)
        => AskAsync(program, arguments, folder, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The same for what takes long.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the program and what it started were killed.</exception>
    public static async Task<(int Code, string Output)?> AskAsync(string program, IEnumerable<string> arguments, string? folder, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = folder ?? "",
                Environment = { ["LC_ALL"] = "C", ["DEBIAN_FRONTEND"] = "noninteractive" },
            })!;
            using var kill = cancel.Register(() => Kill(process));
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var text = await process.StandardOutput.ReadToEndAsync(CancellationToken.None).ConfigureAwait(false) + await error.ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            return (process.ExitCode, text);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended just now.
        }
    }
}
