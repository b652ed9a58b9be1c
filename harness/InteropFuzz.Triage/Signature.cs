using System.Security.Cryptography;
using System.Text;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage;

/// <summary>What duplicates of a crash have in common: the symptom and the names of the user's own frames.</summary>
public sealed record Signature
{
    /// <summary>
    /// From this similarity on, two crashes are probably the same. Chosen on 2,054 outputs of the corpus: of 4,627 pairs of
    /// signatures of different faults that are not equal, 2 reach it.
    /// </summary>
    public const double ProbablySame = 0.55;

    /// <summary>Functions beyond these are the way to the fault, not the fault.</summary>
    private const int MaxFunctions = 24;

    /// <summary>How much of the similarity is the symptom's; the rest is that of the functions.</summary>
    private const double SymptomShare = 0.3;

    /// <summary>What another symptom of the same family (<c>asan/…</c>) is worth.</summary>
    private const double FamilyOnly = 0.5;

    /// <summary>What two stacks are worth that differ only in C frames that one of the two does not know.</summary>
    private const double OneSided = 0.9;

    /// <summary>How fast the weight of a function falls with its depth.</summary>
    private const double Fall = 0.25;

    /// <summary>What the program's entry point weighs: every stack of it ends there.</summary>
    private const double EntryWeight = 0.2;

    /// <summary>Doubt that so few functions are in common by more than chance, as a weight of functions that differ.</summary>
    private const double Doubt = 0.5;

    private const int MaxWords = 16;

    /// <summary>Twelve hexadecimal digits; equal for the same crash.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What the digits stand for: the symptom, then the functions, innermost first. Where no function is known, words of the line
    /// that names the fault stand for them.
    /// </summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>The signature of a crash.</summary>
    /// <param name="symptom">Its symptom.</param>
    /// <param name="stacks">Its stacks, that of the crash first.</param>
    /// <param name="line">The line that names the fault, or empty; it counts only where the stacks name no function of the program.</param>
    public static Signature Of(Symptom symptom, IReadOnlyList<Stack> stacks, string line = "")
    {
        ArgumentNullException.ThrowIfNull(stacks);
        ArgumentNullException.ThrowIfNull(line);
        return Of(SignatureSymptoms.Kind(symptom), symptom, stacks, line);
    }

    /// <summary>The signature of a crash whose symptom counts as a kind that more than the symptom's name tells.</summary>
    internal static Signature Of(string kind, Symptom symptom, IReadOnlyList<Stack> stacks, string line)
    {
        List<string> parts = [kind];
        parts.AddRange(Functions(symptom, stacks));
        if (parts.Count == 1 && Words(symptom, line) is { Length: > 0 } words)
        {
            parts.Add(words);
        }

        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..12];
        return new() { Id = id, Parts = parts };
    }

    /// <summary>
    /// How alike two crashes are, from 0 to 1; 1 when the signatures are the same. Three tenths are the symptom's (half of them for
    /// one of the same family), seven tenths those of the longest sequence of functions that both have, the inner ones weighing
    /// more and the entry point little; short stacks never reach all of it. C frames above a crossing that the other side lacks altogether count little: some tools do not see them.
    /// </summary>
    /// <param name="other">The signature to compare with.</param>
    public double SimilarityTo(Signature other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Id == Id)
        {
            return 1;
        }

        double symptom = Parts[0] == other.Parts[0] ? 1 : Family(Parts[0]) == Family(other.Parts[0]) ? FamilyOnly : 0;
        string[] mine = [.. Parts.Skip(1)];
        string[] theirs = [.. other.Parts.Skip(1)];
        double functions = Math.Max(Alike(mine, theirs), Math.Max(OneSided * AlikeBelow(mine, theirs), OneSided * AlikeBelow(theirs, mine)));

        // One part less than the same is not the same.
        return Math.Min(0.99, (SymptomShare * symptom) + ((1 - SymptomShare) * functions));
    }

    private static string Family(string kind)
    {
        int slash = kind.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? kind : kind[..slash];
    }

    /// <summary>The likeness without the frames of the first above the crossing that the second begins with; 0 where it does not.</summary>
    private static double AlikeBelow(string[] longer, string[] shorter)
    {
        int crossing = shorter.Length > 0 && shorter[0].StartsWith("C.", StringComparison.Ordinal) ? Array.IndexOf(longer, shorter[0]) : -1;
        return crossing > 0 ? Alike(longer[crossing..], shorter) : 0;
    }

    /// <summary>The weight of the best common subsequence over the weight of all, and some doubt.</summary>
    private static double Alike(string[] a, string[] b)
    {
        double[,] best = new double[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
            {
                double both = a[i] == b[j] ? Weight(a, i) + Weight(b, j) + best[i + 1, j + 1] : 0;
                best[i, j] = Math.Max(both, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        double all = Enumerable.Range(0, a.Length).Sum(i => Weight(a, i)) + Enumerable.Range(0, b.Length).Sum(j => Weight(b, j));
        return best[0, 0] / (all + Doubt);
    }

    private static double Weight(string[] functions, int depth) => (functions[depth] == "main.main" ? EntryWeight : 1) / (1 + (Fall * depth));

    /// <summary>The functions of the program on the stack of the crash, each once: how deep a recursion went is chance.</summary>
    private static IEnumerable<string> Functions(Symptom symptom, IReadOnlyList<Stack> stacks)
    {
        if (symptom.Family == "tsan")
        {
            // Which of two accesses is seen first is chance.
            return stacks.Where(stack => stack.Kind is StackKind.Crash or StackKind.OtherAccess)
                .SelectMany(stack => Names(stack.Frames)).Distinct().Order(StringComparer.Ordinal).Take(MaxFunctions);
        }

        IReadOnlyList<Frame> crash = stacks.FirstOrDefault(stack => stack.Kind == StackKind.Crash)?.Frames ?? [];
        return Names(BelowPanic(crash)).Distinct().Take(MaxFunctions);
    }

    /// <summary>A panic runs deferred functions on top of where it was raised; those that raise it again are not its place.</summary>
    private static IReadOnlyList<Frame> BelowPanic(IReadOnlyList<Frame> frames)
    {
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            if (frames[i].Side == FrameSide.Runtime && frames[i].Function is "panic" or "runtime.gopanic")
            {
                return [.. frames.Skip(i + 1)];
            }
        }

        return frames;
    }

    private static IEnumerable<string> Names(IReadOnlyList<Frame> frames) =>
        frames.Where(frame => frame.IsUser && frame.File != "<autogenerated>").Select(SignatureNames.Of);

    /// <summary>The words of a line without numbers, addresses, paths and quotations; empty for symptoms that say it all.</summary>
    private static string Words(Symptom symptom, string line)
    {
        if (symptom.Family is not ("silent" or "unknown" or "exit" or "dotnet" or "libc-abort" or "vet" or "build"))
        {
            return "";
        }

        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', ':', ';', '(', ')'))
            .Where(word => word.Length > 0 && word.All(c => char.IsAsciiLetter(c) || c is '-' or '_' or '\''))
            .Take(MaxWords));
    }
}
