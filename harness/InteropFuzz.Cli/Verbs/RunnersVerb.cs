using System.CommandLine;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz runners</c>: the machines that are reached over ssh.</summary>
public static class RunnersVerb
{
    private const string Help = """
        The machines that programs run on over ssh (runners.yaml).

        Examples:
          interopfuzz runners check
          interopfuzz run --runner board --go 1.27
        """;

    private const string CheckHelp = """
        Connect to every machine of a runners.yaml, copy the launcher there, start it, and say what was found.

        Examples:
          interopfuzz runners check
          interopfuzz runners check lab/runners.yaml --runner board

        Exit codes: 0 every machine can be used, 2 the file is broken, 3 one cannot be used.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string?> file = new("FILE") { Description = $"The file (default: {RunnersFile.Name} in this folder, else beside InteropFuzz)", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> names = new("--runner") { Description = "Only these, separated by commas", HelpName = "NAME" };
        var check = new Verb("check", CheckHelp) { file, names };
        check.SetAction((parsed, cancel) =>
        {
            var wanted = Selection.Words(parsed.GetValue(names));
            return CheckAsync(RunnerOption.Pick(wanted.Count > 0 ? wanted : ["all"], RunnerOption.FileOf(parsed.GetValue(file))), cancel);
        });
        return new Verb("runners", Help) { check };
    }

    private static async Task<int> CheckAsync(IReadOnlyList<SshRunner> runners, CancellationToken cancel)
    {
        var tools = HostTools.Probe(Installation.Find().Launcher);
        var good = true;
        // One after the other: the answers come in the order of the file.
        foreach (var runner in runners)
        {
            var (fleet, problems) = await Fleet.ConnectAsync([runner], tools, sandbox: true, cancel);
            await using (fleet)
            {
                foreach (var problem in problems) Console.WriteLine($"FAILED  {Hostile.ForTerminal(problem.Message)}");
                foreach (var (_, facts) in fleet.Runners) Say(runner, facts);
                good &= problems.Count == 0;
            }
        }
        return good ? ExitCode.Expected : ExitCode.Missing;
    }

    private static void Say(SshRunner runner, RunnerFacts facts)
    {
        void Line(string name, string text) => Console.WriteLine($"        {name,-11} {Hostile.ForTerminal(text).ReplaceLineEndings(" ")}");
        Console.WriteLine($"ok      {runner.Label}: {runner.Arch.Name()}, up to {runner.Parallelism} at once, the launcher starts");
        Line("machine", string.Join(", ", new[] { facts.Kernel, facts.Cpu, facts.Cores > 0 ? $"{facts.Cores} cores" : "", facts.Libc }.Where(s => s.Length > 0)));
        Line("workdir", $"{facts.Workdir}{(facts.FreeBytes is { } free ? $", {FuzzQuantity.Say(free)} free" : "")}");
        Line("sandbox", facts.SandboxProblem is { } problem ? $"none: {problem}; programs are held by limits only" : $"bubblewrap ({facts.Bubblewrap})");
        Line("valgrind", facts.Valgrind is { } valgrind ? $"{valgrind.VersionLine} ({valgrind.Path})" : "not installed there: its cells stay empty");
        Line("gdb", facts.Gdb is { } gdb ? $"{gdb.VersionLine} ({gdb.Path})" : "not installed there: crashes in C show no C frames");
    }
}
