namespace InteropFuzz.Triage;

/// <summary>How alike two short texts are, for "did you mean".</summary>
internal static class Likeness
{
    // Longer questions are reports, not names.
    private const int MaxLength = 200;

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
