namespace InteropFuzz.Triage;

/// <summary>
/// How good signatures are on crashes whose truth is known: the same fault should have one signature on every version of Go,
/// different faults different ones.
/// </summary>
public sealed class SignatureQuality
{
    /// <summary>One crash whose origin is known.</summary>
    /// <param name="Case">The fault, for example the name of a case.</param>
    /// <param name="Instrument">What it ran under.</param>
    /// <param name="Version">The version of Go.</param>
    /// <param name="Signature">The signature that was computed.</param>
    public sealed record Row(string Case, string Instrument, string Version, Signature Signature);

    /// <summary>The numbers of one instrument.</summary>
    /// <param name="Instrument">The instrument.</param>
    /// <param name="Rows">How many crashes there are.</param>
    /// <param name="Cases">How many faults they are of.</param>
    /// <param name="Pairs">How many pairs of different faults there are.</param>
    /// <param name="Unstable">Faults with more than one signature, each with the signatures and the versions that have them.</param>
    /// <param name="Shared">Pairs of different faults that share a signature.</param>
    public sealed record Result(
        string Instrument, int Rows, int Cases, int Pairs, IReadOnlyList<(string Case, string Signatures)> Unstable, IReadOnlyList<(string First, string Second, Signature Signature)> Shared)
    {
        /// <summary>How many faults have one signature over all versions.</summary>
        public int Stable => Cases - Unstable.Count;
    }

    /// <summary>The numbers of every instrument, in the order in which they come.</summary>
    /// <param name="rows">The crashes.</param>
    public static IReadOnlyList<Result> Measure(IEnumerable<Row> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. rows.GroupBy(row => row.Instrument).Select(group => Measure(group.Key, [.. group]))];
    }

    /// <summary>What a threshold of the similarity would take for the same.</summary>
    /// <param name="Value">The threshold, 0 to 1.</param>
    /// <param name="Found">Pairs of different signatures of one fault that reach it.</param>
    /// <param name="Same">All such pairs.</param>
    /// <param name="Wrong">Pairs of signatures of different faults that reach it.</param>
    /// <param name="Different">All such pairs.</param>
    public sealed record Threshold(double Value, int Found, int Same, int Wrong, int Different);

    /// <summary>The numbers of several thresholds over all signatures, whatever instrument and version they come from.</summary>
    /// <param name="rows">The crashes.</param>
    /// <param name="values">The thresholds.</param>
    public static IReadOnlyList<Threshold> Thresholds(IEnumerable<Row> rows, params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<Row> distinct = [.. rows.DistinctBy(row => (row.Case, row.Signature.Id))];
        List<double> same = [];
        List<double> different = [];
        for (int i = 0; i < distinct.Count; i++)
        {
            for (int j = i + 1; j < distinct.Count; j++)
            {
                (distinct[i].Case == distinct[j].Case ? same : different).Add(distinct[i].Signature.SimilarityTo(distinct[j].Signature));
            }
        }

        return [.. values.Select(value => new Threshold(value, same.Count(s => s >= value), same.Count, different.Count(s => s >= value), different.Count))];
    }

    private static Result Measure(string instrument, IReadOnlyList<Row> rows)
    {
        List<IGrouping<string, Row>> cases = [.. rows.GroupBy(row => row.Case)];
        List<(string, string)> unstable = [];
        Dictionary<string, (Signature Signature, List<string> Cases)> owners = [];
        foreach (IGrouping<string, Row> one in cases)
        {
            List<IGrouping<string, Row>> signatures = [.. one.GroupBy(row => row.Signature.Id)];
            if (signatures.Count > 1)
            {
                unstable.Add((one.Key, string.Join("; ", signatures.Select(Describe))));
            }

            foreach (IGrouping<string, Row> signature in signatures)
            {
                if (!owners.TryGetValue(signature.Key, out (Signature, List<string> Cases) owner))
                {
                    owners.Add(signature.Key, owner = (signature.First().Signature, []));
                }

                owner.Cases.Add(one.Key);
            }
        }

        List<(string, string, Signature)> shared = [.. owners.Values.SelectMany(Pairs).DistinctBy(pair => (pair.First, pair.Second))];
        return new(instrument, rows.Count, cases.Count, cases.Count * (cases.Count - 1) / 2, unstable, shared);
    }

    private static string Describe(IGrouping<string, Row> rows) =>
        string.Join(",", rows.Select(row => row.Version)) + " " + string.Join(" < ", rows.First().Signature.Parts);

    private static IEnumerable<(string First, string Second, Signature Signature)> Pairs((Signature Signature, List<string> Cases) owner)
    {
        for (int i = 0; i < owner.Cases.Count; i++)
        {
            for (int j = i + 1; j < owner.Cases.Count; j++)
            {
                yield return (owner.Cases[i], owner.Cases[j], owner.Signature);
            }
        }
    }
}
