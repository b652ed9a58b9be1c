namespace InteropFuzz.Triage;

/// <summary>How alike two short texts are, for "did you mean".</summary>
public static class Likeness
{
    private const double Least = 0.4;

    // Longer questions are reports, not names.
    private const int MaxLength = 200;

    /// <summary>The name that was probably meant.</summary>
    /// <param name="asked">What was typed.</param>
    /// <param name="names">What there is.</param>
    /// <returns>The likest of the names, or null when none is like it.</returns>
    public static string? Nearest(string asked, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(names);
        return names.Select(name => (Name: name, Likeness: Of(asked, name))).Where(each => each.Likeness > Least).OrderByDescending(each => each.Likeness).FirstOrDefault().Name;
    }

    /// <summary>The share of pairs of neighbouring letters that both have, from 0 to 1; upper and lower case do not matter.</summary>
    internal static double Of(string a, string b)
    {
        Dictionary<(char, char), int> pairs = [];
        int countA = 0;
        foreach ((char, char) pair in Pairs(a))
        {
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
            countA++;
        }

        int countB = 0;
        int both = 0;
        foreach ((char, char) pair in Pairs(b))
        {
            countB++;
            if (pairs.GetValueOrDefault(pair) > 0)
            {
                pairs[pair]--;
                both++;
            }
        }

        return countA + countB == 0 ? 0 : 2.0 * both / (countA + countB);
    }

    private static IEnumerable<(char First, char Second)> Pairs(string text)
    {
        for (int i = 0; i + 1 < Math.Min(text.Length, MaxLength); i++)
        {
            if (char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[i + 1]))
            {
                yield return (char.ToLowerInvariant(text[i]), char.ToLowerInvariant(text[i + 1]));
            }
        }
    }
}
