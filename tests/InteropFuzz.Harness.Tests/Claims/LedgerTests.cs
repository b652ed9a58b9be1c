using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Claims;

/// <summary>The rules of the ledger, on data/claims/sample: a claim for each rule, rows of a run, and what experiments printed.</summary>
public sealed class LedgerTests
{
    private static readonly string s_folder = Path.Combine(TestData.Folder, "claims", "sample");

    private static readonly IReadOnlyList<ExperimentOutput> s_outputs =
        [.. new[] { "1.19.8", "1.27.4" }.Select(go => new ExperimentOutput(go, File.ReadAllText(Path.Combine(s_folder, $"go{go}.txt"))))];

    private static readonly IReadOnlyList<LedgerRow> s_ledger = Make(File.ReadAllText(Path.Combine(s_folder, "cases", ClaimTable.FileName)));

    public static IEnumerable<TestCaseData> Expected()
        => TestData.Table("claims/sample/expected.tsv").Select(row => new TestCaseData(row[0], row[1], row[2]).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Expected))]
    public void A_claim_gets_the_verdict_that_its_parts_give(string id, string verdict, string statement)
    {
        var row = s_ledger.Single(r => r.Claim.Id == id);
        Assert.Multiple(() =>
        {
            Assert.That(row.Verdict ?? "-", Is.EqualTo(verdict));
            Assert.That(row.Statement, Does.Contain(statement));
        });
    }

    [Test]
    public void Every_claim_of_the_sample_is_expected_to_be_something()
        => Assert.That(s_ledger.Select(r => r.Claim.Id), Is.EqualTo(TestData.Table("claims/sample/expected.tsv").Select(row => row[0])));

    [Test]
    public void A_truth_has_to_fit_the_verdict()
    {
        var text = File.ReadAllText(Path.Combine(s_folder, "cases", ClaimTable.FileName))
            .Replace("  truth: ASan reports it.\n", "", StringComparison.Ordinal)
            .Replace("  claim: the claim of X-holds\n", "  claim: the claim of X-holds\n  truth: It is so.\n", StringComparison.Ordinal);

        var errors = ClaimChecks.CheckTruths(Make(text)).Select(e => e.ToString()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(ClaimChecks.CheckTruths(s_ledger), Is.Empty);
            Assert.That(errors, Has.Count.EqualTo(2));
            Assert.That(errors[0], Is.EqualTo("claims.yaml:7: 'X-holds' came out as confirmed on Go 1.19.8 1.27.4; then it carries no truth"));
            Assert.That(errors[1], Does.StartWith("claims.yaml:").And.Contain("'X-partly' came out as partly true on Go 1.19.8 1.27.4; say under 'truth' what is true"));
        });
    }

    [Test]
    public void A_test_that_failed_is_told_from_the_others()
        => Assert.That(s_outputs.SelectMany(ExperimentFindings.Failures), Is.EqualTo(new[] { "TestSample" }));

    private static IReadOnlyList<LedgerRow> Make(string table)
    {
        var cases = Path.Combine(s_folder, "cases");
        var reach = new Reach([new(19, 8), new(27, 4)], go => go.Minor == 22, Arch.Amd64);
        return Ledger.Make(
            ClaimTable.Parse(table), CaseSet.Load(cases).Cases, new CaseFindings(ResultsLog.Read(Path.Combine(s_folder, "run", "results.jsonl")), reach, _ => null),
            ExperimentFindings.Read(Experiments.Load(cases), s_outputs));
    }
}
