namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>Finds the tests that leak: a leak is reported when the process ends, and says nothing of tests. Runs halves of them, then halves of those that leak.</summary>
/// <param name="leakOf">What some tests leak when they run by themselves, there or in the cell's own place; null for nothing.</param>
/// <param name="spare">Another place to run tests in, when a processor is free; null when none is.</param>
public sealed class LeakSearch(Func<IReadOnlyList<string>, SpareRoom?, Task<TestAttempt?>> leakOf, Func<SpareRoom?> spare)
{
    /// <summary>How many runs a search may take.</summary>
    private const int MostRuns = 40;

    private int _runs;

    /// <summary>The tests that leak, each with its own report.</summary>
    /// <param name="tests">Those that leak together.</param>
    /// <param name="together">What they leak together.</param>
    /// <param name="room">Where they run; null for the cell's own place.</param>
    /// <returns>By test; under the empty name what no single test leaks, or what the search did not get to.</returns>
    public async Task<IReadOnlyList<(string Test, TestAttempt Leak)>> FindAsync(IReadOnlyList<string> tests, TestAttempt together, SpareRoom? room = null)
    {
        if (tests.Count == 1) return [(tests[0], together)];
        List<string> first = [.. tests.Take(tests.Count / 2)], second = [.. tests.Skip(tests.Count / 2)];
        IReadOnlyList<(string, TestAttempt)>[] found;
        using (var other = spare())
            found = other is null
                ? [await HalfAsync(first, room), await HalfAsync(second, room)]
                : await Task.WhenAll(HalfAsync(first, room), HalfAsync(second, other));
        List<(string, TestAttempt)> all = [.. found[0], .. found[1]];
        return all.Count > 0 ? all : [("", together)];
    }

    private async Task<IReadOnlyList<(string Test, TestAttempt Leak)>> HalfAsync(IReadOnlyList<string> half, SpareRoom? room)
        => Interlocked.Increment(ref _runs) <= MostRuns && await leakOf(half, room) is { } leak ? await FindAsync(half, leak, room) : [];
}
