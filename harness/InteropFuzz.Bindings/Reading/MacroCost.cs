namespace InteropFuzz.Bindings.Reading;

/// <summary>How many words a macro becomes, at least roughly, without expanding it.</summary>
/// <param name="bodies">The words of each macro, its own name first.</param>
internal sealed class MacroCost(IReadOnlyDictionary<string, IReadOnlyList<string>> bodies)
{
    private const long Enough = long.MaxValue / 4;
    private readonly Dictionary<string, long> _known = [];

    /// <summary>The number of words; a macro inside of itself counts as a word, as in C.</summary>
    public long Of(string name)
    {
        // By hand: a chain of a hundred thousand macros would be too deep for calls.
        var open = new Stack<string>([name]);
        while (open.TryPeek(out var at))
        {
            if (_known.GetValueOrDefault(at, -1) > 0)
            {
                open.Pop();
                continue;
            }
            if (_known.TryAdd(at, 0))
            {
                foreach (var word in Words(at)) if (bodies.ContainsKey(word) && !_known.ContainsKey(word)) open.Push(word);
                continue;
            }
            open.Pop();
            _known[at] = Math.Max(1, Words(at).Aggregate(0L, (sum, word) => Math.Min(Enough, sum + Math.Max(1, _known.GetValueOrDefault(word)))));
        }
        return _known[name];
    }

    private IEnumerable<string> Words(string name) => bodies[name].Skip(1);
}
