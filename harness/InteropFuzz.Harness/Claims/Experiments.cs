using System.Text.RegularExpressions;
using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Claims;

/// <summary>A test function that answers claims.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file, relative to the cases folder.</param>
/// <param name="Line">The line that names the claims.</param>
/// <param name="Claims">Their ids.</param>
public sealed record Experiment(string Name, string Path, int Line, IReadOnlyList<string> Claims);

/// <summary>The experiments of a cases folder: Go tests whose comment ends with <c>Claims: S2-18</c>.</summary>
/// <param name="All">In the order of files and lines.</param>
/// <param name="Hash">Tells two states of their files apart: 16 hexadecimal digits.</param>
/// <param name="Errors">A test without claims, or claims without a test.</param>
public sealed partial record Experiments(IReadOnlyList<Experiment> All, string Hash, IReadOnlyList<CaseError> Errors)
{
    /// <summary>Their folder in the cases folder; it holds no cases.</summary>
    public const string FolderName = "observability";

    /// <summary>Reads the heads of all tests; none where there is no such folder.</summary>
    public static Experiments Load(string casesFolder)
    {
        var folder = Path.Combine(casesFolder, FolderName);
        if (!Directory.Exists(folder)) return new([], "", []);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => new CaseFile(Path.GetRelativePath(casesFolder, f), File.ReadAllText(f))).ToList();
        List<Experiment> all = [];
        List<CaseError> errors = [];
        foreach (var file in files.Where(f => f.Name.EndsWith("_test.go", StringComparison.Ordinal))) Read(file, all, errors);
        return new(all, CaseHash.Of(files), errors);
    }

    private static void Read(CaseFile file, List<Experiment> all, List<CaseError> errors)
    {
        var (at, ids) = (0, (string[])[]);
        foreach (var (index, line) in file.Text.Split('\n').Index())
            if (line.StartsWith("// Claims: ", StringComparison.Ordinal))
                (at, ids) = (index + 1, line["// Claims: ".Length..].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
            else if (Test().Match(line) is { Success: true } test)
            {
                if (ids.Length > 0) all.Add(new(test.Groups[1].Value, file.Name, at, ids));
                else errors.Add(new(file.Name, index + 1, $"{test.Groups[1].Value} answers no claim: end its comment with '// Claims: ID'"));
                ids = [];
            }
            else if (ids.Length > 0)
            {
                errors.Add(new(file.Name, at, "'Claims:' has to be the last line of a test's comment"));
                ids = [];
            }
    }

    [GeneratedRegex(@"^func (Test\w+)\(t \*testing\.T\)")]
    private static partial Regex Test();
}
