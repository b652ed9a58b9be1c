using InteropFuzz.Harness.Checking.Model;

namespace InteropFuzz.Harness.Checking.Grouping;

/// <summary>How clearly a report says what is wrong. Pure.</summary>
public static class Clearness
{
    /// <summary>Smaller is clearer: first what kind of report it is, then whether it names lines of the user's own files, then C frames.</summary>
    public static (int Kind, int Lines, int Frames) Of(CrashReport report)
        => (KindOf(report.Symptom), report.Place is null ? 1 : 0, -report.Stack.Count(f => f is { IsUser: true, Line: > 0 }));

    /// <summary>A checker that names the mistake comes before whoever only meets its damage.</summary>
    private static int KindOf(string symptom) => symptom.Split('/')[0] switch
    {
        "asan" when symptom is "asan/SEGV" or "asan/DEADLYSIGNAL" or "asan/ABRT" => 3,
        "asan" or "msan" or "tsan" or "lsan" or "ubsan" => 0,
        "valgrind" => 1,
        "go-fatal" when symptom.StartsWith("go-fatal/checkptr", StringComparison.Ordinal) || symptom.StartsWith("go-fatal/cgo", StringComparison.Ordinal) => 1,
        "go-panic" => symptom.StartsWith("go-panic/cgo", StringComparison.Ordinal) ? 1 : 2,
        "go-fatal" => 2,
        "libc-abort" => 3,
        "signal" => symptom.StartsWith("signal/bare/", StringComparison.Ordinal) ? 5 : 4,
        "timeout" or "oom-kill" => 6,
        "exit" => 7,
        _ => 5,
    };
}
