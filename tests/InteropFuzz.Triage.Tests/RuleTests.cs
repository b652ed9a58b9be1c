namespace InteropFuzz.Triage.Tests;

/// <summary>The rules that decide between several reports, and those that keep a program's own words from counting.</summary>
[TestFixture]
public sealed class RuleTests
{
    private const string Race = "==================\nWARNING: DATA RACE\nRead at 0x0000005d9580 by goroutine 7:\n";
    private const string Asan = "==17==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000013 at pc 0x0000005431e2\n";
    private const string Libc = "free(): double free detected in tcache 2\n";
    private const string Panic = "panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n";
    private const string Deadlock = "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n";
    private const string Segv = "SIGSEGV: segmentation violation\nPC=0x4a5d65 m=0 sigcode=1 addr=0x8\nsignal arrived during cgo execution\n\ngoroutine 1 gp=0xc0 m=0 mp=0x58 [syscall]:\nruntime.cgocall(0x4a, 0x2e)\n";
    private const string Quit = "SIGQUIT: quit\nPC=0x485a21 m=0 sigcode=0\n\ngoroutine 0 gp=0x58cc80 m=0 mp=0x58dc80 [idle]:\nruntime.futex(0x58ddd8)\n";
    private const string Silent = "INTEROPFUZZ silent: 3 is not 4\n";
    private const string Valgrind = "==9== Invalid write of size 1\n==9==    at 0x4A632E: overflow (main.go:33)\n==9==    by 0x483FE3: runtime.asmcgocall.abi0 (asm_amd64.s:970)\n";
    private const string ValgrindNoise = "==9== Conditional jump or move depends on uninitialised value(s)\n==9==    at 0x4620BA: runtime.adjustframe (stack.go:626)\n==9==    by 0x46262A: runtime.copystack (stack.go:1006)\n";

    private static readonly string[] s_inOrder = ["silent", "signal/in-c/SIGSEGV", "libc-abort/double-free", "asan/heap-use-after-free"];

    [TestCase(Segv + Race, "exit 66", "tsan/data-race")]
    [TestCase(Panic + Asan, "exit 77", "asan/heap-use-after-free")]
    [TestCase(Segv + Libc, "exit 2", "libc-abort/double-free")]
    [TestCase(Libc, "signal 6", "libc-abort/double-free")]
    [TestCase(Segv, "signal 6", "signal/in-c/SIGSEGV")]
    [TestCase(Panic + Segv, "exit 2", "go-panic/user")]
    [TestCase(Silent + Panic, "exit 2", "go-panic/user")]
    [TestCase(Silent, "exit 0", "silent")]
    [TestCase(Silent, "exit 3", "silent")]
    [TestCase(Silent, "signal 11", "signal/bare/SIGSEGV")]
    [TestCase(Silent, "timeout", "timeout")]
    [TestCase(Silent, "oom", "oom-kill")]
    [TestCase("INTEROPFUZZ clean\n", "exit 3", "exit/3")]
    [TestCase("INTEROPFUZZ clean\n" + Silent, "exit 0", "silent")]
    [TestCase(Valgrind + Segv, "exit 2", "valgrind/invalid-write")]
    [TestCase(ValgrindNoise + Valgrind, "exit 0", "valgrind/invalid-write")]
    [TestCase(ValgrindNoise + Segv, "exit 2", "signal/in-c/SIGSEGV")]
    [TestCase(ValgrindNoise, "exit 0", "clean")]
    [TestCase(Deadlock, "timeout", "go-fatal/deadlock")]
    [TestCase(Quit, "timeout", "timeout")]
    [TestCase(Panic + Quit, "signal 6", "go-panic/user")]
    [TestCase(Quit, "exit 2", "signal/in-go/SIGQUIT")]
    [TestCase("", "exit 0", "clean")]
    [TestCase("hello\n", "exit 0", "clean")]
    [TestCase("hello\n", "exit 7", "exit/7")]
    [TestCase("", "signal 9", "signal/bare/SIGKILL")]
    [TestCase("", "timeout", "timeout")]
    [TestCase("", "oom", "oom-kill")]
    [TestCase("hello\n", "unknown", "clean")]
    [TestCase("INTEROPFUZZ clean\n", "unknown", "clean")]
    [TestCase("qemu: uncaught target signal 11 (Segmentation fault) - core dumped\n", "exit 139", "signal/bare/SIGSEGV")]
    [TestCase("signal: segmentation fault (core dumped)\n", "exit 1", "signal/bare/SIGSEGV")]
    [TestCase("Segmentation fault (core dumped)\n", "unknown", "signal/bare/SIGSEGV")]
    public void TheStrongestReportIsThePrimaryOne(string text, string ending, string symptom)
    {
        Assert.That(Read(text, ending).Symptom.Name, Is.EqualTo(symptom));
    }

