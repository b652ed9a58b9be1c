namespace InteropFuzz.Triage.Stacks;

/// <summary>One call on a stack.</summary>
/// <param name="Side">Whose code it is.</param>
/// <param name="Function">
/// Its name without arguments, offsets and hashes: <c>main.(*T).Read</c>, <c>strlen</c>; <c>C.use</c> for the crossing that a
/// traceback calls <c>main._Cfunc_use</c> and a C stack <c>_cgo_7209d64d5f19_Cfunc_use</c>; <c>Go.done</c> for the way back, the
/// callback of an exported Go function (<c>_cgoexp_7209d64d5f19_done</c>). Empty where no symbol is known.
/// </param>
/// <param name="File">The source file as it was printed, or null.</param>
/// <param name="Line">The line in the file, counted from 1; 0 where it is not known.</param>
public sealed record Frame(FrameSide Side, string Function, string? File = null, int Line = 0)
{
    /// <summary>The program or library that the code is in, as it was printed, or null.</summary>
    public string? Module { get; init; }

    /// <summary>Whether it is code that came with the language, such as <c>sync.(*Mutex).Unlock</c>.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>Whether the frame is the program's own, not the machinery around it (runtime, C library, standard library, tool).</summary>
    public bool IsUser => !IsLibrary && Side is (FrameSide.Go or FrameSide.C or FrameSide.Boundary or FrameSide.DotNet);

    /// <summary>Whether it only leads from C to Go or back, so that a boundary frame beside it says all there is to say.</summary>
    internal bool IsCrossing { get; init; }
}
