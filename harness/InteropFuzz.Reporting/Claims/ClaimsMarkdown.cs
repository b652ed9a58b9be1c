using System.Text;
using InteropFuzz.Harness.Claims;

namespace InteropFuzz.Reporting.Claims;

/// <summary>The ledger as Markdown, by article.</summary>
public static class ClaimsMarkdown
{
    /// <summary>The whole document: for each article a table of verdicts, then the evidence for each claim.</summary>
    /// <param name="rows">The ledger.</param>
    /// <param name="runs">The runs that it was made from.</param>
    public static string Write(IReadOnlyList<LedgerRow> rows, IEnumerable<string> runs)
    {
        var text = new StringBuilder();
        text.Append($"""
            # What five articles claim of memory faults in Go, and what is true

            Written by `interopfuzz claims --markdown docs/claims.md`, from {string.Join(", ", runs.Select(r => $"run {Hostile.ForMarkdown(r)}"))} and the experiments in
            `cases/{Experiments.FolderName}`; no verdict is typed. `cases/{ClaimTable.FileName}` says what each claim predicts. It is *confirmed* where every part of it
            holds, *refuted* where none does, *partly* true else. *Not reproducible* means that it cannot be tried here; *needs tampering* that only a
            program which falsifies the runtime's own state gets there. More on this: [cases.md](cases.md#claims).

            Measured on Go {Evidence.Releases(rows.SelectMany(r => r.Findings).SelectMany(f => f.Sightings))}.

            | article | {string.Join(" | ", Ledger.Verdicts)} | not measured |
            |---|{string.Concat(Ledger.Verdicts.Select(_ => "--:|"))}--:|

            """);
        var articles = rows.GroupBy(r => r.Claim.Seed[..Math.Min(3, r.Claim.Seed.Length)]).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var article in articles) Count(article.Key, [.. article]);
        Count("**all**", rows);
        foreach (var article in articles)
        {
            text.Append($"\n## Article {Hostile.ForMarkdown(article.Key)}\n\n| | claim | verdict | what is true |\n|---|---|---|---|\n");
            foreach (var row in article)
                text.Append($"| [{row.Claim.Id}](#{row.Claim.Id.ToLowerInvariant()}) | {Hostile.ForMarkdown(row.Claim.Text)} | {row.Verdict ?? "not measured"} | {(row.Outcome is Outcome.Holds ? "" : Hostile.ForMarkdown(row.Statement))} |\n");
            foreach (var row in article) Prove(row);
        }
        return text.ToString();

        void Count(string name, IReadOnlyList<LedgerRow> of)
            => text.Append($"| {name} | {string.Join(" | ", Ledger.Verdicts.Select(v => of.Count(r => r.Verdict == v)))} | {of.Count(r => r.Verdict is null)} |\n");

        void Prove(LedgerRow row)
        {
            text.Append($"\n### {row.Claim.Id}\n\n");
            foreach (var f in row.Findings)
            {
                text.Append($"- {(f.Part.Length > 0 ? $"{Hostile.ForMarkdown(f.Part)}: " : "")}**{Evidence.Say(f.Outcome)}** ({string.Join("; ", new[] { f.Source, Evidence.Cells(f), f.Reason ?? "" }.Where(w => w.Length > 0).Select(Hostile.ForMarkdown))})\n");
                foreach (var (releases, line) in Evidence.FirstLines(f)) text.Append($"  - Go {releases}: {Hostile.ForMarkdown(line)}\n");
            }
        }
    }
}
