using System.Globalization;
using System.Text;
using System.Xml;
using InteropFuzz.Harness.Checking.Model;
using InteropFuzz.Harness.Checking.Reviewing;

namespace InteropFuzz.Reporting.Checks;

/// <summary>
/// The report for build servers: a suite for each cell. What is new is a failed test; what is known or suppressed does not fail the build, and so is
/// a skipped one that says why; a cell that does not build is an error.
/// </summary>
public static class CheckJUnit
{
    private const int Width = 100;

    /// <summary>What belongs to no test needs a name all the same.</summary>
    private const string Process = "(process)";

    /// <summary>The whole document.</summary>
    public static string Write(CheckReport report)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "interopfuzz check");
            Attribute(xml, "time", Seconds(report.Run.Info.WallS));
            foreach (var cell in report.Run.Cells) WriteSuite(xml, cell.Cell.ToString(), [.. CasesOf(report, cell)], cell.WallS);
            xml.WriteEndElement();
        }
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static IEnumerable<TestCase> CasesOf(CheckReport report, CellResult cell)
    {
        if (cell.State == CellState.BuildFailed)
        {
            yield return new("(build)", 0) { Error = cell.Reason ?? "the test binary does not build" };
            yield break;
        }
        if (cell.State == CellState.NotAvailable)
        {
            yield return new("(cell)", 0) { Skipped = cell.Reason ?? "not available" };
            yield break;
        }
        foreach (var test in cell.Tests) yield return CaseOf(test, report.ShownBy(cell.Cell, test.Test));
        // vet's findings, and those of tests that left no result, belong to no test case yet.
        var told = cell.Tests.Select(t => t.Test).ToHashSet();
        var others = report.Review.Findings.Where(f => f.Finding.Seen.Any(s => s.Cell == cell.Cell && !told.Contains(s.Test))).ToList();
        foreach (var reviewed in others) yield return Judged(new($"{reviewed.Finding.Symptom} {CheckReport.Place(reviewed.Finding)}", 0), [reviewed]);
        if (cell.Tests.Count == 0 && others.Count == 0) yield return new(cell.Cell.Instrument == "vet" ? "(go vet)" : Process, cell.WallS);
    }

    private static TestCase CaseOf(TestResult test, IReadOnlyList<ReviewedFinding> shown)
    {
        var one = new TestCase(test.Test.Length > 0 ? test.Test : Process, test.Seconds) { Flaky = test.Outcome == TestOutcome.Flaky ? $"{test.Bad} of {test.Times}" : null };
        return test.Outcome switch
        {
            TestOutcome.Skipped or TestOutcome.NotAvailable => one with { Skipped = test.Reason ?? test.Outcome.Name() },
            TestOutcome.Passed => one,
            _ when shown.Count > 0 => Judged(one, shown),
            _ => one with { Failure = (test.Worst.Name(), test.Reason ?? test.Worst.Name(), test.Output) },
        };
    }

    /// <summary>The worst standing decides.</summary>
    private static TestCase Judged(TestCase one, IReadOnlyList<ReviewedFinding> shown)
    {
        var first = shown.MinBy(f => f.Standing)!;
        return first.Standing != Standing.New ? one with { Skipped = $"{CheckReport.Say(first)}: {first.Finding.Title}" }
            : one with { Failure = (first.Finding.Symptom, first.Finding.Title, string.Join("\n\n", shown.Where(f => f.Standing == Standing.New).Select(f => Told(f.Finding)))) };
    }

    private static string Told(CheckFinding finding)
    {
        var lines = new List<string> { $"{finding.Symptom} {finding.Signature}: {finding.Title}", CheckReport.Place(finding) };
        if (finding.Best is { } best) lines.AddRange(CheckStackText.Lines(best, Width).Select(l => l.ToString()));
        else if (finding.Output.Length > 0) lines.Add(finding.Output.TrimEnd());
        lines.AddRange(["", finding.Reproduce.TrimEnd()]);
        return string.Join('\n', lines);
    }

    private static void WriteSuite(XmlWriter xml, string name, IReadOnlyList<TestCase> cases, double seconds)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(c => c.Failure is not null)));
        Attribute(xml, "errors", Number(cases.Count(c => c.Error is not null)));
        Attribute(xml, "skipped", Number(cases.Count(c => c.Skipped is not null)));
        Attribute(xml, "time", Seconds(seconds));
        foreach (var one in cases)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", name);
            Attribute(xml, "name", one.Name);
            Attribute(xml, "time", Seconds(one.Seconds));
            if (one.Flaky is { } flaky) Property(xml, "flaky", flaky);
            if (one.Error is { } error) Ending(xml, "error", "build-failed", error.Split('\n')[0], error);
            if (one.Failure is { } failure) Ending(xml, "failure", failure.Type, failure.Message, failure.Text);
            if (one.Skipped is { } skipped)
            {
                xml.WriteStartElement("skipped");
                Attribute(xml, "message", skipped);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("properties");
        xml.WriteStartElement("property");
        Attribute(xml, "name", name);
        Attribute(xml, "value", value);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Ending(XmlWriter xml, string element, string type, string message, string text)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "type", type);
        Attribute(xml, "message", message);
        xml.WriteString(Safe("\n" + text.TrimEnd() + "\n"));
        xml.WriteEndElement();
    }

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double s) => s.ToString("F3", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Safe(value));

    /// <summary>Build servers show it on terminals and pages of their own.</summary>
    private static string Safe(string text) => Hostile.ForXml(Hostile.ForTerminal(text));

    private sealed record TestCase(string Name, double Seconds)
    {
        public string? Flaky { get; init; }

        public string? Skipped { get; init; }

        public string? Error { get; init; }

        public (string Type, string Message, string Text)? Failure { get; init; }
    }
}
