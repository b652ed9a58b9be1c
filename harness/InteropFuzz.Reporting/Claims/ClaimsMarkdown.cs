using System.Text;
using InteropFuzz.Harness.Claims;

namespace InteropFuzz.Reporting.Claims;

/// <summary>The ledger as Markdown, by article.</summary>
public static class ClaimsMarkdown
{
    /// <summary>The whole document.</summary>
    /// <param name="rows">The ledger.</param>
    public static string Write(IReadOnlyList<LedgerRow> rows)
    {
        var text = new StringBuilder();
        text.Append($"""
            # What five articles claim of memory faults in Go, and what is true

            Written by `interopfuzz claims --markdown docs/claims.md` from a run; no verdict is typed. `cases/claims.yaml` holds what each claim
            predicts, the cases and the experiments in `cases/{Experiments.FolderName}` are held against that: confirmed where every part holds, refuted where
            none does, partly else. *Not reproducible* says why it cannot be tried here; *needs tampering* means that only a program which falsifies the
            runtime's own state gets there. How it is made: [cases.md](cases.md#claims).

            Measured on Go {Evidence.Releases(rows.SelectMany(r => r.Findings).SelectMany(f => f.Sightings))}. Of {rows.Count} claims:

            | article | {string.Join(" | ", Ledger.Verdicts)} | not measured |
            |---|{string.Concat(Ledger.Verdicts.Select(_ => "--:|"))}--:|

            """);
        var articles = rows.GroupBy(r => r.Claim.Seed[..3]).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var article in articles) Count(article.Key, [.. article]);
        Count("**all**", rows);
        foreach (var article in articles)
        {
            text.Append($"\n## Article {article.Key}\n\n| claim | verdict | what is true | evidence |\n|---|---|---|---|\n");
            foreach (var row in article)
                text.Append($"| **{row.Claim.Id}** {Hostile.ForMarkdown(row.Claim.Text)} | {row.Verdict ?? "not measured"} | {(row.Outcome is Outcome.Holds ? "as claimed" : Hostile.ForMarkdown(row.Statement))} | {string.Join("<br>", row.Findings.Select(Say))} |\n");
        }
        return text.ToString();

        void Count(string name, IReadOnlyList<LedgerRow> of)
            => text.Append($"| {name} | {string.Join(" | ", Ledger.Verdicts.Select(v => of.Count(r => r.Verdict == v)))} | {of.Count(r => r.Verdict is null)} |\n");
    }

    private static string Say(Finding f)
    {
        var cells = Evidence.Cells(f);
        var lines = Evidence.FirstLines(f).ToList();
        return $"{(f.Part.Length > 0 ? $"{Hostile.ForMarkdown(f.Part)}: " : "")}**{Evidence.Say(f.Outcome)}** — {Hostile.ForMarkdown(f.Source)}"
            + (cells.Length > 0 ? $", {Hostile.ForMarkdown(cells)}" : "")
            + (f.Reason is { } reason ? $", {Hostile.ForMarkdown(reason)}" : "")
            + string.Concat(lines.Select(l => $"; Go {l.Releases}: “{Hostile.ForMarkdown(l.Line)}”"));
    }
}
