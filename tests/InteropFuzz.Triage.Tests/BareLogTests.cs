namespace InteropFuzz.Triage.Tests;

/// <summary>What stands around programs (shells, kernels, containers, debuggers) says how they died, and only in bare logs.</summary>
[TestFixture]
public sealed class BareLogTests
{
    [TestCase("./prog: line 3: 12 Segmentation fault      (core dumped) ./x \"a: b\"\n", "signal/bare/SIGSEGV")]
    [TestCase("./run.sh: line 12: 4211 Floating point exception./x 0: 1\n", "signal/bare/SIGFPE")]
    [TestCase("bash: line 1:  2524 Killed                  bash k.sh\n", "signal/bare/SIGKILL")]
    [TestCase("[1]    4211 segmentation fault (core dumped)  ./prog\n", "signal/bare/SIGSEGV")]
    [TestCase("zsh: illegal hardware instruction  ./prog\n", "signal/bare/SIGILL")]
    [TestCase("Abort trap: 6\n", "signal/bare/SIGABRT")]
    [TestCase("make[2]: *** [Makefile:7: check] Error 134\n", "signal/bare/SIGABRT")]
    [TestCase("Command terminated by signal 11\n", "signal/bare/SIGSEGV")]
    [TestCase("parser.service: Main process exited, code=killed, status=6/ABRT\n", "signal/bare/SIGABRT")]
    [TestCase("parser_1 exited with code 139 (restarting)\n", "signal/bare/SIGSEGV")]
    [TestCase("  Exit Code:    137\n", "signal/bare/SIGKILL")]
    [TestCase("  Reason:       OOMKilled\n  Exit Code:    137\n", "oom-kill")]
    [TestCase("Killed\nOut of memory: Killed process 7 (prog) total-vm:1kB\n", "oom-kill")]
    [TestCase("Nov 21 02:14:34 build kernel: prog[7]: segfault at 8 ip 000055 sp 00007f error 6 in prog[55+1000]\n", "signal/bare/SIGSEGV")]
    [TestCase("kernel: traps: a[b[7] trap divide error ip:55 sp:7f error:0 in prog[55+1000]\n", "signal/bare/SIGFPE")]
    [TestCase("==9== Process terminating with default action of signal 6 (SIGABRT)\n", "signal/bare/SIGABRT")]
    [TestCase("the process ended with -1073741819\n", "dotnet/access-violation")]
    [TestCase("ExitCode: 0xC00000fd.\n", "dotnet/stack-overflow")]
    [TestCase("exit status 3\n", "exit/3")]
    [TestCase("runtime: the moon is full\nexit status 2\n", "unknown")]
    [TestCase("Program received signal SIGSEGV, Segmentation fault.\n0x0000000000000010 in ?? ()\n", "signal/bare/SIGSEGV")]
    [TestCase("Thread 2 \"x\" received signal SIGBUS, Bus error.\n#0  parse.part.0 (s=0x0) at p.c:3\n", "signal/in-c/SIGBUS")]
    [TestCase("Program terminated with signal SIGABRT, Aborted.\n#0  runtime.raise () at sys.s:154\n#1  <signal handler called>\n#2  0x55 in use (p=0x0) at main.go:7\n", "signal/in-c/SIGABRT")]
    [TestCase("Thread 1 \"x\" received signal SIGURG, Urgent I/O condition.\n#0  main.f () at main.go:3\nThread 1 \"x\" received signal SIGSEGV, Segmentation fault.\n#0  main.f () at main.go:3\n", "signal/in-go/SIGSEGV")]
    [TestCase("* thread #1, stop reason = EXC_BAD_INSTRUCTION (code=1)\n    frame #0: 0x1 prog`std::vector<int>::at(n=1) at v.h:3\n", "signal/in-c/SIGILL")]
    public void SaysHowItDied(string text, string symptom) => Assert.That(CrashReader.Read(text, Ending.Unknown).Symptom.Name, Is.EqualTo(symptom));

