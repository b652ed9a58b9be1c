using InteropFuzz.Cli.Adoption;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Findings;

/// <summary>Makes cases of findings.</summary>
public static class FindingAdoption
{
    /// <summary>Writes the case; nothing is overwritten.</summary>
    /// <param name="store">Where the finding is.</param>
    /// <param name="stored">The finding.</param>
    /// <param name="cases">The cases folder.</param>
    /// <param name="id"><c>CLASS/NAME</c>; null for the likeliest class and a name made of symptom and function.</param>
    /// <param name="title">The title; null to make one.</param>
    /// <returns>The case's id, and the files written.</returns>
    /// <exception cref="UsageException">The finding cannot be a case, or there is one of that name; the message says the way out.</exception>
    public static (string Id, IReadOnlyList<string> Files) Write(FindingStore store, StoredFinding stored, string cases, string? id = null, string? title = null)
    {
        if (!File.Exists(Path.Combine(cases, "go.mod"))) throw new UsageException($"'{cases}' is no cases folder: it has no go.mod");
        var finding = stored.Finding;
        var (faultClass, name) = id is not null ? CaseId.Read(id)
            : finding.Classes.Count > 0 && FaultClasses.TryParse(finding.Classes[0].Class, out var likeliest) ? (likeliest, FreeName(finding, Path.Combine(cases, FaultClasses.Name(likeliest))))
            : throw new UsageException($"nothing says of which class finding {finding.Id} is: interopfuzz findings adopt {finding.Id} --as CLASS/NAME");
        var adopted = new FindingCase(finding, stored.Crash, faultClass, name, title);
        var (output, debugger) = stored.Read();
        var files = adopted.Files(store.Program(finding.Id), debugger.Length > 0 ? $"{output}\n{debugger}" : output).ToDictionary(f => Path.Combine(cases, f.Key), f => f.Value);
        NewFiles.Write(files);
        return (adopted.Id, [.. files.Keys.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The name made of symptom and function; where another finding's case has it, with some of this one's digits behind it.</summary>
    private static string FreeName(Harness.Findings.Finding finding, string classFolder)
    {
        const int digits = 6;
        var name = FindingCase.NameOf(finding);
        var main = Path.Combine(classFolder, name, "main.go");
        var isTaken = Directory.Exists(Path.GetDirectoryName(main)) && !(File.Exists(main) && File.ReadAllText(main).Contains($"// Finding: {finding.Id}\n", StringComparison.Ordinal));
        return isTaken ? $"{name}-{finding.Id[..digits]}" : name;
    }
}
