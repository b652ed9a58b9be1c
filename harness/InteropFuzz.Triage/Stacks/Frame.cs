namespace InteropFuzz.Triage.Stacks;

/// <summary>One call on a stack.</summary>
/// <param name="Side">Whose code it is.</param>
/// <param name="Function">
/// Its name without arguments, offsets and hashes: <c>main.(*T).Read</c>, <c>strlen</c>; <c>C.use</c> for the crossing that a
/// traceback calls <c>main._Cfunc_use</c> and a C stack <c>_cgo_7209d64d5f19_Cfunc_use</c>. Empty where no symbol is known.
/// </param>
/// <param name="File">The source file as it was printed, or null.</param>
/// <param name="Line">The line in the file, counted from 1; 0 where it is not known.</param>
public sealed record Frame(FrameSide Side, string Function, string? File = null, int Line = 0)
{
    /// <summary>The program or library that the code is in, as it was printed, or null.</summary>
    public string? Module { get; init; }

    /// <summary>Whether the frame is the program's own, not the machinery around it (runtime, C library, tool).</summary>
    public bool IsUser => Side is FrameSide.Go or FrameSide.C or FrameSide.Boundary or FrameSide.DotNet;
}
