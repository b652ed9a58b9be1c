using System.Text;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Reporting;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Adoption;

/// <summary>Writes the files of a case from a report. Pure.</summary>
/// <param name="Class">The fault class.</param>
/// <param name="Name">The case's name in it.</param>
/// <param name="Crash">What the report says.</param>
/// <param name="Title">The title; null to make one.</param>
/// <param name="See">The address of the public report, or null.</param>
public sealed record CaseSkeleton(FaultClass Class, string Name, Crash Crash, string? Title = null, string? See = null)
{
    private const string FillIn = "FILL IN";
    private const int MostStackLines = 30;
    private const int Width = 90;

    /// <summary><c>class/name</c>.</summary>
    public string Id => $"{FaultClasses.Name(Class)}/{Name}";

    /// <summary>Where the raw report is kept, below the cases folder.</summary>
    public string ReportPath => $"reports/{Id}.txt";

    /// <summary>Every file, by its path below the cases folder.</summary>
    /// <param name="program">The files of the program that crashed; empty for a skeleton.</param>
    /// <param name="report">The text of the report.</param>
    /// <exception cref="UsageException">The program's main.go is no <c>package main</c>.</exception>
    public IReadOnlyDictionary<string, string> Files(IReadOnlyList<CaseFile> program, string report)
    {
        var files = new Dictionary<string, string> { [$"{Id}/main.go"] = Main(program.Where(f => f.Name == "main.go").Select(f => f.Text).FirstOrDefault()) };
        foreach (var file in program.Where(f => f.Name != "main.go")) files[$"{Id}/{file.Name}"] = file.Text;
        files[$"{Id}{Case.TwinSuffix}/main.go"] = Twin();
        files[ReportPath] = ReportOf(Crash, Id, report);
        return files;
    }

    private string Main(string? program)
    {
        var parts = program is null ? null : ProgramText.Parse(program) ?? throw new UsageException("the program's main.go is no 'package main'");
        var text = new StringBuilder();
        foreach (var line in parts?.Constraints ?? []) text.Append($"{line}\n\n");
        text.Append($"// Title: {Title ?? TitleOf(Crash)}\n// Class: {FaultClasses.Name(Class)}\n// Guilty: {GuiltySides.Name(Crash.Guilty)}\n");
        if (See is not null) text.Append($"// See: {See}\n");
        foreach (var line in Expectations()) text.Append($"// {line}\n");
        text.Append($"//\n// {FillIn}: what is wrong in plain words, and why each tool sees it or not.\n// The report, in {ReportPath}, says:\n//\n");
        foreach (var line in EvidenceOf(Crash)) text.Append($"//\t{line}".TrimEnd()).Append('\n');
        if (parts?.Comment is { Count: > 0 } comment) text.Append("//\n").AppendJoin('\n', comment).Append('\n');
        text.Append("package main\n");
        return text.Append(parts?.Body ?? Body($"{FillIn}: the smallest program that makes this mistake.\n\t// Where it can tell that its data is wrong, it prints last:\n\t// fmt.Println(\"INTEROPFUZZ silent: what is wrong\")")).ToString();
    }

    private string Twin() =>
        $"// Title: {FillIn}: the same thing done the right way\n// Class: {FaultClasses.Name(Class)}\n// Expect: clean\n//\n// {FillIn}: what {Name} does wrong, and how it is done right here.\npackage main\n"
        + Body($"{FillIn}: the program of {Name} without the mistake.");

    private static string Body(string comment) =>
        $"\n// #cgo CFLAGS: -O0 -g\nimport \"C\"\n\nimport \"fmt\"\n\nfunc main() {{\n\t// {comment}\n\tfmt.Println(\"INTEROPFUZZ clean\")\n}}\n";

    /// <summary>A title, for want of a person's.</summary>
    internal static string TitleOf(Crash crash)
    {
        var where = crash.Frame is { } frame ? $", in {frame.Function}" : "";
        return Words.OneLine(SymptomCatalog.Find(crash.Symptom).Meaning + where);
    }

    /// <summary>What the report shows, under the instrument that shows such a thing; clean elsewhere, until a run says better.</summary>
    private IEnumerable<string> Expectations()
    {
        var seen = Crash.Symptom;
        IReadOnlyList<string> instruments = seen.Family switch
        {
            "asan" or "lsan" => ["asan"],
            "msan" => ["msan"],
            "tsan" => ["race"],
            "valgrind" => ["valgrind"],
            "vet" => ["vet"],
            // These instruments switch checkptr on too.
            "go-fatal" when seen.Name.StartsWith("go-fatal/checkptr", StringComparison.Ordinal) => ["checkptr", "race", "asan", "msan"],
            "go-fatal" when seen.Name == "go-fatal/cgo-write-barrier" => ["cgocheck2"],
            "go-fatal" when seen.Name == "go-fatal/checkmark" => ["gcstress"],
            _ => [],
        };
        yield return $"Expect: {(instruments.Count > 0 ? Symptom.Clean : seen)}";
        foreach (var instrument in instruments) yield return $"Expect {instrument}: {seen}";
    }

    /// <summary>The line that names the fault, and the stack, each harmless in a comment.</summary>
    internal static IEnumerable<string> EvidenceOf(Crash crash)
    {
        foreach (var line in Hostile.ForTerminal(crash.FirstLine).Split('\n')) yield return Words.Cut(Words.OneLine(line), Width);
        foreach (var line in CrashScreen.Stack(crash, Width).Take(MostStackLines)) yield return line.ToString();
    }

    /// <summary>The raw report, below a header as in the tests of Triage.</summary>
    internal static string ReportOf(Crash crash, string id, string report)
        => $"Symptom: {crash.Symptom}\nEnding: unknown\nFinding-line: {crash.Primary?.Line.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}\nFrom: adopted as {id}\n---\n{report}";
}
