using System.Globalization;
using System.Text;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>Go source text with tabs.</summary>
internal sealed class GoLines
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Add(string line) => _text.Append('\t', line.Length > 0 ? _depth : 0).Append(line).Append('\n');

    public void Open(string line)
    {
        Add(line);
        _depth++;
    }

    public void Close(string line = "}")
    {
        _depth--;
        Add(line);
    }

    /// <summary>Bytes as a string literal of Go; what is not printable ASCII is written as <c>\x00</c>.</summary>
    public static string Literal(ReadOnlySpan<byte> bytes)
    {
        var literal = new StringBuilder("\"");
        foreach (var b in bytes)
            if (b is (byte)'"' or (byte)'\\') literal.Append('\\').Append((char)b);
            else if (b is >= 32 and < 127) literal.Append((char)b);
            else literal.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        return literal.Append('"').ToString();
    }

    public override string ToString() => _text.ToString();
}
