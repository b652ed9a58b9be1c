using InteropFuzz.Harness.Cases;

namespace InteropFuzz.Harness.Claims;

/// <summary>Whether table, cases and experiments speak of the same claims. Pure.</summary>
public static class ClaimChecks
{
    /// <summary>What does not fit together, with file and line.</summary>
    public static IReadOnlyList<CaseError> Check(ClaimTable table, IReadOnlyList<Case> cases, Experiments experiments)
    {
        List<CaseError> errors = [.. table.Errors, .. experiments.Errors];
        var known = table.Claims.ToDictionary(c => c.Id);
        var byId = cases.ToDictionary(c => c.Id);
        foreach (var c in cases)
            foreach (var id in c.Claims)
                if (!known.TryGetValue(id, out var claim)) errors.Add(new($"{c.Id}/{c.Main.Name}", LineOf(c), $"{ClaimTable.FileName} has no claim '{id}'"));
                else if (claim.Kind is not ClaimKind.Fault) errors.Add(new($"{c.Id}/{c.Main.Name}", LineOf(c), $"'{id}' is of kind observability: an experiment answers it"));
                else if (!claim.Predictions.Any(p => p.Case == c.Id)) errors.Add(new(ClaimTable.FileName, claim.Line, $"'{id}' predicts nothing of {c.Id}, which says that it answers it"));
        foreach (var experiment in experiments.All)
            foreach (var id in experiment.Claims)
                if (!known.TryGetValue(id, out var claim)) errors.Add(new(experiment.Path, experiment.Line, $"{ClaimTable.FileName} has no claim '{id}'"));
                else if (claim.Kind is not ClaimKind.Observability) errors.Add(new(experiment.Path, experiment.Line, $"'{id}' is of kind fault: cases answer it"));
        var tried = experiments.All.SelectMany(e => e.Claims).ToHashSet();
        foreach (var claim in table.Claims)
        {
            if (claim.Kind is ClaimKind.Observability && !tried.Contains(claim.Id))
                errors.Add(new(ClaimTable.FileName, claim.Line, $"no experiment answers '{claim.Id}': write a test in {Experiments.FolderName}/ with '// Claims: {claim.Id}'"));
            foreach (var p in claim.Predictions)
                if (!byId.TryGetValue(p.Case, out var c)) errors.Add(new(ClaimTable.FileName, p.Line, $"there is no case {p.Case}"));
                else if (!c.Claims.Contains(claim.Id)) errors.Add(new(ClaimTable.FileName, p.Line, $"{p.Case} does not say 'Claims: {claim.Id}'"));
        }
        return errors;
    }

    /// <summary>What the verdicts leave to be said: a truth where the claim holds, or none where it does not.</summary>
    public static IReadOnlyList<CaseError> CheckTruths(IReadOnlyList<LedgerRow> rows)
        => [.. rows.Select(Truth).OfType<CaseError>()];

    private static CaseError? Truth(LedgerRow row)
        => row.Outcome is Outcome.Holds && row.Claim.Truth is not null
            ? new(ClaimTable.FileName, row.Claim.TruthLine, $"'{row.Claim.Id}' came out as confirmed on Go {row.Releases}; then it carries no truth")
            : row.Outcome is Outcome.Fails or Outcome.Mixed && row.Claim.Truth is null
                ? new(ClaimTable.FileName, row.Claim.Line, $"'{row.Claim.Id}' came out as {(row.Outcome is Outcome.Fails ? "refuted" : "partly true")} on Go {row.Releases}; say under 'truth' what is true")
                : null;

    private static int LineOf(Case c)
        => Array.FindIndex(c.Main.Text.Split('\n'), l => l.StartsWith("// Claims:", StringComparison.Ordinal)) + 1;
}
