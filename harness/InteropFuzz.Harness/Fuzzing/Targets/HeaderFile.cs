using InteropFuzz.Bindings.Fuzzing.Writing;
using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Where headers are, and how generated code includes them.</summary>
internal static class HeaderFile
{
    private static readonly string[] s_system =
        ["/usr/local/include", "/usr/include/" + PlanWords.HostArch.Triplet(), "/usr/include"];

    /// <summary>The folders that are looked into, in order.</summary>
    public static IEnumerable<string> Folders(IEnumerable<string> include) => include.Concat(s_system);

    /// <summary>The file that a header's name means: itself, or one in those folders; null when there is none.</summary>
    public static string? Find(string header, IEnumerable<string> include)
        => new[] { header }.Concat(Folders(include).Select(f => Path.Combine(f, header))).FirstOrDefault(File.Exists) is { } found ? Path.GetFullPath(found) : null;

    /// <summary>A header of the system is included by its name there, another one by its name in its folder.</summary>
    public static LinkOptions Link(string path, IReadOnlyList<string> flags, IReadOnlyList<string> link)
        => s_system.FirstOrDefault(f => path.StartsWith(f + "/", StringComparison.Ordinal)) is { } folder
            ? new($"<{path[(folder.Length + 1)..]}>", flags, link)
            : new($"\"{Path.GetFileName(path)}\"", ["-I" + Path.GetDirectoryName(path), .. flags], link);
}
