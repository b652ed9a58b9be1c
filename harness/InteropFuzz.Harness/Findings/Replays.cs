using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Findings;

/// <summary>How often an input shows its fault again.</summary>
/// <param name="Tries">How often it was performed, each in a process of its own; 0 when it could not be.</param>
/// <param name="Hits">How often it showed this signature.</param>
/// <param name="Others">Other symptoms it showed, with how often; <c>clean</c> is left out.</param>
public sealed record Replays(int Tries, int Hits, IReadOnlyDictionary<string, int> Others)
{
    /// <summary>Not tried.</summary>
    public static Replays None { get; } = new(0, 0, new Dictionary<string, int>());

    /// <summary>From 0 to 1.</summary>
    [JsonIgnore]
    public double Rate => Tries == 0 ? 0 : (double)Hits / Tries;

    /// <summary>Whether every try showed it.</summary>
    [JsonIgnore]
    public bool IsReproducible => Tries > 0 && Hits == Tries;

    /// <summary>Whether some tries showed it.</summary>
    [JsonIgnore]
    public bool IsFlaky => Hits > 0 && Hits < Tries;

    /// <summary><c>reproducible (3 of 3)</c>, <c>flaky (6 of 20)</c>, <c>gone (0 of 20)</c> or <c>not replayed</c>.</summary>
    public override string ToString()
        => Tries == 0 ? "not replayed" : $"{(IsReproducible ? "reproducible" : IsFlaky ? "flaky" : "gone")} ({Hits} of {Tries})";
}

/// <summary>What minimisation came to.</summary>
/// <param name="From">The input's size before, in bytes.</param>
/// <param name="To">And after.</param>
/// <param name="Tried">How many candidates were performed.</param>
/// <param name="Complete">Whether no smaller candidate is left; else tries or time ran out.</param>
public sealed record Minimisation(int From, int To, int Tried, bool Complete);

/// <summary>What the standalone program of a finding came to.</summary>
/// <param name="Verdict">Whether it shows the finding.</param>
/// <param name="Detail">In what way, or why not.</param>
public sealed record ProgramResult(ProgramVerdict Verdict, string Detail);

/// <summary>Whether a standalone program shows its finding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramVerdict>))]
public enum ProgramVerdict
{
    /// <summary>The target has no program for this input, or it could not be tried here.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It was built and run, and shows the finding.</summary>
    [JsonStringEnumMemberName("reproduced")]
    Reproduced,

    /// <summary>It was built and run, or did not even build: not reproduced by the program.</summary>
    [JsonStringEnumMemberName("not-reproduced")]
    NotReproduced,
}
