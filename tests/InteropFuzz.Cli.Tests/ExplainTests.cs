using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>interopfuzz explain</c> as a user meets it.</summary>
public sealed class ExplainTests
{
    [TestCase("go-fatal/exit-syscall", "longjmp")]
    [TestCase("fatal error: exitsyscall: syscall frame is no longer valid", "runtime/proc.go:")]
    [TestCase("--list", "asan/heap-use-after-free")]
    public async Task What_is_known_is_explained_and_answers_0(string asked, string said)
    {
        var (code, text, error) = await ExplainAsync(asked);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero, error);
            Assert.That(text, Does.Contain(said).And.Not.Contain("\u001b"));
        });
    }

    [Test]
    public async Task What_is_not_known_answers_1_with_what_is_near_and_shows_nothing_raw()
    {
        var (code, text, error) = await ExplainAsync("bad-poiner-in-heap\u001b[2J");
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(ExitCode.Unexpected));
            Assert.That(text, Is.Empty);
            Assert.That(error, Does.Contain("did you mean").And.Contain("go-fatal/bad-pointer-in-heap").And.Not.Contain("\u001b"));
        });
    }

    [Test]
    public async Task Nothing_asked_is_wrong_usage() => Assert.That((await ExplainAsync()).Code, Is.EqualTo(ExitCode.Usage));

    [Test]
    public async Task Json_has_the_symptom_its_causes_and_the_places()
    {
        var (_, text, _) = await ExplainAsync("found bad pointer in Go heap", "--format", "json");
        var json = JsonDocument.Parse(text).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(json.GetProperty("symptom").GetString(), Is.EqualTo("go-fatal/bad-pointer-in-heap"));
            Assert.That(json.GetProperty("recoverable").GetBoolean(), Is.False);
            Assert.That(json.GetProperty("causes")[0].GetProperty("class").GetString(), Is.EqualTo("bad-pointer-seen-by-runtime"));
            Assert.That(json.GetProperty("runtime_text").GetProperty("places").GetArrayLength(), Is.GreaterThan(1));
        });
    }

    private static async Task<(int Code, string Out, string Error)> ExplainAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "interopfuzz.dll"), "explain", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text, await error);
    }
}
