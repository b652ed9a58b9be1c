using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>Cuts Go and C source into tokens. Comments fall away; of preprocessor lines the words stay.</summary>
public static class SourceLexer
{
    /// <summary>The tokens of a file. Broken source gives odd tokens, never an exception.</summary>
    public static List<SourceToken> Read(string source)
    {
        var tokens = new List<SourceToken>();
        var (at, line, start) = (0, 1, 0);
        while (at < source.Length)
        {
            var c = source[at];
            var (from, fromLine, column) = (at, line, at - start);
            if (c == '\n')
            {
                at++;
                line++;
                start = at;
                continue;
            }
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }
            if (c == '/' && at + 1 < source.Length && source[at + 1] is '/' or '*')
            {
                var end = source[at + 1] == '/' ? source.IndexOf('\n', at) : source.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2;
                at = end < from + 2 ? source.Length : end;
            }
            else if (c is '_' || char.IsLetter(c))
            {
                while (at < source.Length && (source[at] is '_' or '·' || char.IsLetterOrDigit(source[at]))) at++;
                tokens.Add(new(SourceTokenKind.Name, source[from..at], fromLine, column));
            }
            else if (char.IsAsciiDigit(c))
            {
                while (at < source.Length && (source[at] is '.' or '_' || char.IsLetterOrDigit(source[at]))) at++;
                tokens.Add(new(SourceTokenKind.Value, source[from..at], fromLine, column));
            }
            else if (c is '"' or '`' or '\'')
            {
                var value = Quoted(source, ref at);
                tokens.Add(new(c == '\'' ? SourceTokenKind.Value : SourceTokenKind.Quoted, value, fromLine, column));
            }
            else
            {
                at++;
                tokens.Add(new(SourceTokenKind.Mark, c.ToString(), fromLine, column));
            }

            for (var i = from; i < at; i++)
                if (source[i] == '\n')
                {
                    line++;
                    start = i + 1;
                }
        }
        return tokens;
    }

    private static string Quoted(string source, ref int at)
    {
        var quote = source[at++];
        var value = new StringBuilder();
        while (at < source.Length && source[at] != quote && (quote == '`' || source[at] != '\n'))
        {
            var c = source[at++];
            if (c != '\\' || quote == '`' || at == source.Length) value.Append(c);
            else value.Append(Escaped(source, ref at));
        }
        at = Math.Min(at + 1, source.Length);
        return value.ToString();
    }

    private static char Escaped(string source, ref int at)
    {
        var c = source[at++];
        if (c != 'x' || at + 2 > source.Length || !int.TryParse(source.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };
        at += 2;
        return (char)code;
    }
}
