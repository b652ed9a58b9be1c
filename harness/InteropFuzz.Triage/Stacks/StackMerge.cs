namespace InteropFuzz.Triage.Stacks;

/// <summary>
/// Joins what the tools of C and the runtime of Go each see of the same stack. A C stack ends at runtime.asmcgocall, because
/// Go's stack begins there anew; Go's traceback begins at runtime.cgocall and the wrapper of the C function. Both name that
/// function, so that one boundary frame stands for the crossing. Where only one side is known the stack ends at the boundary.
/// </summary>
internal static class StackMerge
{
    /// <summary>A stack of so many frames was cut off (the harness asks gdb for <c>bt 64</c>).</summary>
    private const int DebuggerFrames = 64;

    /// <summary>Folds every crossing of a stack into its one boundary frame.</summary>
    internal static List<Frame> Fold(List<Frame> frames)
    {
        List<Frame> folded = new(frames.Count);
        bool foldNext = false;
        foreach (Frame frame in frames)
        {
            if (frame.Side == FrameSide.Boundary)
            {
                while (folded.Count > 0 && folded[^1].IsCrossing)
                {
                    folded.RemoveAt(folded.Count - 1);
                }

                // Both halves of one crossing: _cgo_HASH_Cfunc_x of the C side, main._Cfunc_x of the Go side.
                if (folded.Count == 0 || folded[^1].Side != FrameSide.Boundary || folded[^1].Function != frame.Function)
                {
                    folded.Add(frame);
                }

                foldNext = true;
            }
            else if (!frame.IsCrossing || !foldNext)
            {
                folded.Add(frame);
                foldNext = false;
            }
        }

        return folded;
    }

    /// <summary>
    /// Cuts a native stack where its unwinder leaves the C stack: below runtime.asmcgocall it guesses, unless it went on to the
    /// Go function that really called.
    /// </summary>
    internal static void CutGuesses(List<Frame> frames)
    {
        for (int i = 0; i + 1 < frames.Count; i++)
        {
            if (frames[i].IsCrossing && frames[i].Function.StartsWith("runtime.asmcgocall", StringComparison.Ordinal)
                && frames[i + 1].Function != "runtime.cgocall" && frames[i + 1].Side != FrameSide.Boundary)
            {
                frames.RemoveRange(i + 1, frames.Count - i - 1);
                return;
            }
        }
    }

    /// <summary>Puts the C frames of a debugger on top of the Go frames that called them.</summary>
    /// <param name="native">The folded stack of the thread that died, as a debugger sees it.</param>
    /// <param name="go">The folded stack of the goroutine, as the Go runtime printed it.</param>
    /// <returns>The joined stack, or null when the two have no crossing in common.</returns>
    internal static List<Frame>? Join(IReadOnlyList<Frame> native, IReadOnlyList<Frame> go)
    {
        int top = FirstCall(native);

        // Deep recursion: the debugger stopped before it came to the crossing.
        bool cut = top < 0 && native.Count >= DebuggerFrames;
        top = cut ? native.Count : top;
        int below = cut ? FirstCall(go) : top < 0 ? -1 : FindCall(go, native[top].Function);
        if (below < 0)
        {
            return null;
        }

        List<Frame> joined = [];
        for (int i = 0; i < top; i++)
        {
            joined.Add(native[i]);
        }

        for (int i = below; i < go.Count; i++)
        {
            joined.Add(go[i]);
        }

        return joined;
    }

    private static int FirstCall(IReadOnlyList<Frame> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            if (IsCall(frames[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first call of C, where it is the one asked for; the runtime's own frames above it do not matter.</summary>
    private static int FindCall(IReadOnlyList<Frame> go, string function)
    {
        int first = FirstCall(go);
        return first >= 0 && go[first].Function == function ? first : -1;
    }

    private static bool IsCall(Frame frame) => frame.Side == FrameSide.Boundary && frame.Function.StartsWith("C.", StringComparison.Ordinal);
}
