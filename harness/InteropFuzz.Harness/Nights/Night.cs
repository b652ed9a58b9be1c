namespace InteropFuzz.Harness.Nights;

/// <summary>night.json: what a night came to. Names are those of the JSON, in snake case; times are UTC.</summary>
public sealed record Night
{
    /// <summary>Its name, which is its folder's; names sort by time.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double WallS { get; init; }

    /// <summary>The processor's model name.</summary>
    public string Cpu { get; init; } = "";

    /// <summary>How many processors there were.</summary>
    public int Cores { get; init; }

    /// <summary>The commit of the cases' repository; null outside of one.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Fields of the matrix that were tried.</summary>
    public IReadOnlyList<NightCell> Cells { get; init; } = [];

    /// <summary>How many fields were to be tried; more than <see cref="Cells"/> when the time was over before.</summary>
    public int Planned { get; init; }

    /// <summary>The campaign's lanes.</summary>
    public IReadOnlyList<NightLane> Lanes { get; init; } = [];

    /// <summary>What the campaign found.</summary>
    public IReadOnlyList<NightFinding> Findings { get; init; } = [];

    /// <summary>What could not be done, in plain words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>A field of the matrix in a night.</summary>
/// <param name="Cell">What it is recognised by: case, release without its patch, architecture, instrument, runner.</param>
/// <param name="Verdict">The verdict's word.</param>
/// <param name="IsBad">Whether it is not as expected.</param>
/// <param name="Symptoms">How many tries showed which symptom.</param>
/// <param name="Expected">What each try may show.</param>
/// <param name="CpuS">Processor time of all tries, in seconds.</param>
/// <param name="FirstLine">The line that names the fault; null when there is none.</param>
public sealed record NightCell(string Cell, string Verdict, bool IsBad, IReadOnlyDictionary<string, int> Symptoms, IReadOnlyList<string> Expected, double CpuS, string? FirstLine)
{
    /// <summary>How many tries there were.</summary>
    public int Tries => Symptoms.Values.Sum();

    /// <summary>What was shown and not expected; empty when all is as expected.</summary>
    public IEnumerable<string> Offending => IsBad ? Symptoms.Keys.Where(s => !Expected.Contains(s)) : [];

    /// <summary>The part of the tries that did not show what most of them did.</summary>
    public double Flakiness => Tries == 0 ? 0 : 1 - (double)Symptoms.Values.Max() / Tries;
}

/// <summary>A lane of the campaign in a night.</summary>
/// <param name="Lane">Its name.</param>
/// <param name="Executions">Inputs performed by processes that came to their end.</param>
/// <param name="CpuS">Their processor time, in seconds.</param>
/// <param name="GoCoverage">Covered counters of Go code; null where the engine does not tell.</param>
/// <param name="CCoverage">Covered counters of C code; null where the engine does not tell.</param>
/// <param name="Corpus">Inputs in the target's corpus.</param>
public sealed record NightLane(string Lane, long Executions, double CpuS, int? GoCoverage, int? CCoverage, int Corpus)
{
    /// <summary>Inputs for each second of processor time; null before there is any.</summary>
    public double? Rate => CpuS > 0 ? Executions / CpuS : null;
}

/// <summary>A finding of the campaign in a night.</summary>
/// <param name="Signature">Its signature.</param>
/// <param name="Symptom">Its symptom.</param>
/// <param name="Target">The target that showed it.</param>
/// <param name="IsNew">Whether nobody had met it before.</param>
/// <param name="Count">How often it was met.</param>
/// <param name="Rate">The part of its replays that showed it; null when it was not replayed.</param>
/// <param name="Folder">Where it is kept; null where it is not.</param>
public sealed record NightFinding(string Signature, string Symptom, string Target, bool IsNew, long Count, double? Rate, string? Folder);
