using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Claims;

namespace InteropFuzz.Reporting.Claims;

/// <summary>The ledger as JSON: a list of <c>{id, verdict, statement, evidence}</c>. The verdict of a claim that was not measured is null.</summary>
public static partial class ClaimsJson
{
    /// <summary>The whole document.</summary>
    public static string Write(IEnumerable<LedgerRow> rows) => JsonSerializer.Serialize(
        [.. rows.Select(r => new Line(r.Claim.Id, r.Verdict, r.Statement, [.. r.Findings.Select(ProofOf)]))], s_written.ListLine) + "\n";

    // The document is read by people too, and goes into no HTML.
    private static readonly LedgerContext s_written = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static Proof ProofOf(Finding f) => new(
        f.Part, f.Source, Evidence.Say(f.Outcome), f.Reason,
        [.. f.Sightings.Select(s => new Seen(s.Go, s.Where, s.Symptoms, s.Agrees))],
        Evidence.FirstLines(f).SelectMany(l => l.Releases.Split(' ').Select(go => (go, l.Line))).ToDictionary(l => l.go, l => l.Line));

    private sealed record Line(string Id, string? Verdict, string Statement, IReadOnlyList<Proof> Evidence);

    private sealed record Proof(string Part, string Source, string Outcome, string? Reason, IReadOnlyList<Seen> Cells, IReadOnlyDictionary<string, string> FirstLines);

    private sealed record Seen(string Go, string Instrument, IReadOnlyDictionary<string, int> Symptoms, bool AsClaimed);

    [JsonSerializable(typeof(List<Line>))]
    private sealed partial class LedgerContext : JsonSerializerContext;
}
