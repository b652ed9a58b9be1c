using System.Diagnostics;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Building;

/// <summary>A unit under construction.</summary>
/// <param name="folder">Where it is built.</param>
internal sealed class UnitWork(string folder)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Where it is built.</summary>
    public string Folder { get; } = folder;

    /// <summary>By case id, the compiler's words about a case that does not compile.</summary>
    public Dictionary<string, string> Failures { get; } = [];

    /// <summary>What the commands that it called needed.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Since it began.</summary>
    public double WallSeconds => _clock.Elapsed.TotalSeconds;

    /// <summary>Calls a compiler.</summary>
    /// <returns>What it came to; its output says when it was ended because of its deadline.</returns>
    /// <exception cref="LaunchException">It could not be started.</exception>
    public async Task<LaunchResult> CallAsync(Launcher launcher, LaunchRequest request, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(request with { HeadBytes = 1 << 20 }, cancel);
        CpuSeconds += (result.CpuUs + result.OverheadUs) / 1e6;
        return result.EndedBy == "deadline"
            ? result with { Output = $"{result.Output}\n{Path.GetFileName(request.Command[0])} did not end within {request.Deadline.TotalMinutes} minutes\n" }
            : result;
    }
}
