using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>Programs of .NET that hang or die, run for real: their dumps have the frames of both sides.</summary>
public sealed class NetDumpTests
{
    [TestCase("runtime-fatal-state/net-blocking-without-transition", "wait_for_event", null)]
    [TestCase("runtime-fatal-state/net-blocking-without-transition", null, "runtime_fatal_state.net_blocking_without_transition.Program+<>c.<Main>b__2_0")]
    [TestCase("late-release/net-callback-after-unregister", "run", null)]
    [TestCase("native-control-escape/net-segv-in-libc", null, "native_control_escape.net_segv_in_libc.Program.Main")]
    public async Task A_dump_shows_native_and_managed_frames_in_one_stack(string id, string? native, string? managed)
    {
        var artifacts = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), "run", .. Command.Native, "--runtime", "net", "--instrument", "plain", "--filter", id, "--artifacts", artifacts])
        {
            RedirectStandardOutput = true,
        })!;
        var screen = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = File.ReadAllText(Directory.GetFiles(artifacts, "net10.0-*-plain-local.txt", SearchOption.AllDirectories).Single());
        Directory.Delete(artifacts, recursive: true);
        var mark = text.LastIndexOf(DebuggerPart.Mark, StringComparison.Ordinal);
        Assert.That(mark, Is.GreaterThanOrEqualTo(0), screen + text);
        var ending = id.Contains("blocking", StringComparison.Ordinal) ? Ending.TimedOut : Ending.Signalled(6);
        var crash = CrashReader.Read(text[..mark], ending, text[mark..]);
        var stacks = crash.Stacks.Select(s => s.Frames).Where(s => (native is null || s.Any(f => f.Function == native)) && (managed is null || s.Any(f => f.Side == FrameSide.DotNet && f.Function == managed && f.Line > 0)));
        Assert.That(stacks.Any(), Is.True, text);
    }
}
