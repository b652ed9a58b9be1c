namespace InteropFuzz.Bindings.Model;

/// <summary>What a header declares, in its own order. The writers of bindings and of fuzz targets read this and nothing else.</summary>
/// <param name="Name">The header's file name, without folders.</param>
public sealed record CHeader(string Name)
{
    /// <summary>Functions that can be called from outside, with the types as written.</summary>
    public required IReadOnlyList<CFunction> Functions { get; init; }

    /// <summary>Structs and unions: the header's own, and those of other headers that its types need. Nested unnamed ones stand in their parent's fields only.</summary>
    public required IReadOnlyList<CRecord> Records { get; init; }

    /// <summary>Enums, the unnamed ones too.</summary>
    public required IReadOnlyList<CEnum> Enums { get; init; }

    /// <summary>Typedefs of the header itself, function pointer types among them.</summary>
    public required IReadOnlyList<CTypedef> Typedefs { get; init; }

    /// <summary>Macros that stand for a number or a text.</summary>
    public required IReadOnlyList<CConstant> Constants { get; init; }

    /// <summary>What is in the header and not in the model, with the reason.</summary>
    public required IReadOnlyList<COmission> Omissions { get; init; }
}
