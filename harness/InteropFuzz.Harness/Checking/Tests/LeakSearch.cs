namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Finds the tests that leak: a leak is reported when the process ends, and says nothing of tests. Runs halves of them, then halves of those that leak.</summary>
/// <param name="leakOf">What some tests leak when they run by themselves; null for nothing.</param>
public sealed class LeakSearch(Func<IReadOnlyList<string>, Task<TestAttempt?>> leakOf)
{
    /// <summary>How many runs a search may take.</summary>
    private const int MostRuns = 40;

    private int _runs;

    /// <summary>The tests that leak, each with its own report.</summary>
    /// <param name="tests">Those that leak together.</param>
    /// <param name="together">What they leak together.</param>
    /// <returns>By test; under the empty name what no single test leaks, or what the search did not get to.</returns>
    public async Task<IReadOnlyList<(string Test, TestAttempt Leak)>> FindAsync(IReadOnlyList<string> tests, TestAttempt together)
    {
        if (tests.Count == 1) return [(tests[0], together)];
        var found = new List<(string, TestAttempt)>();
        foreach (var half in new[] { tests.Take(tests.Count / 2).ToList(), tests.Skip(tests.Count / 2).ToList() })
        {
            if (++_runs > MostRuns) break;
            if (await leakOf(half) is { } leak) found.AddRange(await FindAsync(half, leak));
        }
        return found.Count > 0 ? found : [("", together)];
    }
}
