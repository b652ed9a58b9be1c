using System.Text;

namespace InteropFuzz.Triage.Intake;

/// <summary>Takes out what was meant for a terminal: the escape sequences of ECMA-48.</summary>
internal static class TerminalText
{
    private const char Escape = '\u001b';

    /// <summary>The text without <c>ESC [ … letter</c>, <c>ESC ] … BEL</c> (also with _ P ^ X) and two-character sequences; line feeds stay.</summary>
    internal static string Plain(string text) => text.Contains(Escape, StringComparison.Ordinal) ? Strip(text) : text;

    /// <inheritdoc cref="Plain(string)"/>
    internal static string Plain(ReadOnlySpan<char> text) => text.Contains(Escape) ? Strip(text) : text.ToString();

    private static string Strip(ReadOnlySpan<char> text)
    {
        StringBuilder plain = new(text.Length);
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i++];
            if (c != Escape)
            {
                plain.Append(c);
                continue;
            }

            char kind = i < text.Length ? text[i] : '\0';
            if (kind == '[')
            {
                i++;
                while (i < text.Length && text[i] is >= ' ' and <= '?')
                {
                    i++;
                }

                // Only a final byte belongs to the sequence; a line feed there means that it was cut off.
                i += i < text.Length && text[i] is >= '@' and <= '~' ? 1 : 0;
            }
            else if (kind is ']' or '_' or 'P' or '^' or 'X')
            {
                while (i < text.Length && text[i] is not ('\a' or '\n' or Escape))
                {
                    i++;
                }

                i += i < text.Length && text[i] == '\a' ? 1 : 0;
            }
            else if (kind is >= '@' and <= '_')
            {
                i++;
            }
        }

        return plain.ToString();
    }
}
