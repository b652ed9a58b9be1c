using System.Text.Json;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Reporting.Claims;
using NUnit.Framework;
using Spectre.Console;

namespace InteropFuzz.Reporting.Tests.Claims;

/// <summary>How the sample ledger of the harness's tests looks; ledger.md beside it is the Markdown.</summary>
public sealed class ClaimsReportTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "data", "claims", "sample");

    private static readonly IReadOnlyList<LedgerRow> s_ledger = Make();

    [Test]
    public void The_Markdown_is_the_one_beside_the_sample()
        => Assert.That(ClaimsMarkdown.Write(s_ledger, ["sample"]), Is.EqualTo(File.ReadAllText(Path.Combine(s_folder, "ledger.md"))));

    [Test]
    public void The_JSON_has_id_verdict_statement_and_evidence_of_each_claim()
    {
        var rows = JsonDocument.Parse(ClaimsJson.Write(s_ledger)).RootElement.EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(r => r.GetProperty("id").GetString()), Is.EqualTo(s_ledger.Select(r => r.Claim.Id)));
            Assert.That(rows.Select(r => r.GetProperty("verdict").GetString()).OfType<string>().Distinct(), Is.SubsetOf(Ledger.Verdicts));
            Assert.That(rows.Select(r => r.GetProperty("statement").GetString()), Has.None.Empty);
            Assert.That(rows.Select(r => r.GetProperty("evidence").GetArrayLength()), Has.All.Positive);
            Assert.That(rows[2].GetProperty("evidence")[1].GetProperty("first_lines").GetProperty("1.27.4").GetString(), Does.Contain("heap-use-after-free on address 0x… of prog"));
        });
    }

    [Test]
    public void The_terminal_shows_a_line_for_each_claim_and_on_demand_all_evidence()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        new ClaimsTerminal(console).Write(s_ledger);
        new ClaimsTerminal(console).WriteWhole([.. s_ledger.Where(r => r.Claim.Id == "X-partly")]);
        Assert.Multiple(() =>
        {
            Assert.That(text.ToString(), Does.Contain("16 claims: "));
            Assert.That(text.ToString(), Does.Match(@"X-missing +not measured +interopfuzz run --filter late-release/one --go 1\.27"));
            Assert.That(text.ToString(), Does.Match(@"does not hold +asan has nothing to say"));
            Assert.That(text.ToString(), Does.Contain("2 cells: 2 asan/heap-use-after-free"));
        });
    }

    private static IReadOnlyList<LedgerRow> Make()
    {
        var cases = Path.Combine(s_folder, "cases");
        var outputs = new[] { "1.19.8", "1.27.4" }.Select(go => new ExperimentOutput(go, File.ReadAllText(Path.Combine(s_folder, $"go{go}.txt")))).ToList();
        var reach = new Reach([new(19, 8), new(27, 4)], go => go.Minor == 22, Arch.Amd64);
        return Ledger.Make(
            ClaimTable.Load(cases), CaseSet.Load(cases).Cases, new CaseFindings(ResultsLog.Read(Path.Combine(s_folder, "run", "results.jsonl")), reach, _ => null),
            ExperimentFindings.Read(Experiments.Load(cases), outputs));
    }
}
