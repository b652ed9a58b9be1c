using InteropFuzz.Cli.Verbs;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>Operation programs in three callers, for real.</summary>
public sealed class DiffTests
{
    private const int Programs = 1000;
    private const ulong FixedSeed = 20260101;

    [Test]
    public void Generated_tables_are_those_of_operations_tsv()
    {
        var root = Installation.Find().Root;
        foreach (var (path, text) in OperationsVerb.Files(root))
            Assert.That(File.ReadAllText(Path.Combine(root, path)), Is.EqualTo(text), $"{path}: interopfuzz operations --write");
    }

    [Test]
    public async Task Every_caller_decodes_the_same_operations_from_any_bytes()
    {
        var random = new Random(TestContext.CurrentContext.Random.Next());
        List<byte[]> programs = [[]];
        while (programs.Count < 400)
        {
            var bytes = new byte[random.Next(1200)];
            random.NextBytes(bytes);
            // Most are of this version; the others must be refused by all alike.
            if (bytes.Length > 0 && programs.Count % 8 != 0) bytes[0] = (byte)OperationTable.Current.Version;
            programs.Add(bytes);
        }
        var expected = string.Concat(programs.Select((p, i) => OperationListing.Of(OperationProgram.Decode(p), i)));
        var workshop = CallerWorkshop.Make(jobs: 1);
        foreach (var caller in await CallersAsync(workshop, "plain", GoToolchains.Defaults[^1].Release))
            Assert.That(await workshop.Runner.DecodeAsync(caller, programs, default), Is.EqualTo(expected), caller.Name);
    }

    [Test]
    public async Task A_thousand_random_legal_programs_agree_everywhere([Values] bool fresh)
    {
        var seed = fresh ? (ulong)Random.Shared.Next() : FixedSeed;
        var diff = await Command.RunAsync(["diff", "--random", $"{Programs}", "--seed", $"{seed}", "--go", string.Join(',', GoToolchains.Defaults.Select(v => v.Release))]);
        TestContext.Out.WriteLine(diff.All);
        Assert.Multiple(() =>
        {
            Assert.That(diff.Code, Is.Zero, diff.All);
            Assert.That(diff.Out, Does.Contain($"--seed {seed}").And.Contain($"{Programs} agree, 0 part"));
        });
    }

    [TestCase("asan")]
    [TestCase("checkptr")]
    [TestCase("cgocheck2")]
    [TestCase("gcstress")]
    public async Task Legal_programs_are_reported_by_no_instrument(string instrument)
    {
        var diff = await Command.RunAsync(["diff", "--random", "100", "--seed", $"{FixedSeed}", "--instrument", instrument]);
        Assert.That(diff.Code, Is.Zero, diff.All);
    }

    [Test]
    public async Task A_thousand_random_legal_programs_agree_on_arm64()
    {
        var workshop = CallerWorkshop.Make(jobs: 2);
        if (workshop.Builder.WhyNot(Arch.Arm64) is { } why) Assert.Ignore($"not measured on arm64: {why}");
        // .NET for arm64 is not on this machine; the amd64 C caller stands in as the other architecture.
        Interpreter[] callers =
        [
            await workshop.Builder.CAsync(PlanWords.HostArch, default),
            await workshop.Builder.CAsync(Arch.Arm64, default),
            await workshop.Builder.GoAsync(workshop.Toolchain(GoToolchains.Defaults[^1].Release), InstrumentCatalog.Find("plain")!, Arch.Arm64, default),
        ];
        var random = new RandomPrograms(FixedSeed);
        var programs = Enumerable.Range(0, Programs).Select(_ => random.Next(illegal: false)).ToList();
        var found = await new Differential(workshop.Runner, callers, illegal: false).CompareAsync(programs, _ => { }, default);
        Assert.That(found.OfType<Difference>().Select(d => $"{d.Way}: {string.Join(" | ", d.Answers.Select(a => a.Result))}"), Is.Empty);
    }

    [Test]
    public async Task A_program_that_dies_is_found_among_others_shown_and_made_smaller()
    {
        // block-new, collect, call, bad-write-null, echo: only the fourth matters.
        var diff = await Command.RunAsync(["diff", "--illegal", "--minimise", "--bytes", "0200010203" + "55000000" + "32050000" + "d4000000" + "5a010000", "--bytes", "0232050000"]);
        TestContext.Out.WriteLine(diff.All);
        Assert.Multiple(() =>
        {
            Assert.That(diff.Code, Is.EqualTo(1));
            Assert.That(diff.Out, Does.Contain("part at operation 3, bad-write-null").And.Contain("2 programs: 1 agree, 1 part"));
            Assert.That(diff.Out, Does.Contain("signal/in-c/SIGSEGV").And.Contain("signal/bare/SIGSEGV"), "each caller's death is read");
            Assert.That(diff.Out, Does.Contain("--illegal --bytes 02d4000000"));
        });
    }

    [Test]
    public async Task Illegal_operations_are_off_unless_asked_for()
    {
        var diff = await Command.RunAsync(["diff", "--bytes", "02d4000000"]);
        Assert.That(diff.Code, Is.Zero, diff.All);
    }

    [Test]
    public async Task A_program_is_shown_without_being_run()
    {
        var diff = await Command.RunAsync(["diff", "--show", "--bytes", "0232850000"]);
        Assert.Multiple(() =>
        {
            Assert.That(diff.Code, Is.Zero, diff.All);
            Assert.That(diff.Out, Does.Contain("0 call value=5"));
        });
    }

    [TestCase("--bytes", "0g", "not hexadecimal")]
    [TestCase("--bytes", "0700", "version 7")]
    [TestCase("--random", "0", "from 1 up")]
    [TestCase("--seed", "3", "--random")]
    [TestCase("no-such-file", "--show", "there is no file")]
    public async Task Wrong_usage_answers_2_and_says_why(string first, string second, string words)
    {
        var diff = await Command.RunAsync(["diff", first, second]);
        Assert.Multiple(() =>
        {
            Assert.That(diff.Code, Is.EqualTo(2));
            Assert.That(diff.Error, Does.Contain(words));
        });
    }

    [Test]
    public async Task The_bench_of_calls_measures_every_caller()
    {
        var page = Path.GetTempFileName();
        File.WriteAllText(page, "before\n<!-- call costs -->\n<!-- end of call costs -->\nafter\n");
        var bench = await Command.RunAsync(["bench", "calls", "--rounds", "1", "--ms", "1", "--into", page]);
        var text = File.ReadAllText(page);
        File.Delete(page);
        Assert.Multiple(() =>
        {
            Assert.That(bench.Code, Is.Zero, bench.All);
            foreach (var row in (string[])["c", "go1.24", "go1.27", "dotnet LibraryImport", "dotnet DllImport", "dotnet SuppressGCTransition"]) Assert.That(text, Does.Contain($"| {row} | "));
            Assert.That(text, Does.StartWith("before\n").And.EndsWith("after\n"));
        });
    }

    private static async Task<IReadOnlyList<Interpreter>> CallersAsync(CallerWorkshop workshop, string instrument, string go) =>
    [
        await workshop.Builder.CAsync(PlanWords.HostArch, default),
        await workshop.Builder.GoAsync(workshop.Toolchain(go), InstrumentCatalog.Find(instrument)!, PlanWords.HostArch, default),
        await workshop.Builder.NetAsync(default),
    ];
}
