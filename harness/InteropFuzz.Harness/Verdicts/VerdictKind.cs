namespace InteropFuzz.Harness.Verdicts;

/// <summary>What a cell's tries amount to, compared with what the case expects.</summary>
public enum VerdictKind
{
    /// <summary>Every try showed what is expected.</summary>
    Expected,

    /// <summary>A try showed something else.</summary>
    Unexpected,

    /// <summary>Some tries showed what is expected, others something else.</summary>
    Flaky,

    /// <summary>A report is expected and no try gave any: every one was clean or silent.</summary>
    Missed,

    /// <summary>The case did not compile.</summary>
    BuildFailed,

    /// <summary>The cell cannot exist, or a tool is missing here.</summary>
    NotAvailable,

    /// <summary>Nothing is known: no runner could run it to its end. Not a verdict; a resumed run tries it again.</summary>
    RunnerLost,
}

/// <summary>The words for verdicts in results and tables.</summary>
public static class VerdictKinds
{
    /// <summary><c>expected</c>, <c>unexpected</c>, <c>flaky</c>, <c>missed</c>, <c>build-failed</c>, <c>n/a</c> or <c>runner-lost</c>.</summary>
    public static string Name(this VerdictKind kind) => kind switch
    {
        VerdictKind.Expected => "expected",
        VerdictKind.Unexpected => "unexpected",
        VerdictKind.Flaky => "flaky",
        VerdictKind.Missed => "missed",
        VerdictKind.BuildFailed => "build-failed",
        VerdictKind.RunnerLost => "runner-lost",
        _ => "n/a",
    };

    /// <summary>Whether a run with such a cell is not as expected.</summary>
    public static bool IsBad(this VerdictKind kind) => kind is not (VerdictKind.Expected or VerdictKind.NotAvailable or VerdictKind.RunnerLost);
}
