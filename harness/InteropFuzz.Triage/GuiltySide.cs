namespace InteropFuzz.Triage;

/// <summary>Whose mistake it was. <see cref="GuiltySides"/> has the names used in text.</summary>
public enum GuiltySide
{
    /// <summary>Not known: the place of a crash is often not the guilty side.</summary>
    Unknown,

    /// <summary>The Go code.</summary>
    Go,

    /// <summary>The C code.</summary>
    C,

    /// <summary>The Go runtime or the C library.</summary>
    Runtime,

    /// <summary>The contract between both sides: each is right by itself.</summary>
    Boundary,

    /// <summary>The .NET code.</summary>
    DotNet,
}
