using System.Reflection;

namespace InteropFuzz.Harness.Machines;

/// <summary>The files of Guest/, which are built in.</summary>
internal static class GuestFiles
{
    private const string Prefix = "vm/";

    /// <summary>The text of a file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name) ?? throw new InvalidOperationException($"{name} is not built in"));
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a list, without comments.</summary>
    public static IReadOnlyList<string> List(string name) => [.. Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l[0] != '#')];

    /// <summary>What goes into the machine's /etc: paths below it.</summary>
    public static IReadOnlyList<string> Etc
        => [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix + "etc/", StringComparison.Ordinal)).Select(n => n[Prefix.Length..])];
}
