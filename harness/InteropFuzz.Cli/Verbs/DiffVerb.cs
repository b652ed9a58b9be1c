using System.CommandLine;
using System.Security.Cryptography;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Crashes;
using Spectre.Console;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz diff</c>: one program, several callers of the same C library.</summary>
public static class DiffVerb
{
    private const string Help = """
        Perform operation programs in plain C, in Go over cgo and in .NET over P/Invoke, and show the first operation at which they part.

        Examples:
          interopfuzz diff crash.ops other.ops             programs from files, as they are
          interopfuzz diff --bytes 0232000000              a program in hexadecimal
          interopfuzz diff --random 1000                   random legal programs; the seed is printed
          interopfuzz diff --random 1000 --seed 7 --go 1.22,1.27
          interopfuzz diff --random 200 --instrument asan  the Go caller under an instrument
          interopfuzz diff --random 100 --illegal --minimise
          interopfuzz diff --bytes 0232000000 --show       what the program is; nothing runs

        Exit codes: 0 all agree, 1 they part or one died, 2 usage, 3 a tool or toolchain is missing, 4 a caller does not build. Format and operations: docs/operations.md.
        """;

    /// <summary>How many programs that part are shown whole.</summary>
    private const int MostShown = 5;

    /// <summary>Operations that are shown around the one at which they part.</summary>
    private const int Around = 4;

    private sealed record Options(bool Illegal, bool Minimise, IReadOnlyList<string> Go, string Instrument, Arch Arch, int Jobs);

