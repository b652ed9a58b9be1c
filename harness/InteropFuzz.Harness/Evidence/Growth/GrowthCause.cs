namespace InteropFuzz.Harness.Evidence.Growth;

/// <summary>Why the memory of a program grows.</summary>
public enum GrowthCause
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Too little was seen to tell.</summary>
    NotKnown,

    /// <summary>Goroutines that never end, with their stacks and what these refer to.</summary>
    Goroutines,

    /// <summary>Entries of a Go map (also of a sync.Map, in which runtime/cgo keeps handles) that are never deleted.</summary>
    Map,

    /// <summary>Go objects that something else still refers to: a slice, a list, a global.</summary>
    Objects,

    /// <summary>Few large Go objects, such as a whole message behind a small slice of it.</summary>
    LargeObjects,

    /// <summary>As many Go objects as before, which have become large: buffers of a pool or free list.</summary>
    Pool,

    /// <summary>Few small objects that keep many spans of the Go heap.</summary>
    Fragmentation,

    /// <summary>Memory of C's malloc, which the Go runtime neither sees nor frees.</summary>
    CHeap,
}

/// <summary>The words for causes in results and reports.</summary>
public static class GrowthCauses
{
    /// <summary>Its name in results.</summary>
    public static string Name(this GrowthCause cause) => cause switch
    {
        GrowthCause.None => "none",
        GrowthCause.Goroutines => "goroutines",
        GrowthCause.Map => "map",
        GrowthCause.Objects => "objects",
        GrowthCause.LargeObjects => "large-objects",
        GrowthCause.Pool => "pool",
        GrowthCause.Fragmentation => "fragmentation",
        GrowthCause.CHeap => "c-heap",
        _ => "not-known",
    };

    /// <summary>The same as a person says it.</summary>
    public static string Title(this GrowthCause cause) => cause switch
    {
        GrowthCause.None => "no growth",
        GrowthCause.Goroutines => "goroutine leak",
        GrowthCause.Map => "map leak",
        GrowthCause.Objects => "Go objects are kept",
        GrowthCause.LargeObjects => "large objects are kept",
        GrowthCause.Pool => "pool of grown buffers",
        GrowthCause.Fragmentation => "fragmentation of the Go heap",
        GrowthCause.CHeap => "C leak",
        _ => "not known",
    };
}

/// <summary>The cause with the figures that speak for it.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Because">The figures, in one line.</param>
/// <param name="Bytes">How much memory it is; 0 where there is none.</param>
public sealed record GrowthFinding(GrowthCause Cause, string Because, long Bytes)
{
    /// <summary>The allocation site with the most memory in use, as <c>function@file:line</c>; null when it is not known or not Go's.</summary>
    public string? Site { get; init; }
}
