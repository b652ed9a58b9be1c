using System.ComponentModel;
using System.Diagnostics;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>Calls trusted programs of this machine: package managers, version queries.</summary>
public static class HostCommand
{
    /// <summary>Runs a program to its end and keeps what it prints; null when it does not start.</summary>
    public static (int Code, string Output)? Ask(string program, IEnumerable<string> arguments, string? folder = null)
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
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
            process.WaitForExit();
            return (process.ExitCode, text);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }
}
