using System.Reflection;

namespace InteropFuzz.Harness.Runners;

/// <summary>Files beside this one that are built in: scripts for the far machine, and tables.</summary>
internal static class RunnerResource
{
    /// <summary>The text of one.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"runners/{name}") ?? throw new InvalidOperationException($"{name} is not built in"));
        return reader.ReadToEnd();
    }
}
