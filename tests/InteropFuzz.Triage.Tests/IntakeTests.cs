using System.Globalization;
using System.Text;

namespace InteropFuzz.Triage.Tests;

/// <summary>Logs of any length, with any number of crashes.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class IntakeTests
{
    private const string Panic = "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n";
    private const string Race = "==================\nWARNING: DATA RACE\nRead at 0x0000005d9580 by goroutine 7:\n  main.f()\n      main.go:3 +0x1d\n==================\n";
    private const string Libc = "free(): double free detected in tcache 2\n";
    private const string Abort = "SIGABRT: abort\nPC=0x7f m=0 sigcode=18446744073709551610\nsignal arrived during cgo execution\n\ngoroutine 1 gp=0xc0 m=0 mp=0x58 [syscall]:\nruntime.cgocall(0x4a, 0x2e)\n\truntime/cgocall.go:167 +0x4b\n";
    private const string Quit = "SIGQUIT: quit\nPC=0x485a21 m=0 sigcode=0\n\ngoroutine 0 gp=0x58cc80 m=0 mp=0x58dc80 [idle]:\nruntime.futex(0x58ddd8)\n\truntime/sys.s:1 +0x1\n";

    private static IEnumerable<string> Names => Report.Names;

    [TestCaseSource(nameof(Names))]
    public void ALogIsReadAsItsTextIs(string name)
    {
        string text = Report.Load(name).Text;
        Crash whole = CrashReader.Read(text, Ending.Unknown);

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(text));

        Assert.That(crashes[0].Symptom, Is.EqualTo(whole.Symptom));
        Assert.That(crashes[0].Primary, Is.EqualTo(whole.Primary));
        Assert.That(crashes[0].FirstLine, Is.EqualTo(whole.FirstLine));
        if (crashes.Sum(crash => crash.Times) == 1)
        {
            Assert.That(crashes[0].Findings, Is.EqualTo(whole.Findings));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void InTheMiddleOfALargeLogAReportSaysTheSame(string name)
    {
        string text = Report.Load(name).Text;
        IReadOnlyList<Crash> alone = CrashReader.ReadAll(new StringReader(text));
        string ordinary = Ordinary(600_000);
        int before = ordinary.Count(c => c == '\n');

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(ordinary + text + "\n" + ordinary));

        if (WrappingTests.IsException("large-log", name))
        {
            Assert.That(WrappingTests.SaysTheSame(alone, crashes), Is.False);
            return;
        }

        Assert.That(WrappingTests.SaysTheSame(alone, crashes), Is.True, $"{WrappingTests.Said(alone)}\n{WrappingTests.Said(crashes)}");
        if (alone[0].Symptom != Symptom.Clean)
        {
            Assert.That(crashes.Select(crash => crash.Primary?.Line), Is.EqualTo(alone.Select(crash => crash.Primary?.Line + before)));
        }
    }

    [TestCase("hello\n", "clean")]
    [TestCase("", "clean")]
    [TestCase("runtime: the moon is full\n", "unknown")]
    [TestCase(Panic + Panic, "go-panic/user x2")]
    [TestCase(Panic + "exit status 2\n" + Libc + "Aborted (core dumped)\n", "go-panic/user | libc-abort/double-free")]
    [TestCase(Libc + Abort, "libc-abort/double-free")]
    [TestCase(Panic + Abort, "go-panic/user | signal/in-c/SIGABRT")]
    [TestCase(Abort + Quit + Quit, "signal/in-c/SIGABRT")]
    [TestCase(Race + "Found 1 data race(s)\n" + Panic, "tsan/data-race | go-panic/user")]
    [TestCase("==7==ERROR: AddressSanitizer: SEGV on unknown address\n    #0 0x1 in f a.c:1:2\n==8==ERROR: AddressSanitizer: heap-use-after-free on address\n    #0 0x1 in g a.c:1:2\n", "asan/SEGV | asan/heap-use-after-free")]
    [TestCase("==9== Invalid read of size 1\n==9==    at 0x4A632E: f (a.c:3)\n==9== Invalid write of size 1\n==9==    at 0x4A632E: g (a.c:4)\n" + Abort + "==9== Jump to the invalid address stated on the next line\n==9==    at 0x0: ???\n", "valgrind/invalid-read")]
    [TestCase("==9== Invalid read of size 1\n==9==    at 0x4A632E: f (a.c:3)\n==10== Invalid write of size 1\n==10==    at 0x4A632E: g (a.c:4)\n", "valgrind/invalid-read | valgrind/invalid-write")]
    [TestCase("fatal error: unexpected signal\n[signal SIGSEGV: x code=0x1 addr=0x0 pc=0x1]\n\ngoroutine 1 [running]:\nmain.f()\n\tmain.go:3 +0x1\nfatal error: bad\npanic during panic\n", "go-fatal/other")]
    public void EachProcessIsOneCrash(string log, string symptoms)
    {
        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(log));

        Assert.That(string.Join(" | ", crashes.Select(crash => crash.Symptom + (crash.Times > 1 ? $" x{crash.Times}" : ""))), Is.EqualTo(symptoms));
    }

    [Test]
    public void EveryDataRaceIsACrash()
    {
        string other = Race.Replace("main.f", "main.g", StringComparison.Ordinal);

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(Race + other + Race + "Found 3 data race(s)\nexit status 66\n"));

        Assert.That(crashes.Sum(crash => crash.Times), Is.EqualTo(3));
        Assert.That(crashes.Select(crash => crash.Symptom.Name), Is.All.EqualTo("tsan/data-race"));
    }

    [Test]
    public void TwoReportsInOneFileAreBothReported()
    {
        string[] names = [.. Report.Names.Where(name => !name.StartsWith("wrapped-", StringComparison.Ordinal))];
        List<string> wrong = [];
        for (int i = 0; i < names.Length; i++)
        {
            string first = Report.Load(names[i]).Text;
            string second = Report.Load(names[(i + 37) % names.Length]).Text;
            HashSet<Symptom> expected = Telling([.. Symptoms(first), .. Symptoms(second)]);

            // A program that ended well and with status 2 is two things that do not go together.
            string end = Report.Load(names[i]).Symptom == Symptom.Clean ? "PASS" : "exit status 2";
            HashSet<Symptom> found = Telling(Symptoms($"{first}\n{end}\n{second}"));
            if (!found.SetEquals(expected))
            {
                wrong.Add($"{names[i]} + {names[(i + 37) % names.Length]}: {string.Join(' ', expected)}; found {string.Join(' ', found)}");
            }
        }

        Assert.That(wrong, Is.Empty, string.Join("\n", wrong));
    }

    [TestCaseSource(nameof(Names))]
    public void CutAnywhereBehindItsFirstStackAReportSaysTheSame(string name)
    {
        string text = Report.Load(name).Text;
        Crash whole = CrashReader.ReadAll(new StringReader(text))[0];
        int stack = FirstStackEnd(text);
        for (int at = stack < 0 ? -1 : text.IndexOf('\n', stack); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            Crash cut = CrashReader.ReadAll(new StringReader(text[..(at + 1)]))[0];

            // A stronger report may stand further below.
            if (cut.Symptom != whole.Symptom && (whole.Primary is null || whole.Primary.Line <= text.AsSpan(0, at).Count('\n') + 1))
            {
                Assert.Fail($"{cut.Symptom} instead of {whole.Symptom} when cut after {at} characters");
            }
        }
    }

    [Test]
    public void GoroutinesThatLookAlikeAreFoldedAndCounted()
    {
        StringBuilder log = new("panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n");
        for (int i = 2; i < 30_002; i++)
        {
            log.Append(CultureInfo.InvariantCulture, $"\ngoroutine {i} [chan receive, {i % 100} minutes]:\nmain.worker{i % 3}(0x{i:x}, {{0x1, 0x{i}}})\n\tmain.go:{12 + (i % 3)} +0x{i:x}\ncreated by main.main in goroutine {i % 5}\n\tmain.go:30 +0x55\n");
        }

        log.Append("\ngoroutine 30002 [select]:\nmain.last()\n\tmain.go:99 +0x1\nexit status 2\n");

        IReadOnlyList<Crash> crashes = CrashReader.ReadAll(new StringReader(log.ToString()));
        ReportText text = new(log.ToString());

        Assert.That(WrappingTests.Said(crashes), Is.EqualTo("go-panic/user panic: boom"));
        int[] headers = [.. Enumerable.Range(0, text.Count).Where(i => text[i].StartsWith("goroutine ", StringComparison.Ordinal))];
        Assert.That(headers.Select(text.Repeats), Is.EqualTo(new[] { 1, 10_000, 10_000, 10_000, 1 }));
        Assert.That(headers.Select(text.NumberOf), Is.EqualTo(new[] { 3, 7, 13, 19, 7 + (30_000 * 6) }));
    }

    [Test]
    public void TheGoroutinesOfTwoReportsAreNotFoldedTogether()
    {
        ReportText text = new(Panic + "\n" + Panic);

        Assert.That(Enumerable.Range(0, text.Count).Count(i => text[i].StartsWith("goroutine ", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    internal static string Ordinary(int length)
    {
        StringBuilder log = new();
        for (int i = 0; log.Length < length; i++)
        {
            log.Append(CultureInfo.InvariantCulture, $"level=info request {i} served in {i % 97} ms by handler {i % 13}\n");
        }

        return log.ToString();
    }

    /// <summary>Without those that say least, where others say more: shells, make and containers may speak of the same process.</summary>
    private static HashSet<Symptom> Telling(HashSet<Symptom> symptoms)
    {
        foreach (string least in new[] { "clean", "exit", "signal/bare" })
        {
            if (symptoms.Any(symptom => !symptom.Name.StartsWith(least, StringComparison.Ordinal)))
            {
                symptoms.RemoveWhere(symptom => symptom.Name.StartsWith(least, StringComparison.Ordinal));
            }
        }

        return symptoms;
    }

    private static HashSet<Symptom> Symptoms(string log) => [.. CrashReader.ReadAll(new StringReader(log)).Select(crash => crash.Symptom)];

    private static int FirstStackEnd(string text)
    {
        int at = -1;
        foreach (string mark in new[] { "\ngoroutine ", "    #0 0x", "    at 0x", "   at " })
        {
            int found = text.IndexOf(mark, StringComparison.Ordinal);
            at = found >= 0 && (at < 0 || found < at) ? found : at;
        }

        if (at < 0)
        {
            return -1;
        }

        int end = text.IndexOf("\n\n", at + 1, StringComparison.Ordinal);
        return end < 0 ? text.Length - 1 : end;
    }
}
