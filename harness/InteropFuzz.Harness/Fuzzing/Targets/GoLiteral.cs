using System.Buffers;
using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Values as Go literals, as Go's corpus files have them, and back (internal/fuzz/encoding.go, strconv/quote.go). Pure.</summary>
public static class GoLiteral
{
    /// <summary>As an expression of the value's own type, such as <c>[]byte("\x00a")</c> or <c>int(5)</c>.</summary>
    public static string Write(GoValue value) => value.Type switch
    {
        GoValueType.Bytes or GoValueType.String => $"{value.Type.Name()}({Quote(value.Raw.Span)})",
        GoValueType.Bool => value.Bits == 0 ? "bool(false)" : "bool(true)",
        GoValueType.Uint8 => $"byte({QuoteRune(new((char)value.Bits))})",
        // A rune that cannot be quoted stays a number.
        GoValueType.Int32 when Rune.IsValid((int)value.Whole) => $"rune({QuoteRune(new((int)value.Whole))})",
        GoValueType.Float32 => Float(BitConverter.UInt32BitsToSingle((uint)value.Bits), value, 0x7FC00000),
        GoValueType.Float64 => Float(BitConverter.UInt64BitsToDouble(value.Bits), value, 0x7FF8000000000001),
        _ when value.Type.IsSigned() => string.Create(CultureInfo.InvariantCulture, $"{value.Type.Name()}({value.Whole})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.Type.Name()}({value.Bits})"),
    };

    /// <summary>As an expression for a Go program, which may have to import math.</summary>
    public static string Expression(GoValue value)
    {
        if (!value.Type.IsFloat()) return value.Type == GoValueType.Bool ? value.Bits == 0 ? "false" : "true" : Write(value);
        var number = value.Type == GoValueType.Float32 ? BitConverter.UInt32BitsToSingle((uint)value.Bits) : BitConverter.UInt64BitsToDouble(value.Bits);
        // Constants of Go know no infinity, no NaN and no negative zero.
        return double.IsFinite(number) && !(number == 0 && double.IsNegative(number)) ? Write(value) : Bits(value);
    }