    /// <summary>A program and what it is called.</summary>
    private sealed record Named(string Name, OperationProgram Program);

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string[]> files = new("PROGRAM") { Description = "Files with programs", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> bytes = new("--bytes") { Description = "A program in hexadecimal; may be given more than once", HelpName = "HEX" };
        Option<int> random = new("--random") { Description = "So many random programs", HelpName = "N" };
        Option<ulong?> seed = new("--seed") { Description = "What random programs are made from (default: another one each time, printed)", HelpName = "S" };
        Option<bool> illegal = new("--illegal") { Description = "Perform illegal operations too; without it every caller passes over them" };
        Option<bool> minimise = new("--minimise") { Description = "Drop operations from the first program at which they part while they still part in the same way" };
        Option<bool> show = new("--show") { Description = "Only show what the programs are" };
        Option<string> go = new("--go") { Description = "Go releases, separated by commas", HelpName = "VERSION", DefaultValueFactory = _ => GoToolchains.Defaults[^1].Release };
        Option<string> instrument = new("--instrument") { Description = "How the Go caller is built and run", HelpName = "NAME", DefaultValueFactory = _ => "plain" };
        Option<int> jobs = new("--jobs", "-j") { Description = "How many processes at once", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        random.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--random takes a number from 1 up"); });
        jobs.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--jobs takes a number from 1 up"); });
        var verb = new Verb("diff", Help) { files, bytes, random, seed, illegal, minimise, show, go, instrument, jobs };
        verb.SetAction(async (parsed, cancel) =>
        {
            List<Named> programs = [.. parsed.GetValue(files)!.Select(FromFile), .. (parsed.GetValue(bytes) ?? []).Select(FromHex)];
            var options = new Options(parsed.GetValue(illegal), parsed.GetValue(minimise), Selection.Words(parsed.GetValue(go)!), parsed.GetValue(instrument)!, PlanWords.HostArch, parsed.GetValue(jobs));
            if (parsed.GetValue(random) is > 0 and var count)
            {
                var from = parsed.GetValue(seed) ?? (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
                Console.WriteLine($"{count} random programs, --seed {from}");
                var generator = new RandomPrograms(from);
                programs.AddRange(Enumerable.Range(0, count).Select(i => new Named($"random {i}", generator.Next(options.Illegal))));
            }
            else if (parsed.GetValue(seed) is not null)
            {
                throw new UsageException("--seed is for --random");
            }
            if (programs.Count == 0) throw new UsageException("there is no program: name files, or use --bytes or --random");
            if (programs.FirstOrDefault(p => p.Program.Version != OperationTable.Current.Version) is { } other)
                throw new UsageException($"{other.Name} is written in version {other.Program.Version}, and only version {OperationTable.Current.Version} is known here");
            if (!parsed.GetValue(show)) return await RunAsync(programs, options, cancel);
            foreach (var (name, program) in programs) Console.Write($"{Hostile.ForTerminal(name)}: {OperationListing.Of(program, 0)}");
            return ExitCode.Expected;
        });
        return verb;
    }

    private static Named FromFile(string path)
        => File.Exists(path) ? new(path, OperationProgram.Decode(File.ReadAllBytes(path))) : throw new UsageException($"there is no file '{path}'");

    private static Named FromHex(string hex)
    {
        try
        {
            return new(hex, OperationProgram.Decode(Convert.FromHexString(hex)));
        }
        catch (FormatException)
        {
            throw new UsageException($"'{hex}' is not hexadecimal");
        }
    }

    private static async Task<int> RunAsync(IReadOnlyList<Named> programs, Options options, CancellationToken cancel)
    {
        var differential = await CallersAsync(options, cancel);
        IReadOnlyList<Difference?> found;
        using (var progress = new CountProgress(programs.Count * differential.Names.Count(), "programs performed", elsewhere: true))
            found = await differential.CompareAsync([.. programs.Select(p => p.Program)], progress.Done, cancel);
        var parting = found.Select((d, i) => (Difference: d, programs[i].Name)).Where(d => d.Difference is not null).ToList();
        var callers = string.Join(", ", differential.Names);
        foreach (var (difference, name) in parting.Take(MostShown)) Show(name, difference!);
        if (parting.Count > MostShown)
        {
            Console.WriteLine($"… and {parting.Count - MostShown} more, by the way in which they part:");
            foreach (var way in parting.Skip(MostShown).GroupBy(p => p.Difference!.Way).OrderByDescending(g => g.Count()))
                Console.WriteLine($"  {way.Count(),5}  {Hostile.ForTerminal(way.Key)}   {Hostile.ForTerminal(way.First().Name)}");
        }
        Console.WriteLine($"{programs.Count} programs: {programs.Count - parting.Count} agree, {parting.Count} part ({callers})");
        if (parting.Count == 0) return ExitCode.Expected;
        if (options.Minimise)
        {
            var progress = new Progress<int>(left => Console.Error.WriteLine($"interopfuzz: {left} operations left"));
            Show($"{parting[0].Name}, minimised", await differential.MinimiseAsync(parting[0].Difference!, progress, cancel));
        }
        return ExitCode.Unexpected;
    }

    /// <summary>Builds the three callers.</summary>
    private static async Task<Differential> CallersAsync(Options options, CancellationToken cancel)
    {
        var workshop = CallerWorkshop.Make(options.Jobs);
        var instrument = InstrumentCatalog.Find(options.Instrument) is { IsStatic: false } known ? known
            : throw new UsageException($"'{options.Instrument}' is no instrument that runs programs of Go; there are {InstrumentCatalog.Names}");
        List<GoToolchain> toolchains = [.. options.Go.Select(workshop.Toolchain)];
        foreach (var toolchain in toolchains)
        {
            if (instrument.WhyNever(toolchain.Version, options.Arch, RunnerKind.Local) is { } never) throw new UsageException($"Go {toolchain.Version} with {instrument.Name}: {never}");
            if (instrument.WhyNotHere(workshop.Tools) is { } missing) throw new UsageException(missing, ExitCode.Missing);
        }

        try
        {
            List<Interpreter> interpreters = [await workshop.Builder.CAsync(options.Arch, cancel)];
            foreach (var toolchain in toolchains) interpreters.Add(await workshop.Builder.GoAsync(toolchain, instrument, options.Arch, cancel));
            interpreters.Add(await workshop.Builder.NetAsync(cancel));
            return new(workshop.Runner, interpreters, options.Illegal);
        }
        catch (LaunchException e)
        {
            throw new UsageException(e.Message, ExitCode.BuildFailed);
        }
    }

    private static void Show(string name, Difference d)
    {
        var console = Terminal.Out();
        Console.WriteLine($"{Hostile.ForTerminal(name)}: they part at operation {d.Step}, {Difference.NameOf(d.Program, d.Step)}");
        for (var i = Math.Max(0, d.Step - Around); i < Math.Min(d.Program.Steps.Count, d.Step + 1 + Around / 2); i++)
            Console.WriteLine($"  {(i == d.Step ? "→" : " ")} {i,3} {d.Program.Steps[i]}");
        var table = new Table().AddColumns("caller", "result").Border(TableBorder.Minimal);
        foreach (var answer in d.Answers) table.AddRow(new[] { answer.Interpreter, Hostile.ForTerminal(answer.Result) + (answer.Trace.NotAlone ? "   (not when the program runs alone)" : "") }.Select(Markup.Escape).ToArray());
        console.Write(table);
        foreach (var answer in d.Answers.Where(a => a.Trace.Crash is not null))
            CrashText.Write(Console.Out, new CrashScreen(100).Of(new(answer.Interpreter, 1, answer.Trace.Crash!)));
        Console.WriteLine($"  again: interopfuzz diff{(d.Program.IsLegal ? "" : " --illegal")} --bytes {Convert.ToHexStringLower(d.Program.Encode())}");
        Console.WriteLine();
    }
}
