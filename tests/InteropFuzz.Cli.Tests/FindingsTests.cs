using System.Text;
using System.Text.Json.Nodes;
using InteropFuzz.Cli.Findings;
using InteropFuzz.Cli.Fuzzing;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;
using Serilog.Core;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>interopfuzz findings</c>, and the whole way from an artifact to a case that `run` expects.</summary>
public sealed class FindingsTests
{
    private const string Hostile = "evil\u001b[2J\u202e|`x`";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private FindingStore Store => FindingWorkshop.Store(_folder);

    private Task<Answer> RunAsync(params string[] arguments) => Command.RunAsync(["findings", .. arguments, "--findings", _folder]);

    /// <summary>Puts a finding there that a process said these words of.</summary>
    private string Put(string function, string target = "shim", string severity = "")
    {
        var output = $"=================================================================\n==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010 at pc 0x1 bp 0x2 sp 0x3\nREAD of size 1 at 0x602000000010 thread T0 {severity}\n    #0 0x1 in {function} /src/a.c:3\n    #1 0x2 in _cgo_7209d64d5f19_Cfunc_use /tmp/cgo-gcc-prolog:51\n    #2 0x3 in runtime.asmcgocall.abi0 asm_amd64.s:923\n\nSUMMARY: AddressSanitizer: heap-use-after-free\n";
        var crash = CrashReader.Read(output, Ending.Exited(77));
        var finding = new Harness.Findings.Finding
        {
            Id = crash.Signature.Id,
            Target = target,
            Symptom = crash.Symptom.Name,
            FirstLine = "",
            Parts = crash.Signature.Parts,
            Go = "1.27.0",
            Arch = "amd64",
            Instrument = "asan",
            Stage = FindingStage.Done,
            Replays = new(3, 3, new Dictionary<string, int>()),
            Steps = "0 call value=5",
            OutputOf = OutputOf.Replay,
            Ending = "",
            Guilty = "",
            Severity = "",
            SeverityReason = "",
            Reproduce = "cd reproducer && go run .",
            Cells = [new("1.27.0", "amd64", "plain", new Dictionary<string, int> { ["clean"] = 3 }, false, null), FindingCell.NotAvailable("1.27.0", "amd64", "msan", "clang is missing")],
        }.With(crash, Ending.Exited(77), OutputOf.Replay);
        Store.Put(finding, new() { Input = [1], Output = output });
        Store.Count(finding.Id, target, [1], seenAs: null);
        return finding.Id;
    }

