namespace InteropFuzz.Bindings.Model;

/// <summary>A struct or union. Two of them are the same only when they are one object: fields may lead back to their record.</summary>
/// <param name="name">The tag; for an unnamed one the typedef's name; empty for one nested in another.</param>
/// <param name="cName">How C calls it: <c>struct point</c>, <c>point_t</c>; null for a nested one without a name.</param>
/// <param name="isUnion">Whether its fields share their bytes.</param>
public sealed class CRecord(string name, string? cName, bool isUnion)
{
    /// <summary>The tag; for an unnamed one the typedef's name; empty for one nested in another.</summary>
    public string Name { get; } = name;

    /// <summary>How C calls it: <c>struct point</c>, <c>point_t</c>; null for a nested one without a name.</summary>
    public string? CName { get; } = cName;

    /// <summary>Whether its fields share their bytes.</summary>
    public bool IsUnion { get; } = isUnion;

    /// <summary>Whether its fields are known; an incomplete one can be used behind a pointer only.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Whether the header itself declares it; the others are there because a type needs them.</summary>
    public bool IsOwn { get; internal set; }

    /// <summary>Bytes, padding included.</summary>
    public long Size { get; internal set; }

    /// <summary>Its address is a multiple of this, in bytes.</summary>
    public long Alignment { get; internal set; }

    /// <summary>Its fields in order.</summary>
    public IReadOnlyList<CField> Fields { get; internal set; } = [];

    /// <summary>Its documentation comment.</summary>
    public CComment Comment { get; internal set; } = CComment.None;

    /// <summary>Where it is declared.</summary>
    public CPlace Place { get; internal set; }
}

/// <summary>A field.</summary>
/// <param name="Name">Its name; empty for an unnamed struct or union, whose fields C sees as the outer one's, and for padding bits.</param>
/// <param name="Type">Its type; an <see cref="ArrayType"/> without a count is a flexible last member.</param>
/// <param name="BitOffset">Bits from the record's start, in memory order on a little-endian machine.</param>
/// <param name="BitWidth">Bits of a bit-field; null for an ordinary field.</param>
/// <param name="Comment">Its documentation comment.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record CField(string Name, CType Type, long BitOffset, int? BitWidth, CComment Comment, CPlace Place)
{
    /// <summary>Bytes from the record's start to the byte in which it begins.</summary>
    public long Offset => BitOffset / 8;
}
