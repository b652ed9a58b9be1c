using System.Diagnostics;
using System.Text.Json;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>diagnose</c> as a user meets it, on programs of modules of their own (data/diagnose) and on cases.</summary>
public sealed class DiagnoseTests
{
    private string _folder = "";

    [SetUp]
    public void CopyPrograms()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        var from = Path.Combine(AppContext.BaseDirectory, "data", "diagnose");
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(to)!, "go.mod"), $"module example.org/{Path.GetFileName(Path.GetDirectoryName(to))}\n\ngo 1.19\n");
        }
    }

    [TearDown]
    public void DeletePrograms() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_package_of_another_module_is_diagnosed_to_the_line()
    {
        var answer = await DiagnoseAsync("null-in-c");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(answer.Out, Does.StartWith("null-in-c: signal/in-c/SIGSEGV, guilty null-in-c/main.go:9\n"));
            Assert.That(answer.Out, Does.Contain("→    9      return c->level;").And.Contain("C follows a null pointer there (named by plain)"));
            Assert.That(answer.Out, Does.Contain("the same by hand (plain)").And.Contain(" build -trimpath "));
            Assert.That(answer.Out, Does.Not.Contain("\u001b"));
        });
    }

    [Test]
    public async Task Arguments_reach_the_program_and_a_sound_run_answers_0()
    {
        var answer = await DiagnoseAsync("null-in-c/main.go", "--format", "json", "--", "--sound");
        var json = JsonDocument.Parse(answer.Out).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(json.GetProperty("guilty").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(json.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("instrument").GetString()), Does.Contain("asan").And.Contain("efence").And.Contain("valgrind"));
        });
    }

    [Test]
    public async Task A_pure_program_without_a_fault_is_left_after_a_few_steps_with_reasons()
    {
        var answer = await DiagnoseAsync("sound");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(answer.Out, Does.StartWith("sound: nothing found\n").And.Contain("the program has neither cgo nor unsafe"));
        });
    }

    [Test]
    public async Task A_built_program_gets_what_needs_no_rebuild()
    {
        Build("null-in-c");
        var answer = await DiagnoseAsync("null-in-c/prog");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(answer.Out, Does.Contain("signal/in-c/SIGSEGV, guilty ").And.Contain("main.go:9"));
            Assert.That(answer.Out, Does.Contain("it needs the sources: name the package instead"));
        });
    }

    [Test]
    public async Task A_case_is_found_by_a_part_of_its_name()
    {
        var answer = await DiagnoseAsync("index-past-array-type", "--format", "json");
        var guilty = JsonDocument.Parse(answer.Out).RootElement.GetProperty("guilty");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(1), answer.All);
            Assert.That(guilty.GetProperty("line").GetInt32(), Is.EqualTo(21));
            Assert.That(guilty.GetProperty("named_by_report").GetBoolean(), Is.True);
        });
    }

    [Test]
    public async Task What_does_not_compile_shows_the_compilers_words()
    {
        var answer = await DiagnoseAsync("broken");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(4), answer.All);
            Assert.That(answer.Error, Does.Contain("undefined: undefinedFunction").And.Not.Contain("   at InteropFuzz"));
        });
    }

    [TestCase("library", "not a program")]
    [TestCase("nowhere/at/all", "nowhere/at/all")]
    [TestCase("library/go.mod", "neither a Go package nor a program")]
    [TestCase("late-release/*", "name one")]
    [TestCase(".", "go.mod file not found")]
    public async Task A_target_that_is_none_is_a_usage_error(string target, string words)
    {
        var answer = await DiagnoseAsync(target);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2), answer.All);
            Assert.That(answer.Error, Does.Contain(words).And.Not.Contain("   at InteropFuzz"));
        });
    }

    private Task<Answer> DiagnoseAsync(string target, params string[] more)
        => Command.RunAsync(["diagnose", target, "--artifacts", Path.Combine(_folder, "artifacts"), .. more], folder: _folder);

    private void Build(string package)
    {
        var go = GoToolchains.Find(CacheFolder.Default())[^1].GoCommand;
        using var process = Process.Start(new ProcessStartInfo(go, ["build", "-o", "prog", "."])
        {
            WorkingDirectory = Path.Combine(_folder, package),
            Environment = { ["CC"] = "gcc", ["GOTOOLCHAIN"] = "local", ["GOCACHE"] = CacheFolder.Default().GoBuild },
        })!;
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
