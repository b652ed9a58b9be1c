using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>What can be read off the C code of a program without a compiler: its functions, and which of their arguments they keep. Pure.</summary>
/// <param name="Functions">Those with a body.</param>
public sealed partial record CSource(IReadOnlyList<CFunction> Functions)
{
    private const StringComparison Exact = StringComparison.Ordinal;

    /// <summary>Reads C and C++ files, and the preambles of Go files.</summary>
    public static CSource Read(SourceTree sources)
    {
        var functions = new List<CFunction>();
        foreach (var (path, lines) in sources.Files)
        {
            var text = string.Join('\n', lines);
            if (path.EndsWith(".go", Exact)) text = Preamble(text);
            else if (path.EndsWith(".s", Exact)) continue;
            if (text.Length > 0) functions.AddRange(ReadFunctions(path, Blank(text)));
        }
        return new(functions);
    }

    /// <summary>The function that a line belongs to; null when it is in none.</summary>
    public CFunction? At(Place place) => Functions.FirstOrDefault(f => f.File == place.File && place.Line >= f.Begin && place.Line <= f.End);

    /// <summary>The function of that name; null when it is not the program's own.</summary>
    public CFunction? Named(string name) => Functions.FirstOrDefault(f => f.Name == name);

    /// <summary>The comment in front of import "C", every other line blank, so that line numbers stay.</summary>
    private static string Preamble(string text)
    {
        var import = text.IndexOf("\nimport \"C\"", Exact);
        if (import < 0) return "";
        var before = text[..import];
        var end = before.LastIndexOf("*/", Exact);
        var begin = end < 0 ? -1 : before.LastIndexOf("/*", end, Exact);
        string code;
        if (begin >= 0 && before[(end + 2)..].Trim().Length == 0) (begin, code) = (begin + 2, before[(begin + 2)..end]);
        else
        {
            // A preamble of // lines.
            var lines = before.Split('\n');
            var first = lines.Length;
            while (first > 0 && lines[first - 1].StartsWith("//", Exact)) first--;
            return new string('\n', first) + string.Join('\n', lines[first..].Select(l => l[2..]));
        }
        return new string('\n', before.AsSpan(0, begin).Count('\n')) + code;
    }

    /// <summary>Comments and literals as blanks; every line keeps its number.</summary>
    private static string Blank(string text) => Quiet().Replace(text, m => new string([.. m.Value.Select(c => c == '\n' ? c : ' ')]));

    private static IEnumerable<CFunction> ReadFunctions(string path, string text)
    {
        foreach (Match head in Head().Matches(text))
        {
            var depth = text.AsSpan(0, head.Index).Count('{') - text.AsSpan(0, head.Index).Count('}');
            if (depth != 0 || head.Groups["name"].Value is "if" or "for" or "while" or "switch") continue;
            var open = head.Index + head.Length - 1;
            var close = open;
            for (var level = 0; close < text.Length; close++)
            {
                level += text[close] == '{' ? 1 : text[close] == '}' ? -1 : 0;
                if (level == 0) break;
            }
            var name = head.Groups["name"];
            var body = text[open..Math.Min(close + 1, text.Length)];
            var begin = 1 + text.AsSpan(0, name.Index).Count('\n');
            var bodyLine = 1 + text.AsSpan(0, open).Count('\n');
            var parameters = head.Groups["parameters"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(p => LastWord().Match(p)).Where(m => m.Success).Select(m => (m.Groups["name"].Value, Type: m.Groups["type"].Value.Trim())).ToList();
            var kept = new List<CKept>();
            foreach (Match assignment in Assignment().Matches(body))
            {
                var parameter = parameters.FirstOrDefault(p => p.Value == assignment.Groups["value"].Value);
                var target = assignment.Groups["target"].Value;
                if (parameter.Value is null || IsLocal(body, target)) continue;
                kept.Add(new(new(path, bodyLine + body.AsSpan(0, assignment.Groups["target"].Index).Count('\n')), Words().Matches(target)[^1].Value, parameter.Type.Contains('*', Exact)));
            }
            yield return new(name.Value, path, begin, bodyLine + body.AsSpan().Count('\n'), head.Groups["type"].Value.Contains('*', Exact), SourceTree.Words(body), kept);
        }
    }

    /// <summary>A plain name that the function declares itself is gone when it returns.</summary>
    private static bool IsLocal(string body, string target)
        => Words().Match(target).Value == target && Regex.IsMatch(body, $@"[\w\*]\s+\**\s*{Regex.Escape(target)}\s*[=;,\[]", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("""\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/""", RegexOptions.Singleline)]
    private static partial Regex Quiet();

    [GeneratedRegex(@"(?<type>(?:\b[A-Za-z_]\w*\b[\s\*]+)+)(?<name>[A-Za-z_]\w*)\s*\((?<parameters>[^;{}()]*(?:\([^()]*\)[^;{}()]*)*)\)\s*\{")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?<type>.*?)(?<name>[A-Za-z_]\w*)(?:\[[^\]]*\])*$", RegexOptions.Singleline)]
    private static partial Regex LastWord();

    [GeneratedRegex(@"(?<target>[A-Za-z_]\w*(?:(?:->|\.)[A-Za-z_]\w*|\[[^\]]*\])*)\s*=\s*(?:\([^()]*\)\s*)*(?<value>[A-Za-z_]\w*)\s*;")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Words();
}

/// <summary>A C function of the program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The file's path.</param>
/// <param name="Begin">Its first line.</param>
/// <param name="End">Its last line.</param>
/// <param name="ReturnsPointer">Whether its result is a pointer.</param>
/// <param name="Names">The names that stand in its body.</param>
/// <param name="Keeps">The arguments that it stores where they outlive the call.</param>
public sealed record CFunction(string Name, string File, int Begin, int End, bool ReturnsPointer, IReadOnlySet<string> Names, IReadOnlyList<CKept> Keeps);

/// <summary>A statement that keeps an argument.</summary>
/// <param name="Place">The statement.</param>
/// <param name="Name">The variable or member that it goes to.</param>
/// <param name="IsPointer">Whether the argument is a pointer; a number else.</param>
public sealed record CKept(Place Place, string Name, bool IsPointer);
