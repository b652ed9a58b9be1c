using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Reporting;

/// <summary>What a cell showed, in one letter, for tables that must fit a screen.</summary>
public static class Mark
{
    /// <summary>By family of symptoms, its letter, in the order of the legend.</summary>
    public static IReadOnlyList<(string Family, char Letter)> Legend { get; } =
    [
        ("clean", '.'), ("silent", 's'), ("go-panic", 'P'), ("go-fatal", 'F'), ("signal", 'S'), ("libc-abort", 'L'),
        ("asan", 'A'), ("lsan", 'K'), ("msan", 'M'), ("tsan", 'R'), ("ubsan", 'U'), ("valgrind", 'V'), ("vet", 'v'), ("dotnet", 'D'),
        ("timeout", 'T'), ("oom-kill", 'O'), ("exit", 'E'), ("build", 'B'), ("unknown", '?'),
    ];

    /// <summary>One letter for each symptom seen, most frequent first; <c>-</c> for n/a; <c>~</c> for lost with its runner; <c>!</c> behind what is not as expected.</summary>
    public static string Of(ResultRow row)
    {
        if (row.Symptoms.Count == 0) return row.IsLost ? "~" : "-";
        var letters = row.Symptoms.Keys.Select(Letter).Distinct().ToArray();
        return new string(letters) + (row.IsBad ? "!" : "");
    }

    /// <summary>The marks of a field, one for each Go release; a blank where there is no row.</summary>
    public static string Of(IEnumerable<ResultRow?> field) => string.Join(' ', field.Select(r => r is null ? " " : Of(r)));

    /// <summary>The letters that some rows use, with their families.</summary>
    public static string LegendFor(IEnumerable<ResultRow> rows)
    {
        var shown = rows.ToList();
        var used = shown.SelectMany(r => r.Symptoms.Keys).Select(Letter).ToHashSet();
        return string.Join("  ", Legend.Where(l => used.Contains(l.Letter)).Select(l => $"{l.Letter} {l.Family}").Append("- n/a").Concat(shown.Exists(r => r.IsLost) ? ["~ lost with its runner"] : []).Append("! not as expected"));
    }

    private static char Letter(string symptom)
    {
        _ = Symptom.TryParse(symptom, out var parsed);
        foreach (var (family, letter) in Legend)
            if (family == parsed.Family) return letter;
        return '?';
    }
}
