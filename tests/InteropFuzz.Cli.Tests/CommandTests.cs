using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>The command as a user meets it: what it prints, writes and answers. data/cases is a small cases folder of its own.</summary>
public sealed class CommandTests
{
    private string _folder = "";

    private string Cases => Path.Combine(_folder, "cases");

    [SetUp]
    public void CopyCases()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        var from = Path.Combine(AppContext.BaseDirectory, "data", "cases");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Cases, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    [TearDown]
    public void DeleteCases() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_run_as_expected_answers_0_and_writes_every_format()
    {
        var run = await RunAsync("--go", "1.24,1.27", "--instrument", "plain,asan,vet,valgrind");
        var rows = Rows();
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero, run.All);
            Assert.That(rows, Has.Count.EqualTo(6 * 2 * 4));
            Assert.That(rows.Where(r => r is { Verdict: "n/a", Instrument: "valgrind" } && r.Go.StartsWith("1.24", StringComparison.Ordinal)).Select(r => r.Reason), Has.Exactly(6).Contains("1.25"));
            Assert.That(rows.Where(r => r.Verdict == "n/a" && r.Go.StartsWith("1.27", StringComparison.Ordinal)).Select(r => r.Reason), Has.Exactly(2).Contains("without cgo"));
            Assert.That(rows.First(r => r is { Case: "c-heap-ownership/double-free", Instrument: "asan" }).Symptoms.Keys, Is.EqualTo(new[] { "asan/double-free" }));
            Assert.That(rows.Where(r => r is { Instrument: "plain", Verdict: "expected" }).Select(r => r.PeakRssBytes), Has.All.GreaterThan(0));
            Assert.That(run.Out, Does.Contain("double-free-ok").And.Contain("48 cells: 40 expected, 8 n/a"));
            Assert.That(run.Out, Does.Not.Contain("\u001b"), "no colours where there is no terminal");
        });
        var info = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "run.json"))).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(info.GetProperty("toolchains").EnumerateObject().Count(), Is.EqualTo(2));
            Assert.That(info.GetProperty("kernel").GetString(), Is.Not.Empty);
            Assert.That(XDocument.Load(Path.Combine(RunFolder, "junit.xml")).Descendants("skipped").Count(), Is.EqualTo(8));
            Assert.That(File.ReadAllText(Path.Combine(RunFolder, "report.md")), Does.Contain("| c-heap-ownership/double-free |"));
            Assert.That(File.ReadLines(Path.Combine(RunFolder, "log.json")).First(), Does.StartWith("{"));
        });
    }

    [Test]
    public async Task A_second_run_with_nothing_changed_calls_no_go_command()
    {
        await RunAsync("--instrument", "plain,vet", "--go", "1.27");
        Directory.Delete(Path.Combine(_folder, "artifacts"), recursive: true);
        await RunAsync("--instrument", "plain,vet", "--go", "1.27");
        var info = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "run.json"))).RootElement;
        Assert.That(info.GetProperty("build_cpu_s").GetDouble(), Is.Zero);
    }

    [Test]
    public async Task Instruments_that_build_the_same_program_at_once_do_not_disturb_each_other()
    {
        // A text of its own makes units that no run has built.
        Edit("c-heap-ownership/double-free", "// Guilty: go", "// Guilty: go\n// See: https://example.org/" + Guid.NewGuid());
        var run = await RunAsync("--go", "1.27", "--instrument", "plain,gcstress", "--filter", "double-free", "-j", "4");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.Zero, run.All);
            Assert.That(run.Out, Does.Contain("4 cells: 4 expected"));
        });
    }

    [Test]
    public async Task A_broken_expectation_answers_1_and_says_what_was_seen_expected_and_how_to_reproduce_it()
    {
        Edit("c-heap-ownership/double-free", "libc-abort/double-free", "silent");
        var run = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "double-free");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(1));
            Assert.That(run.Out, Does.Contain("unexpected c-heap-ownership/double-free go1.27"));
            Assert.That(run.Out, Does.Contain("seen:     libc-abort/double-free"));
            Assert.That(run.Out, Does.Contain("expected: silent   (c-heap-ownership/double-free/main.go:4)"));
        });
        // The command must work as it is printed.
        var byHand = run.Out.Split('\n').Single(l => l.Contains("by hand:", StringComparison.Ordinal)).Split("by hand:", 2)[1];
        var again = await ProcessAsync("sh", ["-c", byHand], default);
        Assert.That(again.All, Does.Contain("double free"), byHand);
    }

    [Test]
    public async Task A_flaky_case_is_judged_on_all_its_tries_and_the_counts_are_shown()
    {
        // Half of the time it panics; that all of 40 tries agree will not be met.
        Edit("forged-view/past-the-end", "// Expect: go-panic/index", "// Expect: go-panic/index\n// Repeat: 40");
        Edit("forged-view/past-the-end", "import \"os\"", "import \"time\"");
        Edit("forged-view/past-the-end", "len(os.Args)+5", "time.Now().UnixMicro()%2*5");
        var run = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "past-the-end");
        var row = Rows().Single(r => r.Case == "forged-view/past-the-end");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(1), run.All);
            Assert.That(row.Verdict, Is.EqualTo("flaky"));
            Assert.That(row.Symptoms.Keys, Is.EquivalentTo(new[] { "go-panic/index", "clean" }));
            Assert.That(row.Symptoms.Values.Sum(), Is.EqualTo(40));
            Assert.That(run.Out, Does.Match(@"seen: .*clean \(\d+ of 40\)"));
        });
    }

    [Test]
    public async Task Without_tools_cells_are_na_with_the_way_out_and_a_required_sandbox_refuses()
    {
        var nothing = new Dictionary<string, string> { ["PATH"] = "/nonexistent" };
        var required = await ProcessAsync(s_dotnet, Line("--sandbox", "required", "--go", "1.27"), default, nothing);
        var run = await ProcessAsync(s_dotnet, Line("--go", "1.27"), default, nothing);
        Assert.Multiple(() =>
        {
            Assert.That(required.Code, Is.EqualTo(3), required.All);
            Assert.That(required.Error, Does.Contain("bubblewrap is not installed"));
            Assert.That(run.Code, Is.EqualTo(3), run.All);
            Assert.That(run.Out, Does.Contain("n/a plain: gcc is missing: apt-get install gcc").And.Contain("no sandbox"));
        });
    }

    [Test]
    public async Task An_update_writes_what_was_seen_so_that_the_next_run_is_as_expected()
    {
        Edit("c-heap-ownership/double-free", "libc-abort/double-free", "silent");
        var first = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "double-free", "--update");
        var second = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "double-free");
        Assert.Multiple(() =>
        {
            Assert.That(first.Code, Is.EqualTo(1));
            Assert.That(second.Code, Is.Zero, second.All);
        });
    }

    [Test]
    public async Task A_wrong_head_answers_2_with_file_and_line_and_runs_nothing()
    {
        Edit("c-heap-ownership/double-free", "// Guilty: go", "// Blame: go");
        var run = await RunAsync("--go", "1.27");
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(2));
            Assert.That(run.Error, Does.Contain("c-heap-ownership/double-free/main.go:3: unknown key 'Blame'"));
            Assert.That(Directory.Exists(Path.Combine(_folder, "artifacts")), Is.False);
        });
    }

    [Test]
    public async Task A_wrong_head_of_a_case_that_is_not_asked_for_is_a_note_only()
    {
        Edit("c-heap-ownership/double-free", "// Guilty: go", "// Blame: go");
        var other = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "past-the-end");
        var meant = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "past-the-end", "--filter", "double-free");
        Assert.Multiple(() =>
        {
            Assert.That(other.Code, Is.Zero, other.All);
            Assert.That(other.Error, Does.Contain("note: ").And.Contain("c-heap-ownership/double-free/main.go:3: unknown key 'Blame'").And.Contain("(not asked for)"));
            Assert.That(meant.Code, Is.EqualTo(2), meant.All);
        });
    }

    [Test]
    public async Task Without_a_Cpp_compiler_only_the_cases_with_Cpp_are_na_with_the_way_out()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Cases, "c-heap-ownership", "double-free")).FullName;
        File.WriteAllText(Path.Combine(folder, "more.cc"), "int more;\n");
        // A machine whose PATH has a gcc and nothing else.
        var bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        foreach (var tool in new[] { "gcc", "as", "ld" }) File.CreateSymbolicLink(Path.Combine(bin, tool), "/usr/bin/" + tool);
        var run = await ProcessAsync(s_dotnet, Line("--go", "1.27", "--instrument", "plain", "--filter", "c-heap-ownership/*"), default, new Dictionary<string, string> { ["PATH"] = bin });
        var rows = Rows().ToDictionary(r => r.Case);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(3), run.All);
            Assert.That(rows["c-heap-ownership/double-free"].Reason, Is.EqualTo("g++ is missing: apt-get install g++"));
            Assert.That(rows["c-heap-ownership/double-free-ok"].Verdict, Is.EqualTo("expected"), run.All);
        });
    }

    [Test]
    public async Task A_case_that_does_not_compile_answers_4_and_does_not_stop_the_others()
    {
        Edit("c-heap-ownership/double-free-ok", "p := C.malloc(64)", "p := C.malloc(64) +");
        var run = await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "c-heap-ownership/*");
        var rows = Rows().ToDictionary(r => r.Case);
        Assert.Multiple(() =>
        {
            Assert.That(run.Code, Is.EqualTo(4), run.All);
            Assert.That(rows["c-heap-ownership/double-free-ok"].Verdict, Is.EqualTo("build-failed"));
            Assert.That(rows["c-heap-ownership/double-free-ok"].Symptoms.Keys.Single(), Does.StartWith("build/"));
            Assert.That(rows["c-heap-ownership/double-free"].Verdict, Is.EqualTo("expected"));
        });
    }

    [TestCase("run --go 1.27 --instrument asam", 2, "unknown instrument 'asam'; there are plain")]
    [TestCase("run --go 1.13", 3, "Go 1.13 is not here: interopfuzz toolchain install 1.13")]
    [TestCase("run --go seven", 2, "'seven' is not a Go release")]
    [TestCase("run --filter nothing-like-this", 2, "no case fits --filter nothing-like-this")]
    [TestCase("run --resume yesterday", 2, "there is no run 'yesterday'")]
    [TestCase("run --jobs 0", 2, "--jobs takes a number from 1 up")]
    [TestCase("ruin", 2, "--help")]
    [TestCase("triage /no/such/file", 2, "there is no file")]
    public async Task Wrong_usage_is_answered_with_a_way_out_and_no_stack_trace(string line, int code, string words)
    {
        var answer = await CommandAsync([.. line.Split(' '), .. line.StartsWith("run", StringComparison.Ordinal) ? new[] { "--cases", Cases } : []]);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(code), answer.All);
            Assert.That(answer.All, Does.Contain(words));
            Assert.That(answer.All, Does.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task Killed_with_9_it_leaves_no_process_and_a_resumed_run_finishes_the_rest()
    {
        var hang = RenameHang();
        // Long enough to be met in the middle, with some cells finished.
        Edit(hang, "Deadline: 1s", "Deadline: 60s");
        await RunAsync("--go", "1.27", "--instrument", "plain", "--filter", "*-ok");
        Directory.Delete(Path.Combine(_folder, "artifacts"), recursive: true);
        using var process = Start(s_dotnet, Line("--go", "1.27", "--instrument", "plain"));
        await UntilAsync(() => Directory.Exists(Path.Combine(_folder, "artifacts")) && Rows().Count >= 5, "five cells are finished");
        process.Kill();
        await process.WaitForExitAsync();
        await UntilAsync(() => !Processes().Any(l => l.Contains(hang, StringComparison.Ordinal)), "no program of it runs");

        Edit(hang, "Deadline: 60s", "Deadline: 1s");
        var finished = Rows().Count;
        var resumed = await RunAsync("--resume", "last");
        Assert.Multiple(() =>
        {
            Assert.That(finished, Is.EqualTo(5));
            Assert.That(resumed.Code, Is.Zero, resumed.All);
            Assert.That(resumed.Out, Does.Contain("1 cells of 6 to go").And.Contain("6 cells: 6 expected"));
        });
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task A_signal_ends_every_child_keeps_what_is_finished_and_answers_130(string signal)
    {
        var hang = RenameHang();
        Edit(hang, "Deadline: 1s", "Deadline: 60s");
        // SIGINT may be ignored where the tests are started in the background.
        using var process = Start("env", ["--default-signal=INT", s_dotnet, .. Line("--go", "1.27", "--instrument", "plain")]);
        var text = process.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => Directory.Exists(Path.Combine(_folder, "artifacts")) && Rows().Count >= 5, "five cells are finished");
        // The shell's own kill: a bare machine has no other.
        using (var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(130));
            Assert.That(await text, Does.Contain("5 of 6 cells are kept; go on with: interopfuzz run --resume"));
            Assert.That(Processes().Where(l => l.Contains(hang, StringComparison.Ordinal)), Is.Empty);
        });
    }

    [Test]
    public async Task Help_of_a_verb_ends_with_examples_and_the_list_of_verbs_is_short()
    {
        var all = await CommandAsync(["--help"]);
        var run = await CommandAsync(["run", "--help"]);
        var install = await CommandAsync(["toolchain", "install", "--help"]);
        Assert.Multiple(() =>
        {
            Assert.That(all.Code + run.Code + install.Code, Is.Zero);
            Assert.That(install.Out, Does.Contain("Examples:\n"));
            Assert.That(run.Out, Does.Contain("--filter").And.Contain("Examples:\n"));
            Assert.That(all.Out, Does.Contain("doctor").And.Not.Contain("Examples:"));
        });
    }

    [Test]
    public async Task Doctor_finds_everything_that_the_set_up_brings()
    {
        var doctor = await CommandAsync(["doctor"]);
        Assert.That(doctor.Code, Is.Zero, doctor.All);
    }

    [Test]
    public async Task Triage_reads_a_log_from_a_file()
    {
        var log = Path.Combine(_folder, "crash.txt");
        File.WriteAllText(log, "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]\n\ngoroutine 1 [running]:\nmain.main()\n\t/x/main.go:3 +0x1\nexit status 2\n");
        Assert.That((await CommandAsync(["triage", log])).Out, Does.Contain("go-panic/nil-deref").And.Contain("recoverable: yes"));
    }

    private string RunFolder => Directory.GetDirectories(Path.Combine(_folder, "artifacts")).Single();

    private List<ResultRow> Rows()
        => Directory.GetDirectories(Path.Combine(_folder, "artifacts")).SelectMany(d => ResultsLog.Read(Path.Combine(d, "results.jsonl"))).ToList();

    private void Edit(string id, string old, string now)
    {
        var file = Path.Combine(Cases, id, "main.go");
        var text = File.ReadAllText(file);
        Assert.That(text, Does.Contain(old));
        File.WriteAllText(file, text.Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Gives the case that hangs a name of its own, so that its processes are known among those of other tests; gives its id.</summary>
    private string RenameHang()
    {
        const string Old = "native-control-escape/endless-loop";
        var id = $"{Old}-{Path.GetFileName(_folder)[^6..]}";
        Directory.Move(Path.Combine(Cases, Old), Path.Combine(Cases, id));
        Directory.Move(Path.Combine(Cases, Old + "-ok"), Path.Combine(Cases, id + "-ok"));
        return id;
    }

    private string[] Line(params string[] options)
        => [Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), "run", "--cases", Cases, "--artifacts", Path.Combine(_folder, "artifacts"), .. options.Contains("--arch") ? [] : Command.Native, .. options];

    private Task<Answer> RunAsync(params string[] options) => ProcessAsync(s_dotnet, Line(options), default);

    private static Task<Answer> CommandAsync(string[] arguments) => ProcessAsync(s_dotnet, [Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), .. arguments], default);

    private sealed record Answer(int Code, string Out, string Error)
    {
        public string All => Out + Error;
    }

    /// <summary>The dotnet command that runs these tests.</summary>
    private static readonly string s_dotnet = Environment.ProcessPath!;

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<Answer> ProcessAsync(string program, IEnumerable<string> arguments, CancellationToken cancel, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        var error = process.StandardError.ReadToEndAsync(cancel);
        var text = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new(process.ExitCode, text, await error);
    }

    /// <summary>Waits for a state that comes by itself; generous, since the machine may be busy.</summary>
    private static async Task UntilAsync(Func<bool> reached, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), $"waited until {what}");
            await Task.Delay(50);
        }
    }

    /// <summary>The command lines of all processes.</summary>
    private static List<string> Processes()
    {
        var lines = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                lines.Add(File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' '));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
        return lines;
    }
}
