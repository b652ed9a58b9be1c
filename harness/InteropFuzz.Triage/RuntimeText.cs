namespace InteropFuzz.Triage;

/// <summary>A text that the Go runtime can print as its last words.</summary>
/// <param name="Text">The text without <c>fatal error: </c> or <c>panic: </c>; … stands for what is computed.</param>
/// <param name="Kind">By which means it is printed.</param>
/// <param name="Symptom">What it stands for; null for a line that says nothing by itself.</param>
/// <param name="Class">The likeliest fault class, or null.</param>
/// <param name="Places">Where it is raised, by release and file.</param>
public sealed record RuntimeText(string Text, RuntimeTextKind Kind, Symptom? Symptom, FaultClass? Class, IReadOnlyList<RuntimeTextPlace> Places)
{
    private const char Computed = '…';

    /// <summary>How many characters of a line the text accounts for, or -1 when the line is not this text.</summary>
    internal int Fit(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> rest = Text;
        int at = 0;
        int letters = 0;
        for (bool isFirst = true; ; isFirst = false)
        {
            int gap = rest.IndexOf(Computed);
            ReadOnlySpan<char> part = gap < 0 ? rest : rest[..gap];
            int found = isFirst ? (line.StartsWith(part, StringComparison.Ordinal) ? 0 : -1) : line[at..].IndexOf(part, StringComparison.Ordinal);
            if (found < 0)
            {
                return -1;
            }

            at += found + part.Length;
            letters += part.Length;
            if (gap < 0)
            {
                // A text that goes on in letters is another text, unless what goes on is computed.
                return at < line.Length && part.Length > 0 && char.IsLetterOrDigit(part[^1]) && char.IsLetterOrDigit(line[at]) ? -1 : letters;
            }

            rest = rest[(gap + 1)..];
        }
    }
}
