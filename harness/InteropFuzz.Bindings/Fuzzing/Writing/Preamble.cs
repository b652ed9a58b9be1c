namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>The C comment before <c>import "C"</c>.</summary>
internal static class Preamble
{
    /// <summary>Flags, includes and functions.</summary>
    /// <param name="lines">Where it goes.</param>
    /// <param name="link">How the header is found.</param>
    /// <param name="code">What stands behind the includes.</param>
    public static void Write(GoLines lines, LinkOptions link, IReadOnlyList<string> code)
    {
        lines.Add("/*");
        Flags(lines, "CFLAGS", [.. link.CFlags, "-Wno-deprecated-declarations"]);
        Flags(lines, "LDFLAGS", link.LinkFlags);
        lines.Add("#include <stdlib.h>");
        lines.Add("#include <string.h>");
        lines.Add($"#include {link.Include}");
        foreach (var line in code) lines.Add(line);
        lines.Add("*/");
        lines.Add("import \"C\"");
    }

    private static void Flags(GoLines lines, string name, IReadOnlyList<string> flags)
    {
        if (flags.Count > 0) lines.Add($"#cgo {name}: {string.Join(' ', flags.Select(Quote))}");
    }

    /// <summary>As cgo splits its directives: quotes around what has spaces.</summary>
    private static string Quote(string flag) => flag.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '\\') ? $"\"{flag.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : flag;
}
