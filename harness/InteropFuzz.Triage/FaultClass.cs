namespace InteropFuzz.Triage;

/// <summary>The cause of a fault: which mistake was made. <see cref="FaultClasses"/> has the names used in text.</summary>
public enum FaultClass
{
    /// <summary>A uintptr or another integer is the only trace of an object.</summary>
    HiddenReference,

    /// <summary>Two threads, one memory, no order.</summary>
    UnsynchronisedSharing,

    /// <summary>A slice, string or struct header or a type pun that the memory does not back.</summary>
    ForgedView,

    /// <summary>The order of defers, finalizers or cleanups frees or writes at the wrong time.</summary>
    LateRelease,

    /// <summary>C keeps a Go pointer past the call, without a Pinner or a Handle.</summary>
    CRetainsGoMemory,

    /// <summary>A Go pointer to an unpinned Go pointer crosses, in either direction.</summary>
    CgoPointerRule,

    /// <summary>Use after free, double free, foreign free or leak of C memory.</summary>
    CHeapOwnership,

    /// <summary>C or unsafe code writes outside of its object, in-band runtime data included.</summary>
    SpatialOverrun,

    /// <summary>The collector or the stack copier meets a pointer that cannot be.</summary>
    BadPointerSeenByRuntime,

    /// <summary>Signal, abort, exit, longjmp, thread or stack exhaustion in C.</summary>
    NativeControlEscape,

    /// <summary>Exhaustion, deadlock or tampered state of the runtime.</summary>
    RuntimeFatalState,
}
