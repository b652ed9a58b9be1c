using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>
/// Reads Go files by Go's own parser: a small program in Go, built once for each Go release and kept.
/// </summary>
/// <param name="launcher">Starts it.</param>
/// <param name="cache">Where it is kept.</param>
public sealed class SiteScanner(Launcher launcher, CacheFolder cache)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>The sites of files; none when they cannot be read: a diagnosis is possible without.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<Site>> ScanAsync(GoToolchain toolchain, IReadOnlyList<string> goFiles, CancellationToken cancel)
    {
        if (goFiles.Count == 0) return [];
        try
        {
            var scanner = await BuildAsync(toolchain, cancel);
            var result = await launcher.RunAsync(
                new() { Command = [scanner, .. goFiles], Environment = new Dictionary<string, string>(), Deadline = s_deadline, HeadBytes = 16 << 20 }, cancel);
            var sites = new List<Site>();
            foreach (var line in result.Output.Split('\n'))
                if (line.StartsWith('{') && Read(line) is { } site) sites.Add(site);
            return sites;
        }
        catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>One line of its output; null for a torn one.</summary>
    internal static Site? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SiteJson.Default.Site);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string> BuildAsync(GoToolchain toolchain, CancellationToken cancel)
    {
        using var source = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("sites.go")!);
        var text = await source.ReadToEndAsync(cancel);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(toolchain.Version + "\0" + text)).AsSpan(0, 8));
        var program = Path.Combine(cache.Root, "sites", key);
        if (File.Exists(program)) return program;
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.PathOf("sites.go"), text, cancel);
        var built = scratch.PathOf("sites");
        var result = await launcher.RunAsync(new()
        {
            Command = [toolchain.GoCommand, "build", "-trimpath", "-o", built, "sites.go"],
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
            WorkingDirectory = scratch.Path,
            Deadline = s_deadline,
        }, cancel);
        if (!File.Exists(built)) throw new LaunchException($"the source scanner does not build: {result.Output}");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        // Beside others that may build the same.
        var aside = $"{program}.{Environment.ProcessId}.new";
        File.Copy(built, aside, overwrite: true);
        File.Move(aside, program, overwrite: true);
        return program;
    }
}
