using System.Text;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Findings;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using Finding = InteropFuzz.Harness.Findings.Finding;

namespace InteropFuzz.Cli.Adoption;

/// <summary>Writes the files of a case from a finding: its standalone program, and what that was measured to show. Pure.</summary>
/// <param name="Finding">The finding; its program reproduces it and its cells are the program's.</param>
/// <param name="Crash">What its output says.</param>
/// <param name="Class">The fault class.</param>
/// <param name="Name">The case's name in it.</param>
/// <param name="Title">The title; null to make one.</param>
public sealed record FindingCase(Finding Finding, Crash Crash, FaultClass Class, string Name, string? Title = null)
{
    /// <summary>How often a cell is tried where tries differed.</summary>
    private const int FlakyRepeat = 10;

    /// <summary><c>class/name</c>.</summary>
    public string Id => $"{FaultClasses.Name(Class)}/{Name}";

    /// <summary>A name for the case, for want of a person's: the symptom, and the function.</summary>
    public static string NameOf(Finding finding)
    {
        var function = finding.Parts.Skip(1).FirstOrDefault(p => p != "main.main");
        var words = $"{finding.Symptom[(finding.Symptom.LastIndexOf('/') + 1)..]}{(function is null ? "" : $" in {function}")}";
        var name = string.Join('-', new string([.. words.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return char.IsAsciiLetterLower(name.FirstOrDefault()) ? name : "finding-" + name;
    }

    /// <summary>Every file, by its path below the cases folder.</summary>
    /// <param name="program">The program's files.</param>
    /// <param name="output">What it printed.</param>
    /// <exception cref="UsageException">The program cannot be a case, or was not measured.</exception>
    public IReadOnlyDictionary<string, string> Files(IReadOnlyDictionary<string, byte[]> program, string output)
    {
        if (Finding.Program is { Verdict: ProgramVerdict.Reproduced } && !Finding.CellsOfProgram)
            throw new UsageException($"finding {Finding.Id} has a program that shows it, but nobody has asked yet what it shows under each instrument: interopfuzz findings minimise {Finding.Id}");
        if (Finding.Program is not { Verdict: ProgramVerdict.Reproduced })
            throw new UsageException($"finding {Finding.Id} has no program that shows it, so there is nothing that a case could hold{(Finding.Program is { } p ? $" ({p.Detail.Split('\n')[0]})" : "")}");
        var sources = program.Where(f => f.Key != "go.mod" && f.Key != "go.sum").Select(f => new CaseFile(f.Key, Encoding.UTF8.GetString(f.Value))).ToList();
        if (program.TryGetValue("go.mod", out var module) && Encoding.UTF8.GetString(module).Split('\n').FirstOrDefault(l => l.StartsWith("require", StringComparison.Ordinal) || l.StartsWith("replace", StringComparison.Ordinal)) is { } needs)
            throw new UsageException($"the program of finding {Finding.Id} needs another module ('{needs.Trim()}'), and cases have none: write the fault down without it, then 'interopfuzz adopt'");
        if (sources.FirstOrDefault(f => f.Name.Contains('/', StringComparison.Ordinal)) is { Name: { } nested })
            throw new UsageException($"the program of finding {Finding.Id} has folders ({nested}), and a case has none: write the fault down in one folder, then 'interopfuzz adopt'");
        var main = sources.FirstOrDefault(f => f.Name == "main.go").Text is { } text ? ProgramText.Parse(text) : null;
        if (main is null) throw new UsageException($"the program of finding {Finding.Id} has no main.go with 'package main'");
        var files = sources.Where(f => f.Name != "main.go").ToDictionary(f => $"{Id}/{f.Name}", f => f.Text);
        files[$"{Id}/main.go"] = Main(main);
        files[$"reports/{Id}.txt"] = CaseSkeleton.ReportOf(Crash, Id, output);
        return files;
    }

    private string Main(ProgramText program)
    {
        var seen = Seen();
        var text = new StringBuilder();
        foreach (var line in program.Constraints) text.Append($"{line}\n\n");
        text.Append($"// Title: {Title ?? CaseSkeleton.TitleOf(Crash)}\n// Class: {FaultClasses.Name(Class)}\n// Guilty: {Finding.Guilty}\n// Finding: {Finding.Id}\n");
        var expectations = new List<Expectation>();
        foreach (var (instrument, symptoms) in Basis(seen))
        {
            expectations.Add(new(text.ToString().Count(c => c == '\n') + 1, instrument is null ? [] : [Selector.Parse(instrument.Name)!], symptoms));
            text.Append("// Expect: to be written\n");
        }
        if (!Finding.Replays.IsReproducible || seen.Values.Any(s => s.Count > 1)) text.Append($"// Repeat: {FlakyRepeat}\n");
        if (Needs() is { } least) text.Append($"// Needs: go>={least.Release}\n");
        // It was measured alone, and its C functions may have names that others have too.
        text.Append($"// Build: apart\n//\n// Found by fuzzing {Words(Finding.Target)}; the program is its minimised input. As long as nobody has written the right way\n// of it, there is no twin. It says, in reports/{Id}.txt:\n//\n");
        foreach (var line in CaseSkeleton.EvidenceOf(Crash)) text.Append($"//\t{line}".TrimEnd()).Append('\n');
        if (program.Comment.Count > 0) text.Append("//\n").AppendJoin('\n', program.Comment).Append('\n');
        text.Append("package main\n").Append(program.Body);
        var whole = text.ToString();
        return ExpectationUpdate.Apply(new()
        {
            Id = Id,
            Folder = "",
            Title = "",
            Class = Class,
            Guilty = GuiltySide.Unknown,
            Expectations = expectations,
            Needs = Needs() is { } from ? [new(false, from)] : [],
            Files = [new("main.go", whole)],
            Hash = "",
        }, seen);
    }

    private static string Words(string target) => Reporting.Crashes.Words.OneLine(target);

    /// <summary>What each cell of the matrix showed.</summary>
    private Dictionary<Cell, IReadOnlyList<Symptom>> Seen()
    {
        var seen = new Dictionary<Cell, IReadOnlyList<Symptom>>();
        foreach (var cell in Finding.Cells.Where(c => c.Reason is null && c.Arch == PlanWords.HostArch.Name()))
            if (InstrumentCatalog.Find(cell.Instrument) is { } instrument && GoVersion.TryParse(cell.Go, out var go))
                seen[new(go, PlanWords.HostArch, instrument)] = [.. cell.Symptoms.Keys.Select(s => Symptom.TryParse(s, out var symptom) ? symptom : Symptom.Unknown)];
        return seen;
    }

    /// <summary>What is expected on releases that were not measured: what the instrument showed on those that were; else what plain did.</summary>
    private static IEnumerable<(IInstrument? Instrument, IReadOnlyList<Symptom> Symptoms)> Basis(Dictionary<Cell, IReadOnlyList<Symptom>> seen)
    {
        var byInstrument = seen.GroupBy(s => s.Key.Instrument).ToDictionary(g => g.Key, g => g.SelectMany(s => s.Value).Distinct().ToList());
        yield return (null, byInstrument.FirstOrDefault(i => i.Key.Name == "plain").Value ?? [Symptom.Clean]);
        foreach (var (instrument, symptoms) in byInstrument.OrderBy(i => i.Key.Order)) yield return (instrument, symptoms);
    }

    /// <summary>The oldest release on which the program builds, when it does not on an older one.</summary>
    private GoVersion? Needs()
    {
        var tried = Finding.Cells.Select(c => (Cell: c, Instrument: InstrumentCatalog.Find(c.Instrument), Go: GoVersion.TryParse(c.Go, out var go) ? go : default))
            .Where(c => c.Instrument is not null && c.Instrument.WhyNever(c.Go, PlanWords.HostArch, RunnerKind.Local) is null).ToList();
        if (!tried.Exists(c => c.Cell.Reason is null)) return null;
        var least = tried.Where(c => c.Cell.Reason is null).Min(c => c.Go);
        return tried.Exists(c => c.Go.Minor < least.Minor) ? new GoVersion(least.Minor) : null;
    }
}
