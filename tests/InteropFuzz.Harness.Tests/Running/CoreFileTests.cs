using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

/// <summary>A real core file (of data/gdb/dies.c), and things that are none.</summary>
public sealed class CoreFileTests
{
    private static readonly HostTools s_tools = HostTools.Probe(TestData.Launcher);
    private string _folder = "";

    private string Program => Path.Combine(_folder, "dies");

    private string Core => Path.Combine(_folder, "core.1");

    private string Planted => Path.Combine(_folder, "planted");

    [OneTimeSetUp]
    public void MakeCore()
    {
        if (s_tools.Gdb is not { } gdb) Assert.Ignore("gdb is missing: apt-get install gdb");
        else
        {
            _folder = TestData.TemporaryFolder();
            Compile(Program);
            // The kernel's own way depends on core_pattern, which may send core files anywhere.
            var answer = HostCommand.Ask(gdb.Path, ["-nx", "-batch", "-iex", "set debuginfod enabled off", "-iex", "set auto-load no",
                "-ex", "run", "-ex", $"generate-core-file {Core}", Program]);
            Assert.That(File.Exists(Core), answer?.Output);
            // As the kernel writes them: for the owner alone.
            File.SetUnixFileMode(Core, (UnixFileMode)0b110_000_000);
        }
    }

    [OneTimeTearDown]
    public void Delete()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_stack_of_the_crash_comes_first_and_once_then_the_other_threads(bool sandboxed)
    {
        if (sandboxed && s_tools.SandboxProblem is { } problem) Assert.Ignore(problem);
        var text = await ReadAsync(Core, Program, sandboxed ? s_tools : s_tools with { Bubblewrap = null });
        var names = new[] { "Program terminated with signal SIGSEGV", "inner (p=0x0)", "middle (p=0x0)", "entry (p=0x0)", "main (", "fault address 0x0", "Thread ", "waiting (" };
        Assert.Multiple(() =>
        {
            Assert.That(names.Select(n => text.IndexOf(n, StringComparison.Ordinal)), Is.Ordered.And.All.GreaterThanOrEqualTo(0), text);
            Assert.That(text.Split("inner (p=0x0)"), Has.Length.EqualTo(2), text);
        });
    }

    [Test]
    public async Task Of_a_Go_program_the_signal_counts_that_C_raised_not_the_one_Go_ends_itself_with()
    {
        if ((await File.ReadAllTextAsync("/proc/sys/kernel/core_pattern")).Trim() != "core") Assert.Ignore("core_pattern sends core files elsewhere");
        var cache = CacheFolder.Default();
        if (GoToolchains.Find(cache).MaxBy(t => t.Version) is not { } go) Assert.Ignore("there is no Go here");
        else
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder, "go")).FullName;
            var program = Path.Combine(folder, "prog");
            var built = HostCommand.Ask("env", ["GOTOOLCHAIN=local", "GOCACHE=" + cache.GoBuild, go.GoCommand, "build", "-trimpath", "-o", program, "./native-control-escape/below-recovered-panics"],
                Path.Combine(TestData.Folder, "gdb"));
            Assert.That(built?.Code, Is.Zero, built?.Output);
            HostCommand.Ask("sh", ["-c", "ulimit -c unlimited; GOTRACEBACK=crash exec ./prog"], folder);
            var text = await ReadAsync(Directory.GetFiles(folder, "core*").Single(), program, s_tools);
            var lines = text.Split('\n');
            Assert.Multiple(() =>
            {
                Assert.That(lines[1], Is.EqualTo("Program received signal SIGSEGV, Segmentation fault."));
                Assert.That(lines[2], Does.StartWith("#0  ").And.Contains(" inner ("));
                Assert.That(lines[3], Does.StartWith("#1  ").And.Contains(" middle ("));
            });
        }
    }

    [Test]
    public void A_core_file_is_known_by_its_first_bytes()
        => Assert.Multiple(() =>
        {
            Assert.That(CoreFile.IsCore(Core));
            Assert.That(CoreFile.IsCore(Program), Is.False);
            Assert.That(CoreFile.IsCore(Path.Combine(_folder, "nothing")), Is.False);
        });

    [Test]
    public void What_cannot_be_read_is_said_with_the_way_out()
    {
        var other = Path.Combine(_folder, "other");
        Compile(other, "-O2");
        var cut = Path.Combine(_folder, "cut");
        File.WriteAllBytes(cut, File.ReadAllBytes(Core)[..4096]);
        Assert.Multiple(() =>
        {
            AssertRefused(Core, null, s_tools, $"that '{Program}' left needs its program: --binary PROGRAM");
            AssertRefused(Core, other, s_tools, "is not the program of the core file");
            AssertRefused(Program, Program, s_tools, "is not a core file");
            AssertRefused(Core, Core, s_tools, "is not a program");
            AssertRefused(Core, Path.Combine(_folder, "nothing"), s_tools, "cannot be read");
            AssertRefused(cut, Program, s_tools, "gdb finds no stack in");
            AssertRefused(Core, Program, s_tools with { Gdb = null }, "apt-get install gdb");
        });
    }

    [Test]
    public async Task Nothing_beside_or_inside_the_program_is_run()
    {
        var python = $"open('{Planted}.file', 'w')\n";
        await File.WriteAllTextAsync(Program + "-gdb.py", python);
        await File.WriteAllTextAsync(Program + "-gdb.gdb", "python " + python);
        await File.WriteAllTextAsync(Path.Combine(_folder, ".gdbinit"), "python " + python);
        // gdb as it comes, allowed to load scripts, does run them: the trap works. (A gdb without Python has nothing to run.)
        var trap = HostCommand.Ask(s_tools.Gdb!.Path, ["-batch", "-iex", "set debuginfod enabled off", "-iex", "set auto-load safe-path /", "-ex", "bt", Program, Core], _folder);
        if (!File.Exists(Planted + ".file") || !File.Exists(Planted + ".section")) Assert.Ignore("this gdb runs no scripts: " + trap?.Output);
        File.Delete(Planted + ".file");
        File.Delete(Planted + ".section");

        Assert.That(await ReadAsync(Core, Program, s_tools with { Bubblewrap = null }), Does.Contain("inner ("));
        Assert.That(Directory.GetFiles(_folder, "planted*"), Is.Empty);
    }

    private static void AssertRefused(string core, string? program, HostTools tools, string words)
        => Assert.That(async () => await ReadAsync(core, program, tools), Throws.InstanceOf<CoreFileException>().With.Message.Contains(words));

    private static Task<string> ReadAsync(string core, string? program, HostTools tools)
        => new CoreFile(new(TestData.Launcher, tools.Bubblewrap?.Path), tools).ReadAsync(core, program, CancellationToken.None);

    private void Compile(string program, params string[] flags)
    {
        var answer = HostCommand.Ask("gcc", ["-g", $"-DPLANTED=\"{Planted}\"", .. flags, "-pthread", "-o", program, Path.Combine(TestData.Folder, "gdb", "dies.c")]);
        Assert.That(answer?.Code, Is.Zero, answer?.Output);
    }
}
