using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Claims;

/// <summary>A claim's line in the ledger.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Outcome">What became of it as a whole.</param>
/// <param name="Tampered">Whether only programs that falsify the runtime's own state answer it.</param>
/// <param name="Findings">What became of its parts.</param>
public sealed record LedgerRow(Claim Claim, Outcome Outcome, bool Tampered, IReadOnlyList<Finding> Findings)
{
    /// <summary>The verdict's word; null when the claim was not measured.</summary>
    public string? Verdict => (Outcome, Tampered) switch
    {
        (Outcome.NotMeasured, _) => null,
        (Outcome.NotReproducible, _) => "not-reproducible",
        (_, true) => "needs-tampering",
        (Outcome.Holds, _) => "confirmed",
        (Outcome.Fails, _) => "refuted",
        _ => "partly",
    };

    /// <summary>What is true, in a sentence: the claim itself where it holds.</summary>
    public string Statement => Outcome switch
    {
        Outcome.NotMeasured or Outcome.NotReproducible => Reason,
        Outcome.Holds => Claim.Text,
        _ => Claim.Truth ?? "",
    };

    /// <summary>Why nothing was measured.</summary>
    public string Reason => Findings.FirstOrDefault(f => f.Outcome == Outcome)?.Reason ?? "no part of it was measured";

    /// <summary>The releases it was measured on.</summary>
    public string Releases => string.Join(" ", Findings.SelectMany(f => f.Sightings).Select(s => s.Go).Distinct());
}

/// <summary>Puts findings together to verdicts. Pure.</summary>
public static class Ledger
{
    /// <summary>All words for verdicts.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["confirmed", "refuted", "partly", "not-reproducible", "needs-tampering"];

    /// <summary>A line for each claim of the table, in its order.</summary>
    /// <param name="table">The claims.</param>
    /// <param name="cases">All cases.</param>
    /// <param name="byCases">What the run says.</param>
    /// <param name="byExperiments">What the experiments say, by claim.</param>
    public static IReadOnlyList<LedgerRow> Make(ClaimTable table, IReadOnlyList<Case> cases, CaseFindings byCases, ILookup<string, Finding> byExperiments)
    {
        var byId = cases.ToDictionary(c => c.Id);
        return [.. table.Claims.Select(claim => claim.Kind is ClaimKind.Observability
            ? Row(claim, false, [.. byExperiments[claim.Id]])
            : Row(claim, claim.Predictions.All(p => byId[p.Case].Tampers is not null), [.. claim.Predictions.Select(p => byCases.Of(claim, p, byId[p.Case]))]))];
    }

    private static LedgerRow Row(Claim claim, bool tampered, IReadOnlyList<Finding> findings)
        => new(claim, findings.Count == 0 || findings.Any(f => f.Outcome is Outcome.NotMeasured) ? Outcome.NotMeasured : Finding.Join(findings.Select(f => f.Outcome)), tampered, findings);
}
