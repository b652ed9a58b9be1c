namespace InteropFuzz.Bindings.Model;

/// <summary>What can be asked of a type.</summary>
public static class CTypes
{
    /// <summary>The type without typedef names around it.</summary>
    public static CType Bare(this CType type)
    {
        while (type is AliasType alias) type = alias.Target;
        return type;
    }

    /// <summary>What an array holds in the end, and how often: <c>int[2][3]</c> is six times int.</summary>
    /// <returns>A null count: one of the dimensions is open.</returns>
    public static (CType Element, long? Count) Flatten(this ArrayType array)
    {
        long? count = array.Count;
        var element = array.Element;
        while (element.Bare() is ArrayType inner)
        {
            count = count is { } n && inner.Count is { } m ? TryMultiply(n, m) : null;
            element = inner.Element;
        }
        return (element, count);
    }

    /// <summary>The first reason, looking through arrays, why a value of this type cannot be bound; null when it can.</summary>
    public static UnsupportedType? Unsupported(this CType type) => type.Bare() switch
    {
        UnsupportedType u => u,
        ArrayType a => a.Element.Unsupported(),
        _ => null,
    };

    /// <summary>Bytes of a number.</summary>
    public static int Size(this NumberKind kind) => kind switch
    {
        NumberKind.Bool or NumberKind.Char or NumberKind.SChar or NumberKind.UChar => 1,
        NumberKind.Short or NumberKind.UShort => 2,
        NumberKind.Int or NumberKind.UInt or NumberKind.Float => 4,
        _ => 8,
    };

    /// <summary>Whether it has a sign; char has one here, as in ClangSharp.</summary>
    public static bool IsSigned(this NumberKind kind)
        => kind is NumberKind.Char or NumberKind.SChar or NumberKind.Short or NumberKind.Int or NumberKind.Long or NumberKind.LongLong or NumberKind.Float or NumberKind.Double;

    private static long TryMultiply(long a, long b) => b != 0 && a > long.MaxValue / b ? long.MaxValue : a * b;
}
