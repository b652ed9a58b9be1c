using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz bench</c>: what a run costs beyond what its builds and programs need.</summary>
public static class BenchVerb
{
    private const string Help = """
        Run the matrix once and print its wall time against the processor time that its builds and programs needed, and the harness's own share.
        Run it twice: the first fills the caches.

        Examples:
          interopfuzz bench --go 1.27 --instrument plain,asan
        """;

    private const string MatrixHelp = """
        What 'bench' alone does: run the matrix once.

        Examples:
          interopfuzz bench matrix --go 1.27 --instrument plain,asan
        """;

    /// <summary>The verb; alone it is <c>bench matrix</c>.</summary>
    public static Command Make()
    {
        var verb = Matrix("bench", Help);
        verb.Add(Matrix("matrix", MatrixHelp));
        verb.Add(BenchTriageVerb.Make());
        verb.Add(BenchSignaturesVerb.Make());
        verb.Add(BenchDiagnoseVerb.Make());
        verb.Add(BenchCallsVerb.Make());
        verb.Add(BenchFuzzVerb.Make());
        verb.Add(BenchIllegalVerb.Make());
        return verb;
    }

    private static Verb Matrix(string name, string help)
    {
        var selection = new Selection();
        var verb = new Verb(name, help);
        selection.AddTo(verb);
        verb.SetAction((parsed, cancel) =>
        {
            var installation = Installation.Find();
            return RunAsync(selection.Read(parsed, installation), installation, cancel);
        });
        return verb;
    }

    private static async Task<int> RunAsync(RunSelection selection, Installation installation, CancellationToken cancel)
    {
        var cache = CacheFolder.Default();
        var tools = HostTools.Probe(installation.Launcher);
        var plan = Selection.Plan(selection, cache, tools);
        var jobs = Environment.ProcessorCount;
        var folder = RunFolder.Create(Path.Combine(installation.Artifacts, "bench"), DateTimeOffset.UtcNow);
        using var log = Workshop.Log(folder, verbose: false);
        var session = new RunSession(folder, Workshop.Describe(folder, selection, plan, tools, DateTimeOffset.UtcNow));
        using var self = Process.GetCurrentProcess();
        var ownBefore = self.TotalProcessorTime;
        await new RunProgress(Terminal.Out(), plan, tools).FollowAsync(session.RunAsync(Workshop.Make(selection, cache, tools, jobs, log), plan, cancel));
        self.Refresh();

        var own = (self.TotalProcessorTime - ownBefore).TotalSeconds;
        var ran = session.Rows.Where(r => !r.IsNotAvailable).ToList();
        var programs = ran.Sum(r => r.CpuS);
        var overhead = ran.Sum(r => r.OverheadS);
        var needed = session.Info.BuildCpuS + programs + overhead;
        Print("cells that ran", ran.Count.ToString(CultureInfo.InvariantCulture));
        Print("wall", Seconds(session.Info.WallS));
        Print("CPU of go commands", Seconds(session.Info.BuildCpuS));
        Print("CPU of programs", Seconds(programs));
        Print("CPU of launcher and sandbox", Seconds(overhead));
        Print($"wall / (that CPU / {jobs} cores)", string.Create(CultureInfo.InvariantCulture, $"{session.Info.WallS / (needed / jobs):F2}   (goal: at most 1.2 with warm caches)"));
        Print("harness CPU for each cell", string.Create(CultureInfo.InvariantCulture, $"{own / ran.Count * 1000:F1} ms   (goal: at most 10 ms)"));
        Print("harness peak memory", string.Create(CultureInfo.InvariantCulture, $"{session.Info.HarnessPeakRssBytes >> 20} MiB   (goal: at most 200 MiB)"));
        return ExitCode.Expected;
    }

    private static void Print(string name, string value) => Console.WriteLine($"{name,-34} {value}");

    private static string Seconds(double s) => string.Create(CultureInfo.InvariantCulture, $"{s:F1} s");
}
