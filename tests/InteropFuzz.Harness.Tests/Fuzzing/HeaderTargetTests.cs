using System.Text;
using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Engines;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>Targets of headers, written, built and run for real.</summary>
public sealed class HeaderTargetTests
{
    private string _folder = "", _archive = "";

    [SetUp]
    public void MakeFolder() => _folder = TestData.TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    private static string Depot => Path.Combine(TestData.Folder, "fuzzing", "depot");

    /// <summary>The library as an archive, compiled the way an engine wants it.</summary>
    private Task<IReadOnlyList<string>> BuildDepot(string compiler, IEnumerable<string> flags)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "library")).FullName;
        _archive = Path.Combine(folder, "libdepot.a");
        var compiled = HostCommand.Ask(compiler, [.. flags, "-c", Path.Combine(Depot, "depot.c"), "-o", Path.Combine(folder, "depot.o")]);
        Assert.That(compiled?.Code, Is.Zero, compiled?.Output);
        Assert.That(HostCommand.Ask("ar", ["rcs", _archive, Path.Combine(folder, "depot.o")])?.Code, Is.Zero);
        return Task.FromResult<IReadOnlyList<string>>([_archive]);
    }

    private async Task<HeaderTarget> OpenDepot()
    {
        if (FuzzingRoom.Tools.Gcc is not { } gcc)
        {
            Assert.Ignore("gcc is not installed");
            throw new InvalidOperationException();
        }
        await BuildDepot(gcc.Path, ["-g"]);
        return HeaderTarget.Open(new(Path.Combine(Depot, "depot.h")) { Link = [_archive] }, FuzzingRoom.Tools);
    }

    private static string GoRun(string folder, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo(FuzzingRoom.Go.GoCommand, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("GOFLAGS", "-mod=mod"), ("GOPROXY", "off"), ("GOTOOLCHAIN", "local"), ("CC", "gcc") }) start.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : $"exit {process.ExitCode}\n{text}{error.GetAwaiter().GetResult()}";
    }

    [Test]
    public async Task What_the_library_does_not_have_is_listed_and_the_rest_is_called()
    {
        var target = await OpenDepot();
        Assert.Multiple(() =>
        {
            Assert.That(target.Plan.Unbound.Select(u => u.ToString()), Is.EqualTo(new[] { "depot.h:16: function depot_missing: the library does not have it" }));
            Assert.That(target.Plan.Calls, Has.Count.EqualTo(7));
        });
    }

    /// <summary>The rules of ownership stand twice, in C# and in Go: both must make the same calls of any bytes.</summary>
    [Test]
    public async Task The_target_in_Go_makes_the_calls_that_Show_lists()
    {
        var target = await OpenDepot();
        await target.WriteAsync(_folder, default);
        Directory.CreateDirectory(Path.Combine(_folder, "trace"));
        var random = new Random(11);
        var programs = target.Seeds().Concat(Enumerable.Range(0, 300).Select(_ =>
        {
            var data = new byte[random.Next(120)];
            random.NextBytes(data);
            return data;
        })).Where(p => !Faulty(target, p)).ToList();
        await File.WriteAllTextAsync(Path.Combine(_folder, "trace", "main.go"), $$"""
            package main

            import (
            	"encoding/hex"
            	"fmt"

            	"headerfuzz/target"
            )

            func main() {
            	target.Trace = func(call string) { fmt.Print(call, " ") }
            	for _, program := range []string{ {{string.Join(", ", programs.Select(p => $"\"{Convert.ToHexString(p)}\""))}} } {
            		data, _ := hex.DecodeString(program)
            		target.One(data)
            		fmt.Println()
            	}
            }
            """);
        var expected = string.Concat(programs.Select(p => string.Concat(ProgramSteps.Of(target.Plan, CallProgram.Read(target.Plan, p)).Select(s => s.Call.Plan.Function.Name + " ")) + "\n"));
        Assert.That(GoRun(_folder, "run", "./trace"), Is.EqualTo(expected));
        Assert.That(programs, Has.Count.GreaterThan(100));
    }

    /// <summary>Whether a program may meet a planted fault: here only the calls count.</summary>
    private static bool Faulty(HeaderTarget target, byte[] program)
        => target.Show(program) is var calls && (calls.Contains("depot_seal", StringComparison.Ordinal) || calls.Contains("depot_load", StringComparison.Ordinal)) && calls.Contains("depot_store", StringComparison.Ordinal);

    [Test]
    public async Task A_standalone_program_makes_the_same_calls_with_the_same_data()
    {
        var target = await OpenDepot();
        var plan = target.Plan;
        Call Make(string name, params byte[] bytes) => CallProgram.ReadOne(plan.Calls.Single(c => c.Function.Name == name), bytes);
        byte[] input = CallProgram.Write(plan, [Make("depot_store", [0, 0, 5, .. "\0hi\"\x7f"u8]), Make("depot_load", 0, 5), Make("depot_store", 1, 2, 0), Make("depot_load", 1, 9), Make("depot_each", 1, 200)]);
        var files = (await target.ProgramAsync(input, default))!;
        foreach (var (name, text) in files) await File.WriteAllBytesAsync(Path.Combine(_folder, name), text);
        var main = Encoding.UTF8.GetString(files["main.go"]);
        Assert.Multiple(() =>
        {
            Assert.That(main, Does.Contain("input(\"\\x00hi\\\"\\x7f\")").And.Contain("earlier(").And.Not.Contain("headerfuzz"));
            Assert.That(files.Keys, Does.Contain("go.mod").And.Contain("trampolines.c"));
            Assert.That(GoRun(_folder, "run", "."), Is.Empty);
        });
    }

    /// <summary>From nothing; the function with the other fault is left out, since the nearer one would end every round.</summary>
    [TestCase("depot_drop", "asan/heap-buffer-overflow", TestName = "A_copy_that_is_one_byte_too_long_is_found_from_an_empty_corpus")]
    [TestCase("depot_load", "asan/double-free", TestName = "A_double_free_behind_store_seal_and_drop_is_found_from_an_empty_corpus")]
    public async Task Planted_faults_are_found_from_an_empty_corpus(string leftOut, string symptom)
    {
        var engine = new LibFuzzer(new EngineRoom(FuzzingRoom.Cache, FuzzingRoom.Tools, FuzzingRoom.Launcher));
        if (engine.WhyNotHere(FuzzingRoom.Tools) is { } why) Assert.Ignore(why);
        var notes = Notes($"leave-out: {{depot_missing: it is not there, {leftOut}: it has the other fault}}");
        var target = HeaderTarget.Open(new(Path.Combine(Depot, "depot.h")) { Annotations = notes, Library = (c, _) => BuildDepot(c.Command, c.Flags) }, FuzzingRoom.Tools);
        var source = await target.WriteAsync(Directory.CreateDirectory(Path.Combine(_folder, "module")).FullName, default);
        var unit = await engine.BuildAsync(source, FuzzingRoom.Go, "asan", default);
        var (found, last) = (new HashSet<string>(), "no input ended a round");
        for (uint round = 1; round <= 6 && !found.Contains(symptom); round++)
        {
            var corpus = Directory.CreateDirectory(Path.Combine(_folder, $"corpus-{leftOut}-{round}")).FullName;
            var ended = await engine.RunAsync(unit, new() { Corpus = corpus, Executions = 200_000, Seed = round, LongestInput = 256, InputDeadline = TimeSpan.FromMinutes(2) }, new Listener(), default);
            if (ended.Artifact is not { } artifact) continue;
            found.Add(artifact.Crash.Symptom.Name);
            last = target.Show(artifact.Input) + artifact.Observation.Output;
        }
        Assert.That(found, Does.Contain(symptom), last);
    }

    [TestCase("nix.h", null, "there is no header 'nix.h'")]
    [TestCase("depot.h", "functions:\n  nix: {}", "notes.yaml:2: depot.h has no function 'nix'")]
    [TestCase("depot.h", null, "none of the functions of depot.h can be linked; --link names the library")]
    [TestCase("broken.h", null, "broken.h:1:")]
    public void What_cannot_be_a_target_says_why(string header, string? notes, string error)
    {
        File.WriteAllText(Path.Combine(_folder, "broken.h"), "int broken(\n");
        var path = header == "depot.h" ? Path.Combine(Depot, header) : Path.Combine(_folder, header);
        var request = new HeaderRequest(header == "nix.h" ? header : path) { Annotations = notes is null ? null : Notes(notes) };
        Assert.That(() => HeaderTarget.Open(request, FuzzingRoom.Tools), Throws.TypeOf<FuzzTargetException>().With.Message.Contains(error));
    }

    private string Notes(string yaml)
    {
        var file = Path.Combine(_folder, "notes.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    private sealed class Listener : IProgress<FuzzProgress>
    {
        public void Report(FuzzProgress value)
        {
        }
    }
}
