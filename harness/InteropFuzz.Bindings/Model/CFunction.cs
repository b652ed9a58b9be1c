namespace InteropFuzz.Bindings.Model;

/// <summary>A function that the library exports.</summary>
/// <param name="Name">Its name in C.</param>
/// <param name="Symbol">The linker's name, when an asm label changes it; else the same.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Comment">Its documentation comment.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record CFunction(string Name, string Symbol, CType Result, IReadOnlyList<CParameter> Parameters, CComment Comment, CPlace Place);

/// <summary>A parameter.</summary>
/// <param name="Name">Its name; empty when the header gives none.</param>
/// <param name="Type">Its type as written: an array or a function here is passed as a pointer.</param>
public readonly record struct CParameter(string Name, CType Type);
