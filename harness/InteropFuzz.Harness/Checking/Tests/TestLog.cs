using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>What testing itself said of one run of a test in one process.</summary>
/// <param name="test">The test, with its subtest.</param>
public sealed class LoggedTest(string test)
{
    private readonly StringBuilder _text = new();

    /// <summary>The test, with its subtest.</summary>
    public string Test { get; } = test;

    /// <summary>PASS, FAIL or SKIP; null when the process said neither.</summary>
    public string? Result { get; internal set; }

    /// <summary>How long it took, in seconds, by its own word.</summary>
    public double Seconds { get; internal set; }

    /// <summary>The lines that were printed while it was the one that spoke.</summary>
    public string Text => _text.ToString();

    internal void Add(string line)
    {
        if (_text.Length + line.Length <= TestLog.MostText) _text.Append(line).Append('\n');
    }
}

/// <summary>
/// The output of a test binary under -test.v or -test.v=test2json (testing/testing.go, chatty; cmd/internal/test2json): which tests ran, what came of them,
/// and who printed what. Bad input gives fewer results, never an error. Pure.
/// </summary>
public sealed partial class TestLog
{
    /// <summary>The most text that is kept of one test, in characters.</summary>
    internal const int MostText = 256 << 10;

    /// <summary>Marks testing's own lines under -test.v=test2json (Go 1.20 and later).</summary>
    private const char Mark = '\u0016';

    /// <summary>What stands around the words of t.Error under -test.v=test2json (Go 1.26 and later; testing.go, markErrBegin).</summary>
    private const string ErrorBegins = "\u000f", ErrorEnds = "\u000e";

    private readonly Dictionary<string, LoggedTest> _tests = [];
    private readonly List<LoggedTest> _order = [];

    private TestLog()
    {
    }

    /// <summary>Every test and subtest, in the order in which they began.</summary>
    public IReadOnlyList<LoggedTest> Tests => _order;

    /// <summary>What was printed before the first test, and after the last one.</summary>
    public LoggedTest Outside { get; } = new("");

    /// <summary>Whether testing said at the end how it went: the process did not die in a test.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The test that spoke last; null when none did.</summary>
    public LoggedTest? Last { get; private set; }

    /// <summary>The test of that name; null when it did not begin.</summary>
    public LoggedTest? Find(string test) => _tests.GetValueOrDefault(test);

    /// <summary>Those that began and did not end, the innermost last.</summary>
    public IEnumerable<LoggedTest> Unfinished => _order.Where(t => t.Result is null);

    /// <summary>Reads an output.</summary>
    public static TestLog Read(string output)
    {
        var log = new TestLog();
        LoggedTest? current = null;
        foreach (var raw in output.Split('\n'))
        {
            var line = raw.TrimEnd('\r').Replace(ErrorBegins, "", StringComparison.Ordinal).Replace(ErrorEnds, "", StringComparison.Ordinal);
            // What the test printed without a line feed stands in front of testing's own words.
            var (own, said) = Split(line);
            if (said is null)
            {
                if (line is "PASS" or "FAIL") log.End(ref current);
                (current ?? log.Outside).Add(line);
                continue;
            }
            if (own.Length > 0) (current ?? log.Outside).Add(own);
            // A test may print PASS itself.
            if (said is not ("PASS" or "FAIL")) log.IsComplete = false;
            if (Begin().Match(said) is { Success: true } begin)
            {
                var name = begin.Groups["test"].Value;
                current = begin.Groups["what"].Value == "PAUSE" || name.Length == 0 ? null : log.Of(name);
                log.Last = current ?? log.Last;
            }
            else if (End().Match(said) is { Success: true } end)
            {
                var test = log.Of(end.Groups["test"].Value);
                test.Result = end.Groups["result"].Value;
                test.Seconds = double.TryParse(end.Groups["seconds"].Value, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
                // What follows belongs to it: -test.v alone logs behind the result, and a panic comes after it.
                current = log.Last = test;
            }
            else
            {
                if (said is "PASS" or "FAIL") log.End(ref current);
                (current ?? log.Outside).Add(said);
            }
        }
        return log;
    }

    /// <summary>testing says it when all tests have a result; before that it is a test that printed the word.</summary>
    private void End(ref LoggedTest? current)
    {
        if (Unfinished.Any()) return;
        IsComplete = true;
        current = null;
    }

    private static (string Own, string? Said) Split(string line)
    {
        if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var mark) return (line[..mark], line[(mark + 1)..]);
        if (Begin().IsMatch(line) || End().IsMatch(line)) return ("", line);
        // Before Go 1.20 nothing marks them.
        return Glued().Match(line) is { Success: true } m ? (line[..m.Index], m.Value) : ("", null);
    }

    private LoggedTest Of(string name)
    {
        if (_tests.TryGetValue(name, out var test)) return test;
        test = _tests[name] = new(name);
        _order.Add(test);
        return test;
    }

    [GeneratedRegex(@"^=== (?<what>RUN|PAUSE|CONT|NAME)\s*(?<test>\S.*)?$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"^\s*--- (?<result>PASS|FAIL|SKIP): (?<test>\S.*) \((?<seconds>\d+(\.\d+)?)s\)$")]
    private static partial Regex End();

    [GeneratedRegex(@"(=== (RUN|PAUSE|CONT|NAME)   ?|--- (PASS|FAIL|SKIP): )(Test|Fuzz|Example)\S*( \(\d+\.\d+s\))?$")]
    private static partial Regex Glued();
}
