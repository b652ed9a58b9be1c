using System.Diagnostics;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Cli.Tests;

/// <summary>What the command answered.</summary>
internal sealed record Answer(int Code, string Out, string Error)
{
    public string All => Out + Error;
}

/// <summary>Runs the command as a user does.</summary>
internal static class Command
{
    /// <summary>Keeps a run to the machine's own architecture, since most tests are about something else.</summary>
    public static readonly string[] Native = ["--arch", PlanWords.HostArch.Name()];

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Verb and options.</param>
    /// <param name="input">What is piped in; null for an end of file at once.</param>
    /// <param name="folder">The current folder; null for that of the tests.</param>
    public static async Task<Answer> RunAsync(IEnumerable<string> arguments, byte[]? input = null, string? folder = null)
    {
        using var process = Start(arguments, folder);
        var text = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input ?? []);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await text, await error);
    }

    /// <summary>Starts it; its standard input stays open.</summary>
    public static Process Start(IEnumerable<string> arguments, string? folder = null)
        // Started in the background, as build servers may, the tests inherit an ignored SIGINT, and .NET leaves an ignored signal alone.
        => Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        })!;
}
