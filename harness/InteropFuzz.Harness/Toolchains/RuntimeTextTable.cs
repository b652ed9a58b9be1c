using System.Text;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>Makes and checks the table of the Go runtime's texts from the sources of installed releases.</summary>
public static class RuntimeTextTable
{
    /// <summary>The texts of these releases that the table has no row for, each with the first place of the newest release.</summary>
    public static IReadOnlyList<RuntimeTextSite> Missing(IEnumerable<GoToolchain> toolchains)
    {
        var known = RuntimeTexts.All.Select(t => (t.Kind, t.Text)).ToHashSet();
        return [.. toolchains.OrderByDescending(t => t.Version).SelectMany(RuntimeTextScan.Read).Where(s => !known.Contains((s.Kind, s.Text))).DistinctBy(s => (s.Kind, s.Text))];
    }

    /// <summary>The table's content: what was read now, and the rows of releases that are not here as they were.</summary>
    /// <param name="toolchains">The releases to read; of one minor release the newest patch counts.</param>
    /// <param name="undecided">Texts about which no rule says anything; they have ? for a symptom.</param>
    public static string Write(IReadOnlyList<GoToolchain> toolchains, out IReadOnlyList<string> undecided)
    {
        var newest = GoToolchains.Newest(toolchains);
        var here = newest.Select(t => t.Version.Release).ToHashSet();
        var rows = new SortedDictionary<(string Kind, string Text), Row>(Comparer<(string Kind, string Text)>.Create(Compare));
        foreach (var text in RuntimeTexts.All)
            foreach (var place in text.Places.Where(p => !here.Contains(p.Release)))
                RowOf(RuntimeTexts.Name(text.Kind), text.Text).Add(place, text.Symptom?.Name ?? "-");
        foreach (var toolchain in newest)
            foreach (var site in RuntimeTextScan.Read(toolchain))
            {
                var (symptom, isDecided) = RuntimeTexts.Decide(site.Kind, site.Text, site.File, site.LeadsTo);
                RowOf(RuntimeTexts.Name(site.Kind), site.Text).Add(new(toolchain.Version.Release, site.File, site.Line), isDecided ? symptom?.Name ?? "-" : "?");
            }

        undecided = [.. rows.Where(r => r.Value.Symptom == "?").Select(r => $"{r.Key.Kind} {r.Key.Text}")];
        var table = new StringBuilder($"""
            # What the Go runtime can print as its last words, on linux, amd64 and arm64: text (… is computed), kind (throw, fatal: "fatal error: …";
            # panic: "panic: …"; line: by itself; note: just above a throw), symptom, likeliest fault class, and where it is raised, by release.
            # Made by: interopfuzz runtime-texts --write. Decisions: go-fatals.tsv, go-panics.tsv, go-lines.tsv, runtime-text-rules.tsv.
            # Read from: Go {string.Join(", ", newest.Select(t => t.Version))}.

            """);
        foreach (var ((kind, text), row) in rows) table.Append(text).Append('\t').Append(kind).Append('\t').Append(row).Append('\n');
        return table.ToString();

        Row RowOf(string kind, string text) => rows.TryGetValue((kind, text), out var row) ? row : rows[(kind, text)] = new();
    }

    // By kind, so that throws come before the notes above them; then as bytes, the same on every machine.
    private static int Compare((string Kind, string Text) a, (string Kind, string Text) b)
        => (string.CompareOrdinal(b.Kind, a.Kind), string.CompareOrdinal(a.Text, b.Text)) is var (kind, text) && kind != 0 ? kind : text;

    private sealed class Row
    {
        private readonly List<RuntimeTextPlace> _places = [];

        public string Symptom { get; private set; } = "?";

        public void Add(RuntimeTextPlace place, string symptom)
        {
            if (Symptom is "?" or "-") Symptom = symptom;
            _places.Add(place);
        }

        public override string ToString()
        {
            var faultClass = Triage.Symptom.TryParse(Symptom, out var symptom) && RuntimeTexts.LikeliestClass(symptom) is { } likeliest ? FaultClasses.Name(likeliest) : "-";
            var places = _places.Distinct().GroupBy(p => p.Release).OrderBy(g => GoVersion.TryParse(g.Key, out var v) ? v.Minor : 0)
                .Select(g => $"{g.Key} {string.Join(',', g.Select(p => $"{p.File}:{p.Line}"))}");
            return $"{Symptom}\t{faultClass}\t{string.Join(';', places)}";
        }
    }
}
