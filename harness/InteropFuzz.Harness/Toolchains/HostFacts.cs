namespace InteropFuzz.Harness.Toolchains;

/// <summary>What a result must name of the machine it was measured on.</summary>
public static class HostFacts
{
    /// <summary>The kernel's release; empty where there is no /proc.</summary>
    public static string Kernel => FirstLine("/proc/sys/kernel/osrelease");

    /// <summary>The processor's model name; empty where /proc/cpuinfo does not tell.</summary>
    public static string Cpu
    {
        get
        {
            try
            {
                var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
                return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "";
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    /// <summary>The commit that a folder's repository stands at, with <c>+</c> when files differ from it; null outside of one.</summary>
    public static string? GitCommit(string folder)
        => HostCommand.Ask("git", ["rev-parse", "HEAD"], folder) is { Code: 0 } head
            ? head.Output.Trim() + (HostCommand.Ask("git", ["status", "--porcelain", "--", "."], folder) is { Code: 0, Output.Length: > 0 } ? "+" : "")
            : null;

    private static string FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
