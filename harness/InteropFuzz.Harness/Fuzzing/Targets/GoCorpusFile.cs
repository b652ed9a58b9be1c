using System.Security.Cryptography;
using System.Text;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A file of <c>testdata/fuzz/FuzzName</c> (Go's internal/fuzz/encoding.go, version 1). Pure.</summary>
public static class GoCorpusFile
{
    private const string Version = "go test fuzz v1";

    /// <summary>The file's text.</summary>
    public static string Write(IEnumerable<GoValue> values) => $"{Version}\n{string.Concat(values.Select(v => GoLiteral.Write(v) + "\n"))}";

    /// <summary>The name that Go would give to the file: the beginning of its hash.</summary>
    public static string Name(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Reads a file.</summary>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="types">What the fuzz function takes.</param>
    /// <exception cref="FuzzTargetException">It is of another version, or has other values; the message names file and line.</exception>
    public static IReadOnlyList<GoValue> Read(string name, string text, IReadOnlyList<GoValueType> types)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        if (lines[0] != Version) throw new FuzzTargetException($"{name}:1: this is no file of Go's corpus: its first line is not '{Version}'");
        var values = new List<GoValue>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Trim().Length == 0) continue;
            if (values.Count == types.Count) throw new FuzzTargetException($"{name}:{i + 1}: the fuzz function takes {types.Count} arguments, and this is one more");
            var value = GoLiteral.Read(lines[i]) ?? throw new FuzzTargetException($"{name}:{i + 1}: '{lines[i]}' is no value of a corpus file");
            if (value.Type != types[values.Count])
                throw new FuzzTargetException($"{name}:{i + 1}: this is a {value.Type.Name()}, where the fuzz function takes a {types[values.Count].Name()}");
            values.Add(value);
        }
        return values.Count == types.Count ? values : throw new FuzzTargetException($"{name}: {values.Count} values, where the fuzz function takes {types.Count}");
    }
}
