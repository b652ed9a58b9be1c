using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Findings;

/// <summary>A fault that fuzzing found, as report.json has it. Names are those of the JSON, in snake case.</summary>
public sealed record Finding
{
    /// <summary>Its name, which is its folder's: twelve hexadecimal digits. See <see cref="IdOf"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The target that shows it.</summary>
    public required string Target { get; init; }

    /// <summary>How a user named the target, so that its input can be performed again; null where nobody said.</summary>
    public FuzzTargetWords? TargetWords { get; init; }

    /// <summary>The symptom's name.</summary>
    public required string Symptom { get; init; }

    /// <summary>The line that names the fault; may be empty.</summary>
    public required string FirstLine { get; init; }

    /// <summary>What the signature is made of: the symptom's kind, then functions, innermost first.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>Signatures under which the engine's own process, whose stacks differ from a replay's, showed it.</summary>
    public IReadOnlyList<string> SeenAs { get; init; } = [];

    /// <summary>Findings that are probably the same by the likeness of signatures, the likest first.</summary>
    public IReadOnlyList<AlikeFinding> Alike { get; init; } = [];

    /// <summary>The Go release that it was found with.</summary>
    public required string Go { get; init; }

    /// <summary>GOARCH.</summary>
    public required string Arch { get; init; }

    /// <summary>The instrument that it was found with.</summary>
    public required string Instrument { get; init; }

    /// <summary>How far the work on it is.</summary>
    public required FindingStage Stage { get; init; }

    /// <summary>Whether it shows again.</summary>
    public required Replays Replays { get; init; }

    /// <summary>What became of its input; null before that was tried.</summary>
    public Minimisation? Minimised { get; init; }

    /// <summary>What the (minimised) input does, a line for each step.</summary>
    public string Steps { get; init; } = "";

    /// <summary>Whose run artifacts/output.txt is.</summary>
    public required OutputOf OutputOf { get; init; }

    /// <summary>How that run ended, as <see cref="Triage.Ending"/> writes it.</summary>
    public required string Ending { get; init; }

    /// <summary>Whose mistake it probably is.</summary>
    public required string Guilty { get; init; }

    /// <summary>none, low, medium, high or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>Why.</summary>
    public required string SeverityReason { get; init; }

    /// <summary>Fault classes that may be the cause, the likeliest first.</summary>
    public IReadOnlyList<RankedClass> Classes { get; init; } = [];

    /// <summary>The merged stack of C and Go, innermost first: <c>side function file:line</c>.</summary>
    public IReadOnlyList<string> Stack { get; init; } = [];

    /// <summary>Whether the standalone program shows it; null before that was tried.</summary>
    public ProgramResult? Program { get; init; }

    /// <summary>What other instruments and Go releases show.</summary>
    public IReadOnlyList<FindingCell> Cells { get; init; } = [];

    /// <summary>Whether <see cref="Cells"/> are those of the standalone program; else they are those of replays.</summary>
    public bool CellsOfProgram { get; init; }

    /// <summary>The oldest Go release tried that shows it under <see cref="Instrument"/>; null where none was tried.</summary>
    public string? FirstRelease { get; init; }

    /// <summary>The command that reproduces it, to be given in the finding's folder; null when there is none.</summary>
    public string? Reproduce { get; init; }

    /// <summary>The command that minimises its input; null where the target has no words.</summary>
    public string? Minimise { get; init; }

    /// <summary>What could not be done, in the order of the work.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>
    /// The name of the finding that a crash of a target belongs to. It is the crash's signature. Where that has nothing but the symptom (a hang,
    /// a bare exit code), the target's name enters too: what says so little says nothing of another target.
    /// </summary>
    public static string IdOf(Signature signature, string target)
        => signature.Parts.Count > 1 ? signature.Id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{signature.Id}\n{target}")))[..12];

    /// <summary>report.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FindingJson.Default.Finding) + "\n";

    /// <summary>Whether a crash is this very one.</summary>
    public bool Is(Signature signature) => IdOf(signature, Target) == Id;

    /// <summary>Whether a crash is this one or probably the same, as one under another instrument or in another program is.</summary>
    public bool IsProbably(Crash crash)
        => Is(crash.Signature) || (Parts.Count > 1 && SimilarityTo(crash) >= Signature.ProbablySame);

    /// <summary>How alike a crash is to this finding, from 0 to 1.</summary>
    public double SimilarityTo(Crash crash) => crash.Signature.SimilarityTo(new() { Id = Id, Parts = Parts });

    /// <summary>What triage says of a crash, put into a finding of the same signature.</summary>
    public Finding With(Crash crash, Ending ending, OutputOf of) => this with
    {
        FirstLine = crash.FirstLine,
        OutputOf = of,
        Ending = ending.ToString(),
        Guilty = GuiltySides.Name(crash.Guilty),
        Severity = crash.Severity.Level.ToString().ToLowerInvariant(),
        SeverityReason = crash.Severity.Reason,
        Classes = RankedClass.Of(crash),
        Stack = [.. crash.Frames.Select(f => $"{Triage.Stacks.FrameSides.Name(f.Side)} {f.Function}{(f.File is null ? "" : $" {f.File}:{f.Line}")}")],
    };
}

/// <summary>A fault class that may be the cause.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Evidence">What speaks for it.</param>
public sealed record RankedClass(string Class, double Confidence, IReadOnlyList<string> Evidence)
{
    /// <summary>Those of a crash, the likeliest first.</summary>
    public static IReadOnlyList<RankedClass> Of(Crash crash)
        => [.. crash.Classes.Select(c => new RankedClass(FaultClasses.Name(c.Class), Math.Round(c.Confidence, 3), [.. c.Evidence.Select(e => e.Text.Length > 0 ? $"{e.Why}: {e.Text}" : e.Why)]))];
}

/// <summary>Another finding that is probably the same.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Similarity">How alike the signatures are, from 0 to 1.</param>
public sealed record AlikeFinding(string Id, double Similarity);