    [Test]
    public async Task Findings_are_listed_filtered_and_harmless()
    {
        var first = Put("parse");
        var second = Put("write", target: Hostile);
        Directory.CreateDirectory(Path.Combine(_folder, "0123456789ab"));
        var all = await RunAsync();
        var some = await RunAsync("list", "--symptom", "asan/*", "--class", "late-release", "--target", "shim", "--since", "1h", "--state", "open");
        var none = await RunAsync("--symptom", "tsan/*");
        var json = JsonNode.Parse((await RunAsync("--json")).Out)!.AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(all.Out, Does.Contain(first).And.Contain(second).And.Contain("2 findings, 2 open").And.Contain("parse").And.Contain("reproducible (3 of 3)"));
            Assert.That(all.Out, Does.Not.Contain("\u001b").And.Not.Contain("\u202e"));
            Assert.That(all.Code, Is.EqualTo(2), "one folder could not be read");
            Assert.That(all.Error, Does.Contain("0123456789ab: there is no report.json in it"));
            Assert.That(some.Out, Does.Contain(first).And.Not.Contain(second).And.Contain("1 not shown"));
            Assert.That(none.Out, Does.Contain("0 findings, 0 open; 2 not shown"));
            Assert.That(json.Select(f => (string?)f!["id"]), Is.EquivalentTo(new[] { first, second }));
            Assert.That((string?)json[0]!["state"], Is.EqualTo("open"));
        });
    }

    [Test]
    public async Task A_finding_is_shown_closed_and_opened_again()
    {
        var id = Put("parse");
        var shown = await RunAsync("show", id[..6]);
        var closed = await RunAsync("close", id, "--reason", $"fixed {Hostile}", "--who", "Ann");
        var again = await RunAsync("close", id, "--reason", "twice");
        var open = await RunAsync("--state", "open");
        var reopened = await RunAsync("reopen", id, "--reason", "not on arm64");
        var page = File.ReadAllText(Store.FolderOf(id).Page);
        Assert.Multiple(() =>
        {
            Assert.That(shown.Code, Is.Zero, shown.All);
            Assert.That(shown.Out, Does.Contain("asan/heap-use-after-free").And.Contain("parse").And.Contain("C.use").And.Contain("0 call value=5"));
            Assert.That(shown.Out, Does.Contain("cd reproducer && go run .").And.Contain("n/a: clang is missing").And.Contain("c-heap-ownership"));
            Assert.That(closed.Out, Does.Contain($"{id} is closed"));
            Assert.That(again.Out, Does.Contain("closed already"));
            Assert.That(open.Out, Does.Contain("0 findings, 0 open; 1 not shown"));
            Assert.That(reopened.Out, Does.Contain($"{id} is open"));
            Assert.That(Store.Find(id)!.States.Select(s => (s.State, s.Who)), Is.EqualTo(new[] { (FindingState.Closed, "Ann"), (FindingState.Open, Environment.UserName) }));
            Assert.That(page, Does.Contain("| state | open again |").And.Contain("closed by Ann: fixed").And.Contain("opened by").And.Not.Contain("\u001b"));
        });
    }

    [TestCase("show", "ffff", "there is no finding 'ffff'")]
    [TestCase("show", "..", "there is no finding '..'")]
    [TestCase("close", "ffff", "'--reason' is required")]
    [TestCase("list", "--since=soon", "'soon' is no time")]
    [TestCase("list", "--class=late-releases", "is not a fault class")]
    [TestCase("adopt", "ffff", "there is no finding")]
    public async Task Wrong_usage_answers_2_and_says_why(string verb, string word, string words)
    {
        var answer = await RunAsync(verb, word);
        Assert.That((answer.Code, answer.Error.Contains(words, StringComparison.OrdinalIgnoreCase)), Is.EqualTo((2, true)), answer.All);
    }

    [Test]
    public async Task What_no_program_shows_cannot_be_adopted()
    {
        var answer = await RunAsync("adopt", Put("parse"), "--cases", Cases());
        Assert.That((answer.Code, answer.Error.Contains("has no program that shows it", StringComparison.Ordinal)), Is.EqualTo((2, true)), answer.All);
    }

    [Test]
    public async Task An_artifact_becomes_a_finding_its_program_reproduces_it_and_the_case_is_as_it_expects()
    {
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var cache = CacheFolder.Default();
        Directory.CreateDirectory(cache.Units);
        var toolchains = GoToolchains.Find(cache);
        var go = GoToolchains.Pick(toolchains, GoToolchains.Defaults[^1])!;
        var limits = new FindingLimits { Toolchains = [go], Instruments = [.. InstrumentCatalog.All.Where(i => i.Name is "plain" or "vet")] };
        using var desk = FindingWorkshop.Desk(Store, new TargetWorkshop(installation, tools, toolchains, cache, Workshop.Launcher(tools)), _ => null, Logger.None, limits);
        var target = new ToyTarget(installation.Root);
        var source = await target.WriteAsync(Directory.CreateDirectory(Path.Combine(_folder, ".source")).FullName, default);
        // As an engine gives it: the replay tells what it really is.
        var artifact = new Artifact(target.Name, Encoding.ASCII.GetBytes("GoC!and so on and on"), new("", "", go, PlanWords.HostArch, "asan"),
            new(Ending.Exited(1), "something\n", 0, 0, 0, 0), CrashReader.Read("something\n", Ending.Exited(1)));

        var taken = await desk.TakeAsync(target, source, artifact, default);
        var finding = taken.Finding;
        TestContext.Out.WriteLine(File.ReadAllText(Store.FolderOf(finding.Id).Page));
        Assert.Multiple(() =>
        {
            Assert.That(taken.News, Is.EqualTo(News.New));
            Assert.That(finding.Symptom, Is.EqualTo("asan/heap-buffer-overflow"));
            Assert.That(finding.Replays.ToString(), Is.EqualTo("reproducible (3 of 3)"));
            Assert.That(Encoding.ASCII.GetString(Store.Input(finding.Id)), Is.EqualTo("GoC!"));
            Assert.That(finding.Program!.Verdict, Is.EqualTo(ProgramVerdict.Reproduced), finding.Program.Detail);
            Assert.That(finding.FirstRelease, Is.EqualTo(go.Release));
            Assert.That(finding.Stack, Has.Some.StartsWith("c toy_parse").And.Some.StartsWith("go main.main"), "the stack of both sides");
            Assert.That(finding.Reproduce, Does.StartWith("cd reproducer && ").And.Contain("-asan"));
        });

        var cases = Cases();
        var adopted = await RunAsync("adopt", finding.Id, "--cases", cases);
        Assert.That(adopted.Code, Is.Zero, adopted.All);
        var set = CaseSet.Load(cases);
        Assert.That(set.Errors, Is.Empty, string.Join('\n', set.Errors));
        TestContext.Out.WriteLine(set.Cases.Single().Main.Text);
        Assert.That((set.Cases.Single().Finding, set.Cases.Single().Class), Is.EqualTo((finding.Id, FaultClass.SpatialOverrun)));
        var run = await Command.RunAsync(["run", .. Command.Native, "--cases", cases, "--artifacts", Path.Combine(_folder, ".artifacts"), "--go", go.Version.Release, "--instrument", "asan", "--filter", set.Cases.Single().Id]);
        Assert.That(run.Out, Does.Contain("1 cells: 1 expected"), run.All);

        var again = await RunAsync("adopt", finding.Id, "--cases", cases);
        Assert.That((again.Code, again.Error.Contains("already there", StringComparison.Ordinal)), Is.EqualTo((2, true)), again.All);
    }

    private string Cases()
    {
        var cases = Directory.CreateDirectory(Path.Combine(_folder, ".cases")).FullName;
        File.WriteAllText(Path.Combine(cases, "go.mod"), $"module {CaseSet.Module}\n\ngo 1.19\n");
        return cases;
    }
}
