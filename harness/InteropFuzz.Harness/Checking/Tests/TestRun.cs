using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>
/// Runs the tests of a cell. A test that dies takes its process with it: the tests behind it run in a further process, without it, and so do its other subtests.
/// </summary>
/// <param name="starter">Starts processes.</param>
/// <param name="p">The cell.</param>
/// <param name="binary">Its binary.</param>
/// <param name="folder">Where they run.</param>
/// <param name="reader">Makes crashes of output.</param>
/// <param name="waits">Is told when the tests only wait, and when they run again.</param>
/// <param name="spare">A second place for them, when a processor is free; null when none is.</param>
public sealed class TestRun(TestStarter starter, PlannedTests p, TestBinary binary, TestFolder folder, CrashDesk reader, Action<bool> waits, Func<SpareRoom?> spare)
{
    /// <summary>So many tests may die, and so many may hang, before the rest is given up.</summary>
    private const int MostDeaths = 1000, MostHangs = 3;

    private readonly Dictionary<string, List<TestAttempt>> _attempts = [];
    private readonly List<string> _order = [];
    private readonly Lock _counting = new();

    /// <summary>Processor time of all processes, in seconds.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Their time one after the other, in seconds.</summary>
    public double WallSeconds { get; private set; }

    /// <summary>Most resident memory of any.</summary>
    public long PeakRssBytes { get; private set; }

    /// <summary>How many there were.</summary>
    public int Processes { get; private set; }

    /// <summary>The results so far, in the order in which tests were first met.</summary>
    public IReadOnlyList<IReadOnlyList<TestAttempt>> Attempts => [.. _order.Select(t => _attempts[t])];

    /// <summary>What there is to know of the results; null when there is nothing to say.</summary>
    public string? Note { get; private set; }

    private bool KnowsSkip => p.How.Go.Minor >= TestPatterns.KnowsSkip;

    /// <summary>One repeat of all tests.</summary>
    /// <param name="seed">The seed of their order; 0 for the order of the source.</param>
    /// <param name="isolate">Whether each runs in a process of its own.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="LaunchException">The binary could not be started.</exception>
    public async Task RepeatAsync(long seed, bool isolate, CancellationToken cancel)
    {
        var round = new Dictionary<string, TestAttempt>();
        if (!isolate) await TurnAsync(starter.Flags.Run, seed, round, cancel);
        else
        {
            var (tests, dead) = await ListAsync(cancel);
            if (dead is not null) round[""] = dead;
            foreach (var test in tests) await TurnAsync(TestPatterns.Only([test], starter.Flags.Run), seed, round, cancel);
        }
        foreach (var (test, attempt) in round)
        {
            if (!_attempts.TryGetValue(test, out var all))
            {
                _attempts[test] = all = [];
                _order.Add(test);
            }
            all.Add(attempt);
        }
    }

    /// <summary>Runs what a pattern means, in as many processes as it takes.</summary>
    private async Task TurnAsync(string pattern, long seed, Dictionary<string, TestAttempt> round, CancellationToken cancel)
    {
        var dead = new List<string>();
        var hangs = 0;
        IReadOnlyList<string>? left = null;
        while (true)
        {
            List<string> arguments = [];
            if (pattern.Length > 0) arguments.Add($"-test.run={pattern}");
            var skip = KnowsSkip ? TestPatterns.Skip(dead.Count == 0 ? [] : Done(round).Concat(dead).Distinct(), starter.Flags.Skip) : "";
            if (skip.Length > 0) arguments.Add($"-test.skip={skip}");
            if (seed != 0) arguments.Add($"-test.shuffle={seed}");
            var process = await StartAsync(arguments, cancel);
            var log = reader.Log(process.Output);
            var file = new Lazy<string>(() => reader.Keep(p.Cell, process.Output));
            foreach (var test in log.Tests.Where(t => t.Result is not null)) round[test.Test] = Ended(test, file);
            if (log.IsComplete || (process.Ending.IsSuccess && log.Tests.Count == 0))
            {
                await AfterAsync(process, log, round, file, cancel);
                return;
            }
            var (victim, attempt) = await DeathAsync(process, log, arguments, file, cancel);
            round[victim] = attempt;
            if (attempt.Outcome == TestOutcome.Hung) hangs++;
            // What dies before the first test does so every time.
            if (victim.Length == 0 || dead.Contains(victim)) return;
            dead.Add(victim);
            if (dead.Count >= MostDeaths || hangs >= MostHangs)
            {
                round[""] = new("", TestOutcome.NotAvailable) { Reason = hangs >= MostHangs ? $"{hangs} tests hung: those behind them did not run" : $"{dead.Count} tests died: those behind them did not run" };
                return;
            }
            if (KnowsSkip) continue;
            // Before Go 1.20 tests cannot be skipped by name: those that are left are named.
            left ??= (await ListAsync(cancel)).Tests;
            var top = TestPatterns.TopOf(victim);
            if (top != victim) round.TryAdd(top, new(top, TestOutcome.NotAvailable) { Reason = $"{victim} died; before Go 1.20 the subtests behind it cannot run by themselves" });
            left = [.. left.Where(t => !round.ContainsKey(t) && !dead.Any(d => TestPatterns.TopOf(d) == t))];
            if (left.Count == 0) return;
            pattern = TestPatterns.Only(left, starter.Flags.Run);
        }
    }

