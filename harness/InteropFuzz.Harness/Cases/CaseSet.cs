using InteropFuzz.Harness.Claims;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>Every case below a folder.</summary>
/// <param name="Folder">The folder that holds go.mod and the fault classes.</param>
/// <param name="Cases">In the order of fault classes, then names.</param>
/// <param name="Errors">What is wrong; no case named here should run, nor others with it.</param>
public sealed record CaseSet(string Folder, IReadOnlyList<Case> Cases, IReadOnlyList<CaseError> Errors)
{
    /// <summary>The module of the cases, as cases/go.mod says.</summary>
    public const string Module = "interopfuzz/cases";

    /// <summary>Reads every <c>class/name/main.go</c> and <c>class/name/Program.cs</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CaseSet Load(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "go.mod")))
            throw new DirectoryNotFoundException($"'{folder}' is no cases folder: it has no go.mod");
        var cases = new List<Case>();
        var errors = new List<CaseError>();
        foreach (var classFolder in SubFolders(folder).Where(f => Path.GetFileName(f) != Experiments.FolderName))
            foreach (var caseFolder in SubFolders(classFolder))
                if (ReadOne(Path.GetFileName(classFolder), caseFolder, errors) is { } c) cases.Add(c);
        foreach (var c in cases.Where(c => !c.IsTwin && !c.IsControl && c.Tampers is null && c.Finding is null && !Directory.Exists(c.Folder + Case.TwinSuffix)))
            errors.Add(new($"{c.Id}/{c.Main.Name}", 1, $"the case has no passing twin: write {c.Id + Case.TwinSuffix}/{c.Main.Name}"));
        foreach (var c in cases.Where(c => c.IsTwin && !Directory.Exists(c.Folder[..^Case.TwinSuffix.Length])))
            errors.Add(new($"{c.Id}/{c.Main.Name}", 1, "the twin's faulty case is missing"));
        return new(Path.GetFullPath(folder), [.. cases.OrderBy(c => c.Class).ThenBy(c => c.Id, StringComparer.Ordinal)],
            [.. errors.OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Line)]);
    }

    private static IEnumerable<string> SubFolders(string folder)
        => Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) is { } name && name[0] is not ('.' or '_') && name != "reports")
            .Order(StringComparer.Ordinal);

    private static Case? ReadOne(string className, string folder, List<CaseError> errors)
    {
        var id = $"{className}/{Path.GetFileName(folder)}";
        var (isGo, isNet) = (File.Exists(Path.Combine(folder, "main.go")), File.Exists(Path.Combine(folder, "Program.cs")));
        var path = $"{id}/{(isNet && !isGo ? "Program.cs" : "main.go")}";
        if (isGo == isNet)
        {
            errors.Add(new(path, 1, isGo ? "there are a main.go and a Program.cs in this folder; a case has one of them" : "there is no main.go and no Program.cs in this folder"));
            return null;
        }
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(f => new CaseFile(Path.GetFileName(f), File.ReadAllText(f))).ToList();
        var before = errors.Count;
        var head = CaseHead.Read(path, files.First(f => f.Name == Path.GetFileName(path)).Text, id.EndsWith(Case.TwinSuffix, StringComparison.Ordinal), errors);
        if (errors.Count == before && FaultClasses.Name(head.Class) != className)
            errors.Add(new(path, head.ClassLine, $"the folder says '{className}', the head says '{FaultClasses.Name(head.Class)}'"));
        if (errors.Count > before) return null;
        var c = new Case
        {
            Id = id,
            Folder = folder,
            Title = head.Title,
            Class = head.Class,
            Guilty = head.Guilty,
            Claims = head.Claims,
            See = head.See,
            Expectations = head.Expectations,
            Repeat = head.Repeat,
            Environment = head.Environment,
            Needs = head.Needs,
            BuildApart = head.BuildApart || head.Tampers is not null,
            Tampers = head.Tampers,
            Finding = head.Finding,
            Deadline = head.Deadline ?? TimeSpan.FromSeconds(10),
            Files = files,
            Hash = CaseHash.Of(files),
        };
        CaseChecks.Check(c, path, errors);
        return c;
    }
}
