namespace InteropFuzz.Harness.Running;

/// <summary>What every untrusted program gets of an environment.</summary>
public static class ProgramEnvironment
{
    /// <summary>All of it: nothing of the user's, which may hold secrets.</summary>
    public static IReadOnlyDictionary<string, string> Base { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = "/tmp",
        ["TMPDIR"] = "/tmp",
        ["LC_ALL"] = "C.UTF-8",
    };

    /// <summary>The same with another home, which is also where temporary files go.</summary>
    public static Dictionary<string, string> In(string home) => new(Base) { ["HOME"] = home, ["TMPDIR"] = home };

    /// <summary>The same for a Go program that triage will read: every signal, panic and throw prints all goroutines.</summary>
    public static Dictionary<string, string> Traced(string home = "/tmp") => new(In(home)) { ["GOTRACEBACK"] = "all" };
}
