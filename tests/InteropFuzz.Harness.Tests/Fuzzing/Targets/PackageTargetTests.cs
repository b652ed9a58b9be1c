using System.Text;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing.Targets;

/// <summary>What a user sees who has a fuzz function called directly.</summary>
public class PackageTargetTests
{
    [Test]
    public async Task Every_type_means_the_same_here_and_in_Go()
    {
        using var package = new FuzzPackage("typed");
        var before = package.State;
        var target = await package.OpenAsync("FuzzEcho");
        Assert.That(target.Name, Is.EqualTo("example.com/typed.FuzzEcho"));
        Assert.That(target.Types, Is.EquivalentTo(Enum.GetValues<GoValueType>()));

        var random = new Random(3);
        byte[][] inputs = [.. target.Seeds(), [], [1, 2, 3], .. Enumerable.Range(0, 6).Select(n => Enumerable.Range(0, 30 * n).Select(_ => (byte)random.Next(256)).ToArray())];
        Assert.That(target.Seeds().Count(), Is.EqualTo(2), "f.Add and the file of testdata/fuzz");
        Assert.That(target.Show(inputs[0]), Does.StartWith("[]byte(\"seed\")\nstring(\"text\")\nbool(true)\nint(-1)\n"));
        foreach (var (artifact, input) in (await package.ReplayAsync(target, new Plain(), inputs)).Zip(inputs))
        {
            var shown = target.Show(input).Split('\n');
            var printed = artifact.Observation.Output.Split('\n').Skip(1).ToList();
            for (var i = 0; i < shown.Length; i++)
            {
                // Those that Go shows by another way than its corpus does are shown as numbers.
                var value = GoLiteral.Read(shown[i])!.Value;
                var expected = value.Type switch
                {
                    GoValueType.Int32 => $"rune {value.Whole}",
                    GoValueType.Uint8 => $"byte {value.Bits}",
                    GoValueType.Float32 or GoValueType.Float64 => $"{value.Type.Name()} {value.Bits:x}",
                    _ => shown[i],
                };
                Assert.That(printed[i], Is.EqualTo(expected));
            }
        }
        Assert.That(package.State, Is.EqualTo(before), "the user's tree is untouched");
    }

