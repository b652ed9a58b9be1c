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
}
