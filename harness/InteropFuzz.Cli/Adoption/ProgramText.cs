using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Cli.Adoption;

/// <summary>The text of a main.go, taken apart so that the head of a case can stand directly on <c>package main</c>.</summary>
/// <param name="Constraints">Build constraints, which stay above the head.</param>
/// <param name="Comment">Other comment lines above <c>package main</c>, with their slashes.</param>
/// <param name="Body">Everything behind <c>package main</c>.</param>
public sealed record ProgramText(IReadOnlyList<string> Constraints, IReadOnlyList<string> Comment, string Body)
{
    private static readonly string[] s_sources = [".go", ".c", ".h", ".cc", ".cpp", ".hpp", ".s", ".S"];

    /// <summary>Takes a Go file apart; null when it is no <c>package main</c>.</summary>
    public static ProgramText? Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        List<string> constraints = [], comment = [];
        var inBlock = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (inBlock || line.StartsWith("/*", StringComparison.Ordinal))
            {
                inBlock = !line.EndsWith("*/", StringComparison.Ordinal);
                comment.Add("// " + line.Replace("/*", "", StringComparison.Ordinal).Replace("*/", "", StringComparison.Ordinal).Trim());
            }
            else if (line.StartsWith("//go:build", StringComparison.Ordinal)) constraints.Add(line);
            else if (line.StartsWith("//", StringComparison.Ordinal)) comment.Add(line);
            else if (line.Length > 0)
                return line.Split("//")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["package", "main"] ? new(constraints, comment, string.Join('\n', lines[(i + 1)..])) : null;
        }
        return null;
    }

    /// <summary>Finds the program in a report written in Markdown: its first code block that is a <c>package main</c> with a main function.</summary>
    /// <param name="report">The report.</param>
    /// <param name="rest">The report with the program's lines left empty: code is no crash, and every other line keeps its number.</param>
    /// <returns>The program, or null when there is none.</returns>
    public static string? InMarkdown(string report, out string rest)
    {
        rest = report;
        var lines = report.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var fence = FenceOf(lines[i]);
            if (fence.Length == 0) continue;
            var end = i + 1;
            // CommonMark: the closing fence is at least as long as the opening one and has nothing behind it.
            while (end < lines.Length && !(FenceOf(lines[end]) is var f && f.Length >= fence.Length && f[0] == fence[0] && lines[end].Trim() == f)) end++;
            var code = string.Join('\n', lines[(i + 1)..end]) + "\n";
            if (Parse(code) is not null && code.Contains("func main()", StringComparison.Ordinal))
            {
                Array.Fill(lines, "", i + 1, end - i - 1);
                rest = string.Join('\n', lines);
                return code;
            }
            i = end;
        }
        return null;
    }

    /// <summary>The files of a program: a Go file, or the sources of a folder.</summary>
    /// <exception cref="UsageException">There is no such file or folder, or it is no program.</exception>
    public static IReadOnlyList<CaseFile> Load(string path)
    {
        if (File.Exists(path)) return [new("main.go", File.ReadAllText(path))];
        if (!Directory.Exists(path)) throw new UsageException($"--program: there is no '{path}'");
        var files = Directory.GetFiles(path).Where(f => s_sources.Contains(Path.GetExtension(f)) && !f.EndsWith("_test.go", StringComparison.Ordinal) && Path.GetFileName(f)[0] != '.')
            .Order(StringComparer.Ordinal).Select(f => new CaseFile(Path.GetFileName(f), File.ReadAllText(f))).ToList();
        if (files.Exists(f => f.Name == "main.go")) return files;
        var mains = files.Where(f => f.Name.EndsWith(".go", StringComparison.Ordinal) && f.Text.Contains("func main()", StringComparison.Ordinal)).ToList();
        return mains is [var main] ? [.. files.Select(f => f == main ? f with { Name = "main.go" } : f)] : throw new UsageException($"--program: '{path}' has no main.go");
    }

    private static string FenceOf(string line)
    {
        var start = line.TrimStart();
        var length = start.Length > 0 && start[0] is '`' or '~' ? start.AsSpan().IndexOfAnyExcept(start[0]) is var n and >= 0 ? n : start.Length : 0;
        return length >= 3 && line.Length - start.Length <= 3 ? start[..length] : "";
    }
}
