using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>A place of a Go file that a memory fault can come from, as sites/main.go prints it.</summary>
/// <param name="Kind">
/// <c>hide</c> (a pointer becomes a number and is kept), <c>hide-store</c> (a pointer is stored through a pun), <c>pun</c> (memory read as
/// another type), <c>c-call</c>, <c>header-write</c>, <c>index-write</c>, <c>export-return</c>, <c>def</c>, or the method called: <c>Pin</c>,
/// <c>Unpin</c>, <c>Delete</c>, <c>KeepAlive</c>, <c>Put</c>, <c>SetFinalizer</c>, <c>AddCleanup</c>.
/// </param>
/// <param name="Name">The C function, the variable, or how it is kept.</param>
/// <param name="File">The file's path.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Func">The function around it.</param>
/// <param name="Begin">That function's first line.</param>
/// <param name="End">Its last line.</param>
/// <param name="Vars">Names that stand in it.</param>
/// <param name="Assigned">Names that get its value.</param>
/// <param name="Deferred">Whether a defer statement runs it.</param>
/// <param name="Final">Whether a finalizer or cleanup runs it.</param>
/// <param name="Go">Whether a go statement runs it.</param>
/// <param name="DeferEnd">The last line of the defer statement around it; 0 when there is none.</param>
public sealed record Site(
    string Kind, string Name, string File, int Line, string Func, int Begin, int End,
    IReadOnlyList<string>? Vars, IReadOnlyList<string>? Assigned, bool Deferred, bool Final, bool Go = false, int DeferEnd = 0)
{
    /// <summary>Where it stands.</summary>
    public Place Place => new(File, Line);

    /// <summary>Whether a place lies in the same function.</summary>
    public bool IsAround(Place place) => place.File == File && place.Line >= Begin && place.Line <= End;

    /// <summary>Whether a place follows it in the same deferred function, so that the two run in this order.</summary>
    public bool IsBehindInDefer(Place place) => Deferred && place.File == File && place.Line > Line && place.Line <= DeferEnd;

    /// <summary>Whether one of the names stands in it.</summary>
    public bool Mentions(IEnumerable<string> names) => Vars is not null && names.Any(n => Vars.Contains(n));

    /// <summary>Whether one of the names gets its value.</summary>
    public bool Gives(IEnumerable<string> names) => Assigned is not null && names.Any(n => Assigned.Contains(n));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Site))]
internal sealed partial class SiteJson : JsonSerializerContext;
