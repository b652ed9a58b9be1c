using System.Reflection;
using System.Text.Json;
using InteropFuzz.Harness.Building;
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
    private readonly GoHelper _helper = new("sites", Text(), launcher, cache);

    /// <summary>The sites of files; none when they cannot be read: a diagnosis is possible without.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<Site>> ScanAsync(GoToolchain toolchain, IReadOnlyList<string> goFiles, CancellationToken cancel)
    {
        if (goFiles.Count == 0) return [];
        try
        {
            var scanner = await _helper.BuildAsync(toolchain, cancel);
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

    private static string Text()
    {
        using var source = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("sites.go")!);
        return source.ReadToEnd();
    }
}
