using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Building;

/// <summary>Splits what <c>go build</c> and <c>go vet</c> print by the package it belongs to. Pure.</summary>
public static class GoOutput
{
    /// <summary>
    /// By case id, what was printed about its package; what belongs to no case stands under the empty id. cmd/go prints a
    /// <c># package</c> line before the output of each package (cmd/go/internal/work/shell.go, Shell.reportCmd); Go 1.27's
    /// <c>go vet -json</c> leaves it out, so that the package is the key inside the JSON object.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ByCase(string output)
    {
        var parts = new Dictionary<string, List<string>>();
        var id = "";
        var lines = output.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            // "# [pkg]" is go vet's form; a test variant would follow the path after a space.
            if (lines[i].StartsWith("# ", StringComparison.Ordinal)) id = CaseOf(lines[i][2..].Trim('[', ']', ' ').Split(' ')[0]);
            else if (lines[i] == "{" && i + 1 < lines.Length && lines[i + 1].StartsWith("\t\"", StringComparison.Ordinal)) id = CaseOf(lines[i + 1].Split('"')[1]);
            // A package without findings is an empty object, which Go 1.27 does not name.
            if (lines[i] is "{}" or "") continue;
            if (!parts.TryGetValue(id, out var part)) parts[id] = part = [];
            part.Add(lines[i]);
        }
        return parts.ToDictionary(p => p.Key, p => string.Join('\n', p.Value) + "\n");
    }

    /// <summary>The first line that says something: neither empty nor the name of a package (<c># …</c>); empty when there is none.</summary>
    public static string FirstLine(string output) => output.Split('\n').FirstOrDefault(l => l.Length > 0 && l[0] != '#') ?? "";

    private static string CaseOf(string package)
        => package.StartsWith(CaseSet.Module + "/", StringComparison.Ordinal) ? package[(CaseSet.Module.Length + 1)..] : "";
}