    /// <summary>Top-level tests that need not run again.</summary>
    private static IEnumerable<string> Done(Dictionary<string, TestAttempt> round) => round.Keys.Where(t => t.Length > 0 && !t.Contains('/', StringComparison.Ordinal));

    private async Task<TestProcess> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancel, SpareRoom? room = null)
    {
        var process = await starter.RunAsync(p, binary, room?.Folder ?? folder, arguments, room is null ? waits : room.Slot.Rest, cancel);
        if (StopOrder.MayHaveEnded(process.Ending)) await StopOrder.ArriveAsync(cancel);
        lock (_counting)
        {
            Processes++;
            CpuSeconds += process.CpuSeconds;
            WallSeconds += process.WallSeconds;
            PeakRssBytes = Math.Max(PeakRssBytes, process.PeakRssBytes);
            if (process.IsCut) Note = "the tests printed more than is kept: results in the middle of the output are lost";
        }
        return process;
    }

    /// <summary>The top-level tests that the user's pattern means, and what happened when the binary could not even list them.</summary>
    private async Task<(IReadOnlyList<string> Tests, TestAttempt? Dead)> ListAsync(CancellationToken cancel)
    {
        var process = await StartAsync([$"-test.list={TestPatterns.Top(starter.Flags.Run)}"], cancel);
        List<string> tests = [.. process.Output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("Test", StringComparison.Ordinal) || l.StartsWith("Fuzz", StringComparison.Ordinal) || l.StartsWith("Example", StringComparison.Ordinal)).Where(l => !l.Contains(' ', StringComparison.Ordinal)).Distinct()];
        if (process.Ending.IsSuccess) return (tests, null);
        var (_, attempt) = await DeathAsync(process, reader.Log(process.Output), [], new(() => reader.Keep(p.Cell, process.Output)), cancel);
        return (tests, attempt with { Test = "" });
    }

    /// <summary>A test that testing said the result of.</summary>
    private TestAttempt Ended(LoggedTest test, Lazy<string> file)
    {
        var reports = reader.ReportsIn(test.Text, p.How.Instrument.Name);
        var outcome = reports.Count > 0 ? CrashDesk.OutcomeOf(reports[0].Symptom)
            : test.Result switch { "PASS" => TestOutcome.Passed, "SKIP" => TestOutcome.Skipped, _ => TestOutcome.Failed };
        return new(test.Test, outcome)
        {
            Seconds = test.Seconds,
            Text = outcome == TestOutcome.Passed ? "" : test.Text,
            Crashes = reports,
            Reason = outcome == TestOutcome.Failed ? Hints.Of(test.Text) : outcome == TestOutcome.Skipped ? Hints.FirstWords(test.Text) : null,
            OutputFile = outcome.IsBad() ? file.Value : null,
        };
    }

    /// <summary>Whom a process died in, and of what.</summary>
    private async Task<(string Victim, TestAttempt Attempt)> DeathAsync(TestProcess process, TestLog log, IReadOnlyList<string> arguments, Lazy<string> file, CancellationToken cancel)
    {
        var crash = reader.Read(process.Output, process.Ending);
        var test = Victim(log, crash);
        var victim = test?.Test ?? "";
        if (process.WroteTooMuch)
            return (victim, new(victim, TestOutcome.Failed) { Reason = $"it wrote more than {TestStarter.MostWritten >> 20} MiB beside itself and was ended", Text = test?.Text ?? "", OutputFile = file.Value });
        if (Hints.FileTooLarge(process.Output, process.Ending))
            return (victim, new(victim, TestOutcome.Failed) { Reason = "it wrote a file larger than the limit of 512 MiB and was ended", Text = test?.Text ?? "", OutputFile = file.Value });
        if (process.Ending.IsSuccess)
            return (victim, new(victim, TestOutcome.Failed) { Reason = "the process ended with exit code 0 in the middle of the tests", Text = test?.Text ?? "", OutputFile = file.Value });
        crash = await reader.WithCFramesAsync(crash, p, process, ct => starter.RunUnderGdbAsync(p, binary, folder, victim.Length > 0 ? [$"-test.run={TestPatterns.Only([TestPatterns.TopOf(victim)])}"] : arguments, ct), cancel);
        var outcome = CrashDesk.OutcomeOf(crash.Symptom);
        return (victim, new(victim, outcome)
        {
            Seconds = outcome == TestOutcome.Hung ? process.WallSeconds : 0,
            Crashes = [crash],
            Text = test?.Text ?? process.Output,
            Reason = process.Ending.Kind == EndingKind.OutOfMemory ? "it took more memory than the limit" : null,
            OutputFile = file.Value,
        });
    }

    /// <summary>The test that a process died in: the one that its own timeout names, one that is on the stack, else the one that spoke last. Null when it was none.</summary>
    private static LoggedTest? Victim(TestLog log, Crash crash)
    {
        if (Hints.Running(crash, log) is { } hung) return hung;
        var open = log.Unfinished.ToList();
        if (open.Count == 0) return log.Last is { Result: "FAIL" } failed ? failed : null;
        var functions = crash.Frames.Where(f => f.IsUser).Select(f => f.Function).ToList();
        var tops = open.Where(t => functions.Any(f => IsIn(f, TestPatterns.TopOf(t.Test)))).ToList();
        // The innermost subtest of it that began last.
        if (tops.Count > 0) return tops.Contains(log.Last!) ? log.Last : tops[^1];
        return log.Last is { } last && (last.Result is null || last.Result == "FAIL") ? last : open[^1];
    }

    /// <summary>Whether a function is a test, or a closure in it: <c>example.org/p.TestX.func1</c>.</summary>
    private static bool IsIn(string function, string test)
        => function.Split('.').Contains(test);

    /// <summary>What stands behind the last test: leaks, races of goroutines that were left, crashes of C destructors.</summary>
    private async Task AfterAsync(TestProcess process, TestLog log, Dictionary<string, TestAttempt> round, Lazy<string> file, CancellationToken cancel)
    {
        // testing ends with 1 when a test failed.
        var went = process.Ending.IsSuccess || process.Ending == Ending.Exited(1);
        var crashes = reader.ReportsIn(log.Outside.Text, p.How.Instrument.Name);
        if (went && crashes.Count == 0) return;
        if (crashes.Count == 0) crashes = [reader.Read(log.Outside.Text, process.Ending)];
        if (crashes[0].Symptom == Symptom.Clean) return;
        var attempt = new TestAttempt("", CrashDesk.OutcomeOf(crashes[0].Symptom)) { Crashes = crashes, Text = log.Outside.Text, OutputFile = file.Value };
        var tests = log.Tests.Where(t => t.Result is not null && !t.Test.Contains('/', StringComparison.Ordinal)).Select(t => t.Test).ToList();
        if (attempt.Outcome == TestOutcome.Leaked && tests.Count > 0)
        {
            var search = new LeakSearch((some, room) => LeakOfAsync(some, room, cancel), spare);
            foreach (var (test, leak) in await search.FindAsync(tests, attempt))
                if (test.Length == 0) round[""] = leak with { Reason = "no test leaks when it runs alone" };
                else round[test] = leak with { Test = test, Seconds = round.TryGetValue(test, out var own) ? own.Seconds : 0 };
            return;
        }
        round[""] = attempt with { Reason = "at the end of the process, behind all tests" };
    }

    /// <summary>What some tests leak by themselves; null for nothing.</summary>
    private async Task<TestAttempt?> LeakOfAsync(IReadOnlyList<string> tests, SpareRoom? room, CancellationToken cancel)
    {
        var process = await StartAsync([$"-test.run={TestPatterns.Only(tests, starter.Flags.Run)}", .. KnowsSkip && starter.Flags.Skip.Length > 0 ? [$"-test.skip={starter.Flags.Skip}"] : Array.Empty<string>()], cancel, room);
        if (process.Ending.IsSuccess || process.Ending == Ending.Exited(1)) return null;
        var log = reader.Log(process.Output);
        var crashes = reader.ReportsIn(log.Outside.Text, p.How.Instrument.Name).Where(c => CrashDesk.OutcomeOf(c.Symptom) == TestOutcome.Leaked).ToList();
        return crashes.Count == 0 ? null : new("", TestOutcome.Leaked) { Crashes = crashes, Text = log.Outside.Text, OutputFile = tests.Count == 1 ? reader.Keep(p.Cell, process.Output) : null };
    }
}
