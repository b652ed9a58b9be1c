namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>How generated Go includes the header and links the library.</summary>
/// <param name="Include">As behind <c>#include</c>, with its brackets or quotes.</param>
/// <param name="CFlags">Flags for the C compiler: <c>-I</c>, <c>-D</c>.</param>
/// <param name="LinkFlags">Flags for the linker: <c>-l</c>, <c>-L</c>, archives.</param>
public sealed record LinkOptions(string Include, IReadOnlyList<string> CFlags, IReadOnlyList<string> LinkFlags);
