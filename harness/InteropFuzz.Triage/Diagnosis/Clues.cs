namespace InteropFuzz.Triage.Diagnosis;

/// <summary>
/// What is known about a crash, as short names, each with the line that says it: <c>symptom:asan/double-free</c>,
/// <c>write</c>, <c>address:null</c>, <c>class:late-release</c>. The tables of this folder are written in these names.
/// </summary>
internal sealed class Clues
{
    private readonly Dictionary<string, Clue> _byName = new(StringComparer.Ordinal);

    /// <summary>Notes a clue; the first line that says it stays.</summary>
    /// <param name="name">The name.</param>
    /// <param name="line">The line's number, counted from 1; 0 when the ending says it.</param>
    /// <param name="text">The line.</param>
    internal void Add(string name, int line, string text) => _byName.TryAdd(name, new(line, text));

    /// <summary>Takes over what another report says, where nothing said it before.</summary>
    internal void AddAll(Clues other, string source)
    {
        foreach ((string name, Clue clue) in other._byName)
        {
            _byName.TryAdd(name, clue with { Source = source });
        }
    }

    /// <summary>Whether the clue is there.</summary>
    internal bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>
    /// The clue that meets a condition, or null: names parted by blanks that must all be there, <c>!name</c> for one that must
    /// not, <c>name*</c> for any that begins so. The line is that of the first name.
    /// </summary>
    internal Clue? Meets(string[] condition)
    {
        Clue? first = null;
        foreach (string word in condition)
        {
            bool isNegative = word[0] == '!';
            Clue? found = Find(isNegative ? word[1..] : word);
            if (found is null != isNegative)
            {
                return null;
            }

            first ??= found;
        }

        return first;
    }

    private Clue? Find(string name)
    {
        if (!name.EndsWith('*'))
        {
            return _byName.GetValueOrDefault(name);
        }

        foreach ((string known, Clue clue) in _byName)
        {
            if (known.AsSpan().StartsWith(name.AsSpan(0, name.Length - 1), StringComparison.Ordinal))
            {
                return clue;
            }
        }

        return null;
    }

    /// <summary>A line that says something.</summary>
    internal sealed record Clue(int Line, string Text)
    {
        /// <summary>Whose report the line stands in; null where there is only one.</summary>
        internal string? Source { get; init; }
    }
}