    [TestCase("caught a segfault at line 5 as planned\n")]
    [TestCase("[7]: segfault at the third item\n")]
    [TestCase("parser-1 exited with code 0\n")]
    [TestCase("Exit Code: 0\n")]
    [TestCase("it exited with code 139 bytes left\n")]
    [TestCase("exit status 3 is what we expect\n")]
    [TestCase("Killed 3 workers\n")]
    [TestCase("state: { \"OOMKilled\": false }\n")]
    [TestCase("mask 0xC0000005FF, sum -10737418190\n")]
    [TestCase("Thread 1 received signal SIGINT, Interrupt.\n#0  main.f () at main.go:3\n")]
    [TestCase("our gdb says: Program received signal SIGSEGV\n")]
    [TestCase("Double Free at 0x10\n")]
    [TestCase("ubsan: all good\n")]
    public void OtherWordsAreNoDeath(string text) =>
        Assert.That(CrashReader.Read(text + "INTEROPFUZZ clean\n", Ending.Unknown).Symptom, Is.EqualTo(Symptom.Clean));

    [TestCase("run.sh: line 2:  1755 Aborted                 ./prog\n")]
    [TestCase("prog[7]: segfault at 8 ip 000055 sp 00007f error 6 in prog[55+1000]\n")]
    [TestCase("exited with code 139\n")]
    [TestCase("code 0xC0000005\n")]
    [TestCase("Program received signal SIGSEGV, Segmentation fault.\n")]
    public void WhereTheEndingIsKnownOnlyTheProgramSpeaks(string text) =>
        Assert.That(CrashReader.Read(text, Ending.Exited(3)).Symptom.Name, Is.EqualTo("exit/3"));

    [TestCase("<error>\n  <what>Invalid read of size 4</what>\n  <stack>\n    <frame>\n      <fn>use</fn>\n", "valgrind/invalid-read")]
    [TestCase("<error>\n  <what>Invalid free() / delete / delete[] / realloc()</what>\n  <stack>\n    <frame>\n    </frame>\n    <frame>\n      <fn>f</fn>\n    </frame>\n  </stack>\n</error>\n", "valgrind/invalid-free")]
    [TestCase("<error>\n  <xwhat>\n    <text>7 bytes in 1 blocks are possibly lost in loss record 1 of 1</text>\n  </xwhat>\n  <stack>\n    <frame>\n      <fn>f</fn>\n    </frame>\n  </stack>\n</error>\n", "clean")]
    [TestCase("<error>\n  <what>Invalid read of size 4</what>\n  <stack>\n    <frame>\n      <fn>runtime.adjustframe</fn>\n    </frame>\n  </stack>\n</error>\n", "clean")]
    [TestCase("<error>\n  <what>&lol9;</what>\n  <stack>\n    <frame>\n      <fn>f</fn>\n", "clean")]
    [TestCase("<!DOCTYPE x [<!ENTITY a \"bbbbbbbb\">]>\n<error>\n<!DOCTYPE x SYSTEM \"file:///etc/passwd\">\n  <what>Invalid read of size 4</what>\n", "clean")]
    public void XmlOfValgrindIsReadAsFarAsItGoes(string xml, string symptom) =>
        Assert.That(CrashReader.Read("<valgrindoutput>\n" + xml + "\nINTEROPFUZZ clean\n", Ending.Exited(0)).Symptom.Name, Is.EqualTo(symptom));

    [Test]
    public void AnErrorOfValgrindInTheMainOfACProgramCounts()
    {
        const string text = "==9== Invalid free() / delete / delete[] / realloc()\n==9==    at 0x484417B: free (in /usr/libexec/valgrind/vg.so)\n==9==    by 0x10921E: main (a.c:8)\n";

        Assert.That(CrashReader.Read(text, Ending.Exited(0)).Symptom.Name, Is.EqualTo("valgrind/invalid-free"));
    }
}