    /// <summary>Reads what <see cref="Write"/> and Go write; null when it is no such expression.</summary>
    public static GoValue? Read(string text)
    {
        text = text.Trim();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || text[^1] != ')') return null;
        var (name, inside) = (text[..open].Trim(), text[(open + 1)..^1].Trim());
        if (name is "math.Float32frombits" or "math.Float64frombits")
            return Whole(inside) is { } bits && bits >= 0 ? GoValue.OfBits(name.Contains("32", StringComparison.Ordinal) ? GoValueType.Float32 : GoValueType.Float64, (ulong)bits) : null;
        if (GoValueTypes.Find(name) is not { } type) return null;
        switch (type)
        {
            case GoValueType.Bytes or GoValueType.String:
                return Unquote(inside) is { } quoted ? new(type, quoted) : null;
            case GoValueType.Bool:
                return inside is "true" or "false" ? GoValue.OfBits(type, inside == "true" ? 1u : 0) : null;
            case GoValueType.Float32:
                return Number(inside) is { } single ? GoValue.OfBits(type, double.IsNaN(single) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(Single(inside, single))) : null;
            case GoValueType.Float64:
                return Number(inside) is { } number ? GoValue.OfBits(type, double.IsNaN(number) ? 0x7FF8000000000001 : BitConverter.DoubleToUInt64Bits(number)) : null;
            default:
                var whole = inside is ['\'', .., '\''] ? UnquoteRune(inside) : Whole(inside);
                return whole is { } w && Fits(w, type) ? GoValue.OfBits(type, unchecked((ulong)(long)(w > long.MaxValue ? w - (Int128.One << 64) : w))) : null;
        }
    }

    /// <summary>A string literal in double quotes.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(text, out var rune, out var read);
            if (status != OperationStatus.Done) quoted.Append(CultureInfo.InvariantCulture, $"\\x{text[0]:x2}");
            else Escape(quoted, rune, '"');
            text = text[(status == OperationStatus.Done ? read : 1)..];
        }
        return quoted.Append('"').ToString();
    }

    private static string QuoteRune(Rune rune)
    {
        var quoted = new StringBuilder("'");
        Escape(quoted, rune, '\'');
        return quoted.Append('\'').ToString();
    }

    private static void Escape(StringBuilder to, Rune rune, char quote)
    {
        const string named = "\a\b\f\n\r\t\v", names = "abfnrtv";
        if (rune.Value == quote || rune.Value == '\\') to.Append('\\').Append((char)rune.Value);
        else if (IsPrint(rune)) to.Append(rune.ToString());
        else if (rune.Value < 0x80 && named.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var at) to.Append('\\').Append(names[at]);
        else if (rune.Value is < ' ' or 0x7f) to.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
        else if (rune.Value < 0x10000) to.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else to.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }

    /// <summary>Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and the ASCII space.</summary>
    private static bool IsPrint(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static byte[]? Unquote(string literal)
    {
        if (literal.Length < 2 || literal[0] != literal[^1]) return null;
        var inside = literal[1..^1];
        if (literal[0] == '`') return inside.Contains('`', StringComparison.Ordinal) ? null : Encoding.UTF8.GetBytes(inside.Replace("\r", "", StringComparison.Ordinal));
        if (literal[0] != '"') return null;
        var bytes = new List<byte>(inside.Length);
        for (var at = 0; at < inside.Length;)
        {
            if (inside[at] is '"' or '\n' || Unescape(inside, ref at, '"') is not { } part) return null;
            bytes.AddRange(part.Bytes ?? [(byte)part.Value]);
        }
        return [.. bytes];
    }

    private static Int128? UnquoteRune(string literal)
    {
        var at = 0;
        var inside = literal[1..^1];
        return inside.Length > 0 && Unescape(inside, ref at, '\'') is { } part && at == inside.Length ? part.Value : null;
    }

    /// <summary>One character of a literal: its value, and its bytes unless it is one byte by its number.</summary>
    private static (int Value, byte[]? Bytes)? Unescape(string text, ref int at, char quote)
    {
        if (text[at] != '\\')
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out var plain, out var read) != OperationStatus.Done) return null;
            at += read;
            return (plain.Value, Encoding.UTF8.GetBytes(plain.ToString()));
        }
        if (at + 1 >= text.Length) return null;
        var c = text[at + 1];
        at += 2;
        const string named = "\a\b\f\n\r\t\v", names = "abfnrtv";
        if (names.IndexOf(c, StringComparison.Ordinal) is >= 0 and var n) return (named[n], null);
        if (c == '\\' || c == quote) return (c, null);
        var (digits, radix) = c switch { 'x' => (2, 16), 'u' => (4, 16), 'U' => (8, 16), >= '0' and <= '7' => (3, 8), _ => (0, 0) };
        if (radix == 8) at--;
        if (digits == 0 || at + digits > text.Length) return null;
        var value = 0L;
        foreach (var d in text.AsSpan(at, digits))
        {
            if (!char.IsAsciiHexDigit(d) || Convert.ToInt32(d.ToString(), 16) >= radix) return null;
            value = value * radix + Convert.ToInt32(d.ToString(), 16);
        }
        at += digits;
        if (c is not ('u' or 'U')) return value <= 0xff ? ((int)value, null) : null;
        return value <= 0x10ffff && Rune.IsValid((int)value) ? ((int)value, Encoding.UTF8.GetBytes(new Rune((int)value).ToString())) : null;
    }

    private static bool Fits(Int128 value, GoValueType type)
    {
        var bits = 8 * type.Size()!.Value;
        return type.IsSigned() ? value >= -(Int128.One << (bits - 1)) && value < Int128.One << (bits - 1) : value >= 0 && value < Int128.One << bits;
    }

    /// <summary>A whole number as Go writes it: signs, 0x, 0o, 0b, a leading 0, underscores.</summary>
    private static Int128? Whole(string text)
    {
        var negative = text.StartsWith('-');
        var digits = (negative || text.StartsWith('+') ? text[1..] : text).Trim().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var (radix, skip) = digits switch
        {
            ['0', 'x', ..] => (16, 2),
            ['0', 'o', ..] => (8, 2),
            ['0', 'b', ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        if (digits.Length == skip) return null;
        Int128 value = 0;
        foreach (var d in digits.AsSpan(skip))
        {
            if (!char.IsAsciiHexDigit(d) || Convert.ToInt32(d.ToString(), 16) is var n && n >= radix) return null;
            value = value * radix + n;
            if (value > ulong.MaxValue) return null;
        }
        return negative ? -value : value;
    }

    private static double? Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>Read as what it is: by way of a double it could be rounded twice.</summary>
    private static float Single(string text, double read)
        => float.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var single) ? single : (float)read;

    private static string Float(double number, GoValue value, ulong usualNaN)
    {
        var name = value.Type.Name();
        if (double.IsNaN(number))
            return value.Bits == usualNaN ? $"{name}(NaN)" : Bits(value);
        if (double.IsInfinity(number)) return $"{name}({(number > 0 ? "+" : "-")}Inf)";
        var shortest = value.Type == GoValueType.Float32 ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
        return $"{name}({shortest.Replace('E', 'e')})";
    }

    private static string Bits(GoValue value) => string.Create(CultureInfo.InvariantCulture, $"math.F{value.Type.Name()[1..]}frombits(0x{value.Bits:x})");
}
