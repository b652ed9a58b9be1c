namespace InteropFuzz.Triage.Stacks;

/// <summary>Whose code a frame is. <see cref="FrameSides"/> has the names used in text.</summary>
public enum FrameSide
{
    /// <summary>Not known: no name, or a name that no rule knows.</summary>
    Unknown,

    /// <summary>Go code of the program, its dependencies or the standard library.</summary>
    Go,

    /// <summary>C or C++ code of the program or of a library.</summary>
    C,

    /// <summary>Where the two meet: a call of a C function by cgo, a callback of an exported Go function.</summary>
    Boundary,

    /// <summary>The Go runtime itself.</summary>
    Runtime,

    /// <summary>The C library, its loader and its startup code.</summary>
    Libc,

    /// <summary>A sanitizer's or Valgrind's own code.</summary>
    Tool,

    /// <summary>.NET code of the program.</summary>
    DotNet,
}
