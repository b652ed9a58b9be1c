using System.Globalization;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>Writes enums and constants.</summary>
internal sealed class ConstantWriter(TypeMap types, Lines lines)
{
    private const int LongestText = 200;

    /// <summary>Writes an enum that has a name.</summary>
    public void Write(CEnum e)
    {
        var name = types.NameOf(e)!;
        var number = EnumNumber(e.Underlying);
        lines.Document(e.Comment);
        lines.Add($"public enum {name}{(number == "int" ? "" : $" : {number}")}");
        lines.Open();
        foreach (var value in e.Values)
        {
            lines.Document(value.Comment);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Identifier.Of(value.Name)} = {value.Value},"));
        }
        lines.Close();
    }

    /// <summary>Writes a constant of an enum without a name.</summary>
    public void Write(CEnum e, CEnumValue value, string name)
    {
        lines.Add("");
        lines.Document(value.Comment);
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"public const {EnumNumber(e.Underlying)} {name} = {value.Value};"));
    }

    /// <summary>Writes a macro.</summary>
    public void Write(CConstant constant, string name)
    {
        var text = constant.Text.Length > LongestText ? constant.Text[..LongestText] + "…" : constant.Text;
        lines.Add("");
        lines.Add($"[NativeTypeName({Lines.Literal($"#define {constant.Name} {text}")})]");
        lines.Add(constant.Value switch
        {
            NumberConstant number => string.Create(CultureInfo.InvariantCulture, $"public const {ConstantNumber(number.Kind)} {name} = {number.Value};"),
            RealConstant real => $"public const double {name} = {Real(real.Value)};",
            TextConstant t => $"public static ReadOnlySpan<byte> {name} => {Lines.Literal(t.Value)}u8;",
            _ => throw new ArgumentOutOfRangeException(nameof(constant)),
        });
    }

    /// <summary>An enum in C# cannot be nint.</summary>
    private static string EnumNumber(NumberKind kind) => kind switch
    {
        NumberKind.Long => "long",
        NumberKind.ULong => "ulong",
        _ => TypeMap.Number(kind),
    };

    /// <summary>A constant nint has 32 bits in C#.</summary>
    private static string ConstantNumber(NumberKind kind) => kind switch
    {
        NumberKind.UInt => "uint",
        NumberKind.Long or NumberKind.LongLong => "long",
        NumberKind.ULong or NumberKind.ULongLong => "ulong",
        _ => "int",
    };

    private static string Real(double value)
        => double.IsNaN(value) ? "double.NaN"
            : double.IsInfinity(value) ? value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
}
