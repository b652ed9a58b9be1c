using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;

namespace InteropFuzz.Reporting.Detection;

/// <summary>What a cell means for the question whether its instrument sees a fault.</summary>
public enum Seen
{
    /// <summary>Not tried.</summary>
    NotAvailable,

    /// <summary>It ran to its end; at most the program's own check noticed.</summary>
    Silent,

    /// <summary>It ended early, hung or ran out of memory, and nothing said why.</summary>
    Ended,

    /// <summary>Some try ended with a report that names a fault.</summary>
    Reported,
}

/// <summary>Judges cells for the detection matrix.</summary>
public static class SeenRule
{
    /// <summary>Most telling of all tries: a report counts when any try gave one.</summary>
    public static Seen Of(ResultRow row)
    {
        if (row.IsNotAvailable || row.Symptoms.Count == 0) return Seen.NotAvailable;
        return row.Symptoms.Keys.Max(Of);
    }

    private static Seen Of(string name)
    {
        // A name of a later version is a report of something.
        if (!Symptom.TryParse(name, out var symptom)) return name == Symptom.Unknown.Name ? Seen.Ended : Seen.Reported;
        return symptom.Family switch
        {
            "clean" or "silent" => Seen.Silent,
            "exit" or "timeout" or "oom-kill" or "unknown" => Seen.Ended,
            "build" => Seen.NotAvailable,
            _ => Seen.Reported,
        };
    }
}
