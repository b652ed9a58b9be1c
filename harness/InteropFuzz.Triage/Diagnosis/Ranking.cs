using System.Globalization;

namespace InteropFuzz.Triage.Diagnosis;

/// <summary>
/// Which fault classes may be the cause. Every row of class-evidence.tsv whose clues are there adds its weights, logarithms to
/// base 2; the confidence of a class is its share of the sum, in which the unknown cause has a share too.
/// </summary>
internal static class Ranking
{
    // Below it a class is only noise of the arithmetic.
    private const double Least = 0.04;

    // What speaks for none of the classes, or for a fault that none of them names.
    private const double Elsewhere = 2;

    private static readonly Rule[] s_rules = [.. Table.Rows("class-evidence.tsv", 3).Select(Parse)];

    /// <summary>The candidates, the likeliest first; empty when nothing speaks for any.</summary>
    internal static IReadOnlyList<Candidate> Rank(CrashFacts facts) => Rank(facts.Clues);

    /// <summary>The candidates that clues speak for, of one report or of several.</summary>
    internal static IReadOnlyList<Candidate> Rank(Clues clues)
    {
        int count = FaultClasses.All.Count;
        double[] scores = new double[count];
        List<Evidence>?[] evidence = new List<Evidence>?[count];
        foreach (Rule rule in s_rules)
        {
            if (clues.Meets(rule.Condition) is not { } clue)
            {
                continue;
            }

            foreach ((FaultClass faultClass, double weight) in rule.Weights)
            {
                scores[(int)faultClass] += weight;
                if (weight > 0)
                {
                    (evidence[(int)faultClass] ??= []).Add(new Evidence(clue.Line, clue.Text, rule.Why) { Source = clue.Source });
                }
            }
        }

        double sum = Elsewhere;
        for (int i = 0; i < count; i++)
        {
            sum += evidence[i] is null ? 0 : Math.Pow(2, scores[i]);
        }

        List<Candidate> candidates = [];
        for (int i = 0; i < count; i++)
        {
            double confidence = Math.Round(Math.Pow(2, scores[i]) / sum, 2, MidpointRounding.ToZero);
            if (evidence[i] is { } lines && confidence >= Least)
            {
                candidates.Add(new Candidate((FaultClass)i, confidence, lines));
            }
        }

        // A stable sort: of equals the order of the design.
        return [.. candidates.OrderByDescending(candidate => candidate.Confidence)];
    }

    /// <summary>The class that a symptom speaks for most, by itself; null when it speaks for none.</summary>
    internal static FaultClass? LikeliestFor(Symptom symptom)
    {
        Clues clues = new();
        clues.Add("symptom:" + symptom.Name, 0, "");
        Rule? rule = Array.Find(s_rules, rule => rule.Condition.Length == 1 && clues.Meets(rule.Condition) is not null);
        return rule?.Weights.MaxBy(weight => weight.Value).Class;
    }

    private static Rule Parse(string[] row) => new(row[0].Split(' '), row[1], [.. row[2].Split(',').Select(ParseWeight)]);

    private static (FaultClass Class, double Value) ParseWeight(string text)
    {
        string[] parts = text.Split('=');
        return parts.Length == 2 && FaultClasses.TryParse(parts[0], out FaultClass faultClass)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? (faultClass, value)
            : throw new InvalidDataException($"class-evidence.tsv: '{text}' is not CLASS=NUMBER");
    }

    private sealed record Rule(string[] Condition, string Why, (FaultClass Class, double Value)[] Weights);
}
