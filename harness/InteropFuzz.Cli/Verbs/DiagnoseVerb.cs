using System.CommandLine;
using System.Globalization;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Reporting.Diagnoses;
using Serilog;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz diagnose</c>: which statement is to blame.</summary>
public static class DiagnoseVerb
{
    private const string Help = """
        Run a program under one instrument after the other until one leads to the statement that explains what goes wrong.

        Examples:
          interopfuzz diagnose ./cmd/server -- --config test.yml     a main package of yours, with arguments
          interopfuzz diagnose main.go                               a single file
          interopfuzz diagnose ./server                              a built program: only what needs no rebuild
          interopfuzz diagnose late-release/defers-in-wrong-order    a case
          interopfuzz diagnose . --go 1.24 --time 60 --format json

        The program runs in the cage (docs/running.md): no network, files read-only, a private /tmp, which it starts in.

        Exit codes: 0 nothing was found; 1 a fault was found; 2 wrong usage, or there is no such program; 3 a tool or toolchain is missing;
        4 it does not compile; 130 interrupted. How to read the answer: docs/diagnose.md.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> target = new("TARGET") { Description = "A case, a Go package (folder, file or import path) or a built program", HelpName = "PROGRAM|PACKAGE|CASE" };
        Argument<string[]> arguments = new("ARGUMENT") { Description = "What the program is started with, behind --", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> go = new("--go") { Description = "The Go release (default: the newest here that go.mod allows)", HelpName = "VERSION" };
        Option<int> time = Time();
        Option<string> format = new("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<string?> artifacts = new("--artifacts") { Description = "Where the answer and all output are kept (default: artifacts/ in the repository)", HelpName = "DIR" };
        Option<string?> cases = new("--cases") { Description = "The cases folder (default: the one that comes with InteropFuzz)", HelpName = "DIR" };
        var verb = new Verb("diagnose", Help) { target, arguments, go, time, format, artifacts, cases };
        verb.SetAction(async (parsed, cancel) =>
        {
            var installation = Installation.Find();
            var tools = HostTools.Probe(installation.Launcher);
            var cache = CacheFolder.Default();
            var launcher = Workshop.Launcher(tools);
            var found = await new DiagnosisTarget(launcher, cache, Path.GetFullPath(parsed.GetValue(cases) ?? installation.Cases), parsed.GetValue(go)).FindAsync(parsed.GetValue(target)!, cancel);
            var subject = found with { Arguments = parsed.GetValue(arguments) ?? [] };
            using var log = new LoggerConfiguration().WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture).CreateLogger();
            var diagnosis = await DiagnoseAsync(new(launcher, tools, cache, log), subject, TimeSpan.FromSeconds(parsed.GetValue(time)), cancel);
            var folder = Folder(parsed.GetValue(artifacts) ?? installation.Artifacts);
            diagnosis = diagnosis with { Steps = [.. diagnosis.Steps.Select(s => Keep(s, folder))] };
            var json = DiagnosisJson.Write(diagnosis, subject.Sources);
            AtomicFile.Write(Path.Combine(folder, "diagnosis.json"), json);
            if (parsed.GetValue(format) == "json") Console.Out.Write(json);
            else
            {
                var console = Terminal.Out();
                var lines = new DiagnosisScreen(console.Profile.Width, subject.Sources).Of(diagnosis);
                if (Terminal.IsPlain) CrashText.Write(Console.Out, lines);
                else CrashText.Write(console, lines);
                Console.Out.WriteLine($"kept in {Terminal.ShortPath(folder)}");
            }
            return diagnosis.FoundFault ? ExitCode.Unexpected : ExitCode.Expected;
        });
        return verb;
    }

    /// <summary>The option for the time that a diagnosis may take.</summary>
    internal static Option<int> Time()
    {
        Option<int> time = new("--time") { Description = "How long it may take, in seconds", HelpName = "SECONDS", DefaultValueFactory = _ => 180 };
        time.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--time takes seconds, from 1 up"); });
        return time;
    }

    private static async Task<Diagnosis> DiagnoseAsync(Diagnoser diagnoser, Subject subject, TimeSpan time, CancellationToken cancel)
    {
        var isLive = !Console.IsErrorRedirected;
        try
        {
            return await diagnoser.RunAsync(subject, time, name => Console.Error.Write(isLive ? $"\r{name,-12}" : $"{name}\n"), cancel);
        }
        catch (BuildFailedException e)
        {
            throw new UsageException($"it does not compile with Go {subject.Toolchain.Version}\n{e.Message.TrimEnd()}", ExitCode.BuildFailed);
        }
        catch (LaunchException e)
        {
            throw new UsageException(e.Message);
        }
        finally
        {
            if (isLive) Console.Error.Write($"\r{"",-12}\r");
        }
    }

    private static string Folder(string artifacts)
    {
        var all = Path.Combine(Path.GetFullPath(artifacts), "diagnoses");
        var name = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var n = 0; ; n++)
        {
            var folder = Path.Combine(all, n == 0 ? name : $"{name}-{n}");
            if (Directory.Exists(folder)) continue;
            return Directory.CreateDirectory(folder).FullName;
        }
    }

    private static Step Keep(Step step, string folder)
    {
        if (step.Output.Length == 0) return step;
        var file = Path.Combine(folder, step.Instrument + ".txt");
        File.WriteAllText(file, step.Output);
        return step with { OutputFile = file };
    }
}
