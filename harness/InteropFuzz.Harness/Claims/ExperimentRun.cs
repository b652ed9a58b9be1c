using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Claims;

/// <summary>Runs the experiments with a Go release, and keeps what they print beside the run's results.</summary>
/// <param name="casesFolder">The cases.</param>
/// <param name="folder">The run.</param>
/// <param name="cache">Go's build cache.</param>
/// <param name="launcher">Starts the go command, so that it ends when the harness does.</param>
public sealed class ExperimentRun(string casesFolder, RunFolder folder, CacheFolder cache, Launcher launcher)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(10);

    /// <summary>What an earlier call kept for the same release and the same files; null when nothing was.</summary>
    public ExperimentOutput? Kept(string go, string hash)
    {
        var path = PathOf(go);
        if (!File.Exists(path)) return null;
        var text = File.ReadAllText(path);
        return text.StartsWith(Head(go, hash), StringComparison.Ordinal) ? new(go, text) : null;
    }

    /// <summary>Runs `go test`. A test that fails is a result like others; what does not compile or does not end is not kept.</summary>
    /// <exception cref="LaunchException">The go command could not be started.</exception>
    public async Task<ExperimentOutput> RunAsync(GoToolchain toolchain, string hash, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new()
        {
            Command = [toolchain.GoCommand, "test", "-trimpath", "-count=1", "-v", "-vet=off", "./" + Experiments.FolderName],
            Environment = BuildEnvironment.Make(toolchain, BuildRecipe.WithGcc(), cache, BuildEnvironment.OfUser()),
            WorkingDirectory = casesFolder,
            Deadline = s_deadline,
            HeadBytes = 1 << 20,
        }, cancel);
        var go = toolchain.Version.ToString();
        var text = Head(go, hash) + result.Output + (result.EndedBy == "deadline" ? $"\nthe experiments did not end within {s_deadline.TotalMinutes} minutes\n" : "");
        var ended = result.EndedBy.Length == 0 && text.Contains("\nCLAIM ", StringComparison.Ordinal);
        if (ended)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(go))!);
            AtomicFile.Write(PathOf(go), text);
        }
        return new(go, text, ended);
    }

    private string PathOf(string go) => Path.Combine(folder.Root, Experiments.FolderName, $"go{go}.txt");

    private static string Head(string go, string hash) => $"experiments {hash} on Go {go}\n";
}