    [Test]
    public async Task A_test_behaves_as_under_go_test()
    {
        using var package = new FuzzPackage("typed");
        var target = await package.OpenAsync("FuzzBehaviour");
        var done = (await package.ReplayAsync(target, new Plain(), [.. "ofesrd".Select(c => new[] { (byte)c }), []])).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(done[0].Observation.Output, Does.Contain("done\ncleaned up"));
            Assert.That(done[1].Crash.Symptom.Name, Does.StartWith("go-panic/"));
            Assert.That(done[1].Observation.Output, Does.Contain("FuzzBehaviour failed: typed_test.go:").And.Contain("fatal with \"alpha\\nbeta\\n\"").And.Contain("typed_test.go:35"));
            Assert.That(done[2].Crash.Symptom.Name, Does.StartWith("go-panic/"));
            Assert.That(done[2].Observation.Output, Does.Contain("an error"));
            Assert.That(done[3].Crash.Symptom, Is.EqualTo(Symptom.Clean), $"a skip is no panic: {done[3].Observation.Output}");
            Assert.That(done[3].Observation.Output, Does.Contain("cleaned up").And.Not.Contain("\ndone"));
            Assert.That(done[4].Observation.Output, Does.Contain("FuzzBehaviour/inner inner\nouter goes on true\ndone"));
            Assert.That(done[5].Observation.Output, Does.Contain("the folder is there at its cleanup: true"));
            Assert.That(done[6].Crash.Symptom, Is.EqualTo(Symptom.Clean));
        });
    }

    [Test]
    public async Task External_tests_a_TestMain_a_vendored_and_an_internal_package_work()
    {
        using var package = new FuzzPackage("outside");
        var before = package.State;
        var target = await package.OpenAsync("FuzzHidden", "sub");
        var replayed = (await package.ReplayAsync(target, new Plain(), [[21]])).Single();
        Assert.That(replayed.Observation.Output, Does.Contain("secret 42"));
        Assert.That(package.State, Is.EqualTo(before));
        Assert.That(await target.ProgramAsync([21], CancellationToken.None), Is.Null, "a helper in another package takes a *testing.T");
        var program = await (await package.OpenAsync("FuzzPlain", "sub")).ProgramAsync([21], CancellationToken.None);
        Assert.That(program!.Keys, Has.Some.EqualTo("packages/dep.example/d/d.go"));
        Assert.That(await RunAsync(program), Does.Contain("secret 42 true"));
    }

    [Test]
    public async Task A_program_can_be_fuzzed_and_a_path_may_have_spaces_and_letters_of_any_kind()
    {
        using var package = new FuzzPackage("program", "für 'alle' 日本");
        var before = package.State;
        var target = await package.OpenAsync("FuzzTwice");
        Assert.That((await package.ReplayAsync(target, new Plain(), [[21]])).Single().Observation.Output, Does.Contain("twice 42"));
        Assert.That(await RunAsync((await target.ProgramAsync([21], CancellationToken.None))!), Does.Contain("twice 42"));
        Assert.That(package.State, Is.EqualTo(before));
    }

    [Test]
    public async Task A_body_of_a_named_type_is_called()
    {
        using var package = new FuzzPackage("typed");
        var target = await package.OpenAsync("FuzzNamed");
        Assert.That((await package.ReplayAsync(target, new Plain(), "\u0005\0\0\0\0\0\0\0name"u8.ToArray())).Single().Observation.Output, Does.Contain("named 5 name"));
    }

    [TestCase("none", "FuzzX", "example.com/none has no fuzz functions: write a func FuzzX(f *testing.F) in a _test.go file of ")]
    [TestCase("overflow", "FuzzX", "example.com/overflow has no fuzz function 'FuzzX'; it has FuzzSum (overflow_test.go:5)")]
    [TestCase("broken", "FuzzBroken", "broken_test.go:7:3: undefined: missing")]
    [TestCase("typed", "FuzzSkipped", "not on this machine")]
    [TestCase("typed", "FuzzMismatch", "typed_test.go:71: f.Add got a string as argument 1, f.Fuzz takes a []uint8")]
    [TestCase("nowhere", "FuzzX", "nowhere")]
    public void What_cannot_be_fuzzed_says_why(string name, string function, string message)
    {
        using var package = new FuzzPackage(name == "nowhere" ? "none" : name);
        Assert.That(() => package.OpenAsync(function, name == "nowhere" ? "./nowhere" : ""), Throws.TypeOf<FuzzTargetException>().With.Message.Contains(message));
    }

    [Test]
    public async Task An_input_can_be_kept_where_Go_looks_for_it()
    {
        using var package = new FuzzPackage("panics");
        var target = await package.OpenAsync("FuzzFirst");
        var input = target.FromGoCorpus("f", "go test fuzz v1\nstring(\"noblank\")\nint(7)\n");
        var file = target.Keep(input);
        Assert.That(target.Seeds(), Has.Some.EqualTo(input));
        var tested = await FuzzingRoom.Launcher.RunAsync(new()
        {
            Command = [FuzzingRoom.Go.GoCommand, "test", "-vet=off", "-run", "FuzzFirst/" + Path.GetFileName(file), "."],
            Environment = Environment,
            WorkingDirectory = package.Folder,
            Deadline = TimeSpan.FromMinutes(10),
        }, CancellationToken.None);
        Assert.That(tested.Output, Does.Contain("index out of range [7] with length 7"));
    }

    [Test]
    public async Task A_fault_in_C_behind_a_branch_in_Go_becomes_a_program_of_one_folder()
    {
        using var package = new FuzzPackage("overflow");
        var target = await package.OpenAsync("FuzzSum");
        byte[] input = [(byte)'G', (byte)'R', 40, .. Encoding.ASCII.GetBytes(new string('x', 50))];
        var found = (await package.ReplayAsync(target, new Asan(), input)).Single();
        Assert.That(found.Crash.Symptom.Name, Is.EqualTo("asan/heap-buffer-overflow"));
        var program = await target.ProgramAsync(input, CancellationToken.None);
        Assert.That(program!.Keys, Is.EquivalentTo(["main.go", "overflow.go", "overflow_fuzz.go", "record.c", "record.h", "go.mod"]));
        Assert.That(program.Values.Select(Encoding.UTF8.GetString), Has.None.Contains("interopfuzz").IgnoreCase);
        var again = await RunAsync(program, "-asan");
        Assert.That(again, Does.Contain("heap-buffer-overflow").And.Contain("record_sum"));
    }

    [Test]
    public async Task A_library_built_from_source_is_under_the_instrument_and_comes_along_with_the_program()
    {
        using var package = new FuzzPackage("linked");
        var before = package.State;
        LibrarySource library = new() { Folder = Path.Combine(package.Folder, "clib"), Command = "$CC $CFLAGS -c count.c\n$AR rcs libcount.a count.o", Archive = "libcount.a", Headers = ".", Sources = ["count.c", "count.h"] };
        var target = await package.OpenAsync("FuzzCount", library: library);
        var input = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8.ToArray();
        var crash = (await package.ReplayAsync(target, new Asan(), input)).Single().Crash;
        Assert.That((crash.Symptom.Name, crash.Frame?.Function), Is.EqualTo(("asan/heap-buffer-overflow", "count_letters")));
        var program = await target.ProgramAsync(input, CancellationToken.None);
        Assert.That(program!.Keys, Is.EquivalentTo(["main.go", "linked.go", "linked_fuzz.go", "count.c", "count.h", "go.mod"]));
        Assert.That(await RunAsync(program, "-asan"), Does.Contain("heap-buffer-overflow").And.Contain("count_letters"));
        Assert.That(package.State, Is.EqualTo(before), "the library is built elsewhere");
    }

    internal static Dictionary<string, string> Environment
    {
        get
        {
            var environment = InteropFuzz.Harness.Building.BuildEnvironment.OfUser();
            environment["GOCACHE"] = FuzzingRoom.Cache.GoBuild;
            environment["GOTOOLCHAIN"] = "local";
            environment["GOFLAGS"] = "";
            environment["CC"] = "gcc";
            environment.TryAdd("HOME", "/tmp");
            return environment;
        }
    }

    /// <summary>Writes a program into a folder of its own and runs it as a user would.</summary>
    internal static async Task<string> RunAsync(IReadOnlyDictionary<string, byte[]> program, params string[] flags)
    {
        using var scratch = new ScratchFolder();
        foreach (var (name, text) in program)
        {
            var file = scratch.PathOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, text);
        }
        async Task<LaunchResult> CallAsync(params string[] command) => await FuzzingRoom.Launcher.RunAsync(
            new() { Command = command, Environment = Environment, WorkingDirectory = scratch.Path, Deadline = TimeSpan.FromMinutes(10) }, CancellationToken.None);
        var built = await CallAsync([FuzzingRoom.Go.GoCommand, "build", "-trimpath", .. flags, "-o", "program", "."]);
        var result = built.Ending.IsSuccess ? await CallAsync(scratch.PathOf("program")) : built;
        return result.Output;
    }
}
