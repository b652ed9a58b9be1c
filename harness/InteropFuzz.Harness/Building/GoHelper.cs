using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>A small program in Go that the harness carries, of one file that needs the standard library alone; built once for each Go release and kept.</summary>
/// <param name="name">Its name.</param>
/// <param name="text">Its source.</param>
/// <param name="launcher">Starts the go command.</param>
/// <param name="cache">Where it is kept.</param>
internal sealed class GoHelper(string name, string text, Launcher launcher, CacheFolder cache)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);
    private readonly UnitFolders _units = new(cache);

    /// <summary>The path of the built program.</summary>
    /// <exception cref="LaunchException">It does not build.</exception>
    public async Task<string> BuildAsync(GoToolchain toolchain, CancellationToken cancel)
    {
        var folder = await _units.MakeAsync($"{name}-{UnitKey.Of([toolchain.Release, toolchain.Root, text])}", f => File.Exists(Path.Combine(f, name)), async work =>
        {
            await File.WriteAllTextAsync(Path.Combine(work, "main.go"), text, cancel);
            var result = await launcher.RunAsync(new()
            {
                Command = [toolchain.GoCommand, "build", "-trimpath", "-o", name, "main.go"],
                Environment = new Dictionary<string, string>
                {
                    ["GO111MODULE"] = "off",
                    ["GOTOOLCHAIN"] = "local",
                    ["GOFLAGS"] = "",
                    ["CGO_ENABLED"] = "0",
                    ["GOCACHE"] = cache.GoBuild,
                    ["HOME"] = cache.Root,
                    ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
                },
                WorkingDirectory = work,
                Deadline = s_deadline,
            }, cancel);
            if (!result.Ending.IsSuccess) throw new LaunchException($"the harness's {name} does not build: {result.Output}");
        }, cancel);
        return Path.Combine(folder, name);
    }
}
