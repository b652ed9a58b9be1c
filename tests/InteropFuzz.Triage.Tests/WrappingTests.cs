using System.Net;
using System.Text;
using System.Text.Json;

namespace InteropFuzz.Triage.Tests;

/// <summary>What is put around the lines of a report changes nothing in what it says.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class WrappingTests
{
    private static readonly Dictionary<string, Func<string[], string[]>> s_wrappings = new()
    {
        ["indent"] = lines => Each(lines, (line, _) => "    " + line),
        ["tab"] = lines => Each(lines, (line, _) => "\t" + line),
        ["quote"] = lines => Each(lines, (line, _) => "> " + line),
        ["fence"] = lines => ["It crashed:", "", "```", .. lines, "```", "Any idea?"],
        ["actions"] = lines => Each(lines, (line, i) => $"2026-11-21T02:14:{i % 60:D2}.{1234567 + i}Z {line}"),
        ["actions-error"] = lines => Each(lines, (line, i) => $"2026-11-21T02:14:{i % 60:D2}.{1234567 + i}Z {(i == 0 ? "##[error]" : "")}{line}"),
        ["compose"] = lines => Each(lines, (line, i) => $"{(i % 3 == 1 ? "db-1   | ready" + Environment.NewLine : "")}web-1  | {line}".Replace(Environment.NewLine, "\n", StringComparison.Ordinal)),
        ["kubectl"] = lines => Each(lines, (line, _) => "[pod/web-7d9f8b-x2x4z/web] " + line),
        ["cri"] = lines => Each(lines, (line, i) => $"2026-11-21T02:14:34.{123456789 + i}Z stderr F {line}"),
        ["journal"] = lines => Each(lines, (line, i) => $"Nov 21 02:14:{34 + (i % 20):D2} host prog[4711]: {line}"),
        ["journal-trimmed"] = lines => Each(lines, (line, i) => $"Nov 21 02:14:{34 + (i % 20):D2} host prog[4711]: {line}".TrimEnd()),
        ["logcat"] = lines => Each(lines, (line, i) => $"11-21 02:14:{34 + (i % 20):D2}.{100 + (i % 800)}  1234  {1240 + (i % 3)} E Go      : {line}"),
        ["go-log"] = lines => Each(lines, (line, i) => $"2026/11/21 02:14:{34 + (i % 20):D2} {line}"),
        ["jenkins"] = lines => Each(lines, (line, i) => $"[2026-11-21T02:14:{34 + (i % 20):D2}.{100 + (i % 800)}Z] {line}"),
        ["compose-cri"] = lines => Each(lines, (line, i) => $"web-1  | 2026-11-21T02:14:34.{123456789 + i}Z stderr F {line}"),
        ["go-test-json"] = lines =>
        [
            .. lines.SelectMany((line, i) => new[]
            {
                JsonSerializer.Serialize(new { Time = "2026-11-21T02:14:34Z", Action = "output", Package = "example.org/a", Test = "TestA", Output = line + "\n" }),
                JsonSerializer.Serialize(new { Time = "2026-11-21T02:14:34Z", Action = "output", Package = "example.org/b", Output = $"line {i} of another package\n" }),
            }),
        ],
        ["docker-json"] = lines => Each(lines, (line, _) => JsonSerializer.Serialize(new { log = line + "\n", stream = "stderr", time = "2026-11-21T02:14:34.123456789Z" })),
        ["journal-json"] = lines => Each(lines, (line, _) => JsonSerializer.Serialize(new { _PID = "4711", MESSAGE = line, PRIORITY = "6" })),
        ["one-json-message"] = lines => ["{\"level\":\"info\",\"msg\":\"started\"}", JsonSerializer.Serialize(new { level = "error", msg = string.Join('\n', lines) })],
        ["colours"] = lines => Each(lines, (line, _) => $"\u001b[1;31m{line}\u001b[0m\u001b[K"),
        ["crlf"] = lines => Each(lines, (line, _) => line + "\r"),
        ["mark"] = lines => Each(lines, (line, i) => i == 0 ? "\uFEFF" + line : line),
        ["web-page"] = lines => Each(lines, (line, i) => (i == 0 ? "<pre><code>" : "") + WebUtility.HtmlEncode(line)),
        ["80-columns"] = lines => Broken(lines, 80),
        ["120-columns"] = lines => Broken(lines, 120),
        ["132-columns"] = lines => Broken(lines, 132),
        ["no-blank-lines"] = lines => [.. lines.Where(line => line.Length > 0)],
        ["text-around"] = lines => ["starting", "item 1 of 2: ok", "", .. lines, "", "bye"],
    };

    private static readonly HashSet<(string Wrapping, string Report)> s_exceptions =
        [.. File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "wrapping-exceptions.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(cells => (cells[0], cells[1]))];

    private static IEnumerable<string> Wrappings => s_wrappings.Keys;

    [TestCaseSource(nameof(Wrappings))]
    public void AWrappedReportSaysTheSame(string wrapping)
    {
        List<string> wrong = [];

        // What is wrapped already is a sample of a wrapping itself.
        foreach (string name in Report.Names.Where(name => !name.StartsWith("wrapped-", StringComparison.Ordinal)))
        {
            string text = Report.Load(name).Text;
            string[] lines = text.EndsWith('\n') ? text[..^1].Split('\n') : text.Split('\n');
            string wrapped = string.Join('\n', s_wrappings[wrapping](lines)) + "\n";

            IReadOnlyList<Crash> expected = CrashReader.ReadAll(new StringReader(text));
            IReadOnlyList<Crash> found = CrashReader.ReadAll(new StringReader(wrapped));

            if (SaysTheSame(expected, found) == s_exceptions.Contains((wrapping, name)))
            {
                wrong.Add($"{name}\n    {Said(expected)}\n    {Said(found)}");
            }
        }

        Assert.That(wrong, Is.Empty, string.Join("\n", wrong));
    }

    [Test]
    public void EveryExceptionIsAboutAWrappingAndAReportThatExist()
    {
        HashSet<string> reports = [.. Report.Names];
        foreach ((string wrapping, string report) in s_exceptions)
        {
            Assert.That(Wrappings.Append("large-log"), Does.Contain(wrapping));
            Assert.That(reports, Does.Contain(report));
        }
    }

    [TestCase("actions", 3)]
    [TestCase("compose", 4)]
    [TestCase("go-test-json", 5)]
    [TestCase("no-blank-lines", 3)]
    public void LineNumbersAreThoseOfTheLog(string wrapping, int line)
    {
        string[] lines = ["one", "two", "panic: boom", "", "goroutine 1 [running]:", "main.main()", "\tmain.go:3 +0x1d"];

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(string.Join('\n', s_wrappings[wrapping](lines))));

        Assert.That(crashes.Select(crash => crash.Primary?.Line), Is.EqualTo(new int?[] { line }));
    }

    [Test]
    public void ALoggersStampBeforeAPanicIsTakenOff()
    {
        const string log = "2026-11-21 02:14:33 ERROR worker: started\n2026-11-21 02:14:34 ERROR panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n";

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(log));

        Assert.That(Said(crashes), Is.EqualTo("go-panic/user panic: boom"));
    }

    [TestCase("our log says ==1==ERROR: AddressSanitizer: SEGV\nand goes on\n", "unknown")]
    [TestCase("log: panic: boom\nand goes on\n", "clean")]
    [TestCase("got fatal error: all goroutines are asleep - deadlock!\nand goes on\n", "clean")]
    public void ASentenceIsNoMargin(string log, string symptom)
    {
        Assert.That(CrashReader.ReadAll(new StringReader(log)).Select(crash => crash.Symptom.Name), Is.EqualTo(new[] { symptom }));
    }

    [Test]
    public void WhatAProgramPrintedIsNotUnwrapped()
    {
        Assert.That(CrashReader.Read("web-1  | panic: boom\nweb-1  | \nweb-1  | goroutine 1 [running]:\n", Ending.Exited(1)).Symptom.Name, Is.EqualTo("exit/1"));
    }

    [Test]
    public void ProgressBarsDoNotHideAReportNorCountAsLines()
    {
        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader("10%\r50%\rpanic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n"));

        Assert.That(Said(crashes), Is.EqualTo("go-panic/user panic: boom"));
        Assert.That(crashes[0].Primary?.Line, Is.EqualTo(1));
    }

    internal static bool IsException(string wrapping, string report) => s_exceptions.Contains((wrapping, report));

    /// <summary>
    /// Words of others (kernels, containers, shells) count anywhere in a line, so that a line of theirs may be shown with what is in
    /// front of it, or without.
    /// </summary>
    internal static bool SaysTheSame(IReadOnlyList<Crash> expected, IReadOnlyList<Crash> found) =>
        expected.Count == found.Count && expected.Zip(found).All(pair =>
            pair.First.Symptom == pair.Second.Symptom
            && pair.First.Times == pair.Second.Times
            && (pair.First.Symptom == Symptom.Clean || IsEndOf(pair.First.Primary?.Text ?? "", pair.Second.Primary?.Text ?? "")));

    private static bool IsEndOf(string one, string other) => one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal);

    internal static string Said(IReadOnlyList<Crash> crashes) =>
        string.Join(" | ", crashes.Select(crash => $"{crash.Symptom} {(crash.Symptom == Symptom.Clean ? "" : crash.Primary?.Text)}{(crash.Times > 1 ? $" x{crash.Times}" : "")}"));

    private static string[] Each(string[] lines, Func<string, int, string> wrap) => [.. lines.SelectMany((line, i) => wrap(line, i).Split('\n'))];

    private static string[] Broken(string[] lines, int width)
    {
        List<string> broken = [];
        foreach (string line in lines)
        {
            StringBuilder part = new();
            int column = 0;
            foreach (char c in line)
            {
                int wide = c == '\t' ? 8 - (column % 8) : 1;
                if (column + wide > width)
                {
                    broken.Add(part.ToString());
                    part.Clear();
                    column = 0;
                }

                part.Append(c);
                column += wide;
            }

            broken.Add(part.ToString());
        }

        return [.. broken];
    }
}