    [Test]
    public void AllReportsAreKeptInTheOrderOfTheText()
    {
        Crash crash = Read(Silent + Segv + Libc + Asan, "exit 3");

        Assert.That(crash.Findings.Select(finding => finding.Symptom.Name), Is.EqualTo(s_inOrder));
        Assert.That(crash.Symptom.Name, Is.EqualTo("asan/heap-use-after-free"));
        Assert.That(crash.Recoverable, Is.False);
    }

    [TestCase("fatal error: something new from Go 2.0\n", "exit 3")]
    [TestCase("runtime: the moon is full\n", "exit 2")]
    [TestCase("runtime: the moon is full\n", "exit 0")]
    [TestCase("==1==ERROR: TypeSanitizer: type-aliasing-violation on address 0x1\n", "exit 99")]
    [TestCase("SIGWHAT: new signal\nfatal: gone\n", "exit 2")]
    [TestCase("INTEROPFUZZ clean\nWARNING: TypeSanitizer: odd\n", "exit 0")]
    public void WhatNoReaderKnowsIsUnknownAndNeverClean(string text, string ending)
    {
        Crash crash = Read(text, ending);

        Assert.That(crash.Symptom, Is.EqualTo(Symptom.Unknown));
        Assert.That(crash.FirstLine, Is.Not.Empty);
        Assert.That(crash.Recoverable, Is.Null);
    }

    [TestCase("fatal error: something new\n\nruntime stack:\nruntime.throw({0x1, 0x2})\n", "go-fatal/other")]
    [TestCase("panic: runtime error: something new\n\ngoroutine 1 [running]:\nmain.main()\n", "go-panic/other")]
    [TestCase("*** something new ***: terminated\n", "libc-abort/other")]
    [TestCase("==1==ERROR: AddressSanitizer: something-new on address 0x1\n", "asan/other")]
    [TestCase("==1== Something new\n==1==    at 0x4A632E: f (main.go:33)\n", "valgrind/other")]
    [TestCase("main.go:3:4: runtime error: something new\n", "ubsan/other")]
    public void WhereTheFamilyIsCertainItIsSaid(string text, string symptom)
    {
        Assert.That(Read(text, "exit 2").Symptom.Name, Is.EqualTo(symptom));
    }

    [TestCase("  panic: boom\n", "exit 1", "unknown")]
    [TestCase("log: panic: boom\n", "exit 1", "exit/1")]
    [TestCase("got fatal error: all goroutines are asleep - deadlock!\n", "exit 1", "exit/1")]
    [TestCase("caught SIGSEGV as planned\n", "exit 0", "clean")]
    [TestCase("goroutine 1 [running]:\nmain.main()\n", "exit 0", "clean")]
    [TestCase("see main.go:3:4: possible misuse of unsafe.Pointer\n", "exit 1", "exit/1")]
    [TestCase("say INTEROPFUZZ silent: no\n", "exit 0", "clean")]
    [TestCase("our log says ==1==ERROR: AddressSanitizer: SEGV\n", "exit 1", "unknown")]
    [TestCase("freed: free(): invalid pointer\n", "exit 1", "exit/1")]
    [TestCase("panic: boom\n\ngoroutine 1 [running]:\n", "exit 0", "unknown")]
    [TestCase("panic: boom\n", "exit 3", "unknown")]
    public void WordsOfTheProgramAreNoReport(string text, string ending, string symptom)
    {
        Assert.That(Read(text, ending).Symptom.Name, Is.EqualTo(symptom));
    }

    [Test]
    public void APanicThatQuotesAFatalErrorIsAPanic()
    {
        // Go 1.19 does not indent the text of a panic.
        const string text = "panic: x\nfatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n";

        Assert.That(Read(text, "exit 2").Symptom.Name, Is.EqualTo("go-panic/user"));
    }

    [Test]
    public void AThrowBelowAnotherPanicLineIsAThrow()
    {
        const string text = "panic: x\nfatal error: fault\n[signal SIGSEGV: segmentation violation]\n\ngoroutine 1 [running]:\nruntime.throw({0x1, 0x2})\n";

        Assert.That(Read(text, "exit 2").Symptom.Name, Is.EqualTo("go-fatal/unexpected-fault-address"));
    }

    [Test]
    public void AFatalErrorQuotedByAPanicOfTodayIsNoFatalError()
    {
        // 1.24 and later indent it; a real one of 1.26 and later would have .fatal( or runtime.throw( on top of its stack.
        const string text = "panic: x\n\tfatal error: sync: unlock of unlocked mutex\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n";

        Assert.That(Read(text, "exit 2").Symptom.Name, Is.EqualTo("go-panic/user"));
    }

    [Test]
    public void ALineThatIsTooLongIsCutInTheFinding()
    {
        Crash crash = Read("panic: " + new string('x', 100_000) + "\n\ngoroutine 1 [running]:\n", "exit 2");

        Assert.That(crash.Symptom.Name, Is.EqualTo("go-panic/user"));
        Assert.That(crash.FirstLine, Has.Length.LessThan(500));
    }

    private static Crash Read(string text, string ending)
    {
        Assert.That(Ending.TryParse(ending, out Ending read), Is.True);
        return CrashReader.Read(text, read);
    }
}
