using System.Text.RegularExpressions;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>
/// Goes from a crash to the statement that explains it, by the rows of locators.tsv: what a report names, or what the source says about
/// what it names. Pure; knows nothing of cases, their expectations and marks, and reads no comment.
/// </summary>
/// <param name="sources">The program's own source.</param>
/// <param name="c">What can be read off its C code.</param>
/// <param name="sites">What can be read off its Go code.</param>
public sealed partial class Blame(SourceTree sources, CSource c, IReadOnlyList<Site> sites)
{
    /// <summary>A recursion, not a stack that happens to be in one function twice.</summary>
    private const int Recursion = 10;

    /// <summary>The statement that a crash leads to; null when it leads to none of the program's own.</summary>
    /// <param name="crash">What was seen.</param>
    /// <param name="output">The text that it was read from.</param>
    public Accusation? Of(Crash crash, string output) => Of(crash, output, Locators.Of(crash));

    /// <summary>The same by rows of the caller's choice.</summary>
    public Accusation? Of(Crash crash, string output, IEnumerable<LocatorRow> rows)
    {
        foreach (var row in rows)
            if (Find(row.Locator, crash, output) is { } place) return new(place, row.Weight, row.Why, row.Locator);
        return null;
    }

    private Place? Find(string locator, Crash crash, string output) => locator switch
    {
        "top" => Top(crash),
        "go" => Go(crash),
        "repeat" => Repeated(crash),
        "vet" => Vetted(output),
        "race-write" => RaceWrite(crash),
        "deferred-free" => DeferredFree(crash),
        "extra-free" => ExtraFree(crash),
        "pun" => Pun(crash),
        "any-pun" => Sites("pun").Select(s => (Place?)s.Place).FirstOrDefault(),
        "header-write" => Go(crash) is { } at ? Before("header-write", at) : null,
        "pinned-argument" => Go(crash) is { } at && sources.NamesAt(at) is var names ? sites.FirstOrDefault(s => s.Kind == "Pin" && s.IsAround(at) && s.Mentions(names))?.Place : null,
        "leaked-pin" => sites.FirstOrDefault(s => s.Kind == "Pin" && !sites.Any(u => u.Kind == "Unpin" && u.IsAround(s.Place)))?.Place,
        "handle-delete" => sites.Where(s => s.Kind == "Delete" && s.Vars is not { Count: > 0 }).OrderByDescending(s => s.Deferred).FirstOrDefault()?.Place,
        "signal-flags" => SignalFlags(crash) ?? Top(crash),
        "frame-pun" => BadFrame().Match(output) is { Success: true } frame ? Only(Sites("pun").Where(s => s.Func == frame.Groups["name"].Value)) : null,
        "export-return" => ExportReturn(output),
        "c-result" => CResult(output),
        "given-to-c" => Go(crash) is { } at ? GivenToC(at) : null,
        "map-write" => Go(crash) is { } at && sources.NamesAt(at) is var names ? Only(sites.Where(s => s.Kind == "index-write" && s.Go && s.Place != at && names.Contains(s.Name))) : null,
        "hide-store" => Sites("hide-store").FirstOrDefault()?.Place,
        "hide" => Hide(crash),
        "only-hide" => Only(Sites("hide").Concat(Sites("hide-store"))),
        "kept" => Kept(crash),
        _ => throw new InvalidDataException($"locators.tsv: there is no locator '{locator}'"),
    };

    private IEnumerable<Site> Sites(string kind) => sites.Where(s => s.Kind == kind);

    private static Place? Only(IEnumerable<Site> found) => found.Select(s => s.Place).Distinct().Take(2).ToList() is [var one] ? one : null;

    /// <summary>The innermost line of the program itself.</summary>
    private Place? Top(Crash crash)
        => crash.Frames.Select(sources.Of).FirstOrDefault(p => p is not null) ?? Caller(crash.Frames)
            // A race whose first access is in a library: then the other one.
            ?? crash.Stacks.Where(s => s.Kind == StackKind.OtherAccess).SelectMany(s => s.Frames).Select(sources.Of).FirstOrDefault(p => p is not null);

    /// <summary>The innermost line of the program's Go code.</summary>
    private Place? Go(Crash crash)
        => Frames(crash).Where(f => f.Side == FrameSide.Go).Select(sources.Of).FirstOrDefault(p => p is not null && p.Value.File.EndsWith(".go", StringComparison.Ordinal))
            ?? Caller(crash.Frames) ?? Top(crash);

    /// <summary>
    /// The crash's frames, and those of the goroutine below it. A compiler that turns the last call of cgo's C function into a jump leaves
    /// nothing by which the two stacks could be joined; then it is the first goroutine of the dump, which is inside of C.
    /// </summary>
    private static IEnumerable<Frame> Frames(Crash crash)
        => crash.Frames.Any(f => f.Side == FrameSide.Boundary || (f.Side == FrameSide.Go && f.IsUser)) || !crash.Frames.Any(IsSwitch) ? crash.Frames
            : crash.Frames.Concat(crash.Stacks.FirstOrDefault(s => s.Kind == StackKind.Goroutine) is { } g && g.Title.Contains("[syscall", StringComparison.Ordinal) ? g.Frames : []);

    private static bool IsSwitch(Frame frame) => frame.Function.StartsWith("runtime.asmcgocall", StringComparison.Ordinal);

    /// <summary>Where Go calls the C function that a stack of C begins with, where there is one such call only.</summary>
    private Place? Caller(IEnumerable<Frame> frames) => CallOf(frames) is { } name ? Only(Calls(name)) : null;

    /// <summary>The C function that a stack shows Go to have called.</summary>
    private static string? CallOf(IEnumerable<Frame> frames)
    {
        var all = frames.ToList();
        if (all.FirstOrDefault(f => f.Side == FrameSide.Boundary && f.Function.StartsWith("C.", StringComparison.Ordinal)) is { } crossing) return crossing.Function[2..];
        // The jump again: a function of the C library right above the switch of stacks was called from Go.
        return all is [{ Side: FrameSide.Tool or FrameSide.Libc } library, var below, ..] && IsSwitch(below) ? library.Function.Replace("__interceptor_", "", StringComparison.Ordinal) : null;
    }

    /// <summary>Calls of a C function; what cgo allocates with is C.malloc, C.CString or C.CBytes (cmd/cgo/out.go, _cgo_cmalloc).</summary>
    private IEnumerable<Site> Calls(string name)
    {
        var calls = Sites("c-call");
        if (name != "malloc") return calls.Where(s => s.Name == name);
        var freed = calls.Where(s => s.Name == "free").SelectMany(s => s.Vars ?? []).ToHashSet();
        var allocations = calls.Where(s => s.Name is "malloc" or "CString" or "CBytes").ToList();
        var leaked = allocations.Where(s => !s.Gives(freed)).ToList();
        return leaked.Count > 0 ? leaked : allocations;
    }

    /// <summary>Of endless recursion the call that goes on, not the one that happened to be the last.</summary>
    private Place? Repeated(Crash crash)
        => crash.Frames.Select(sources.Of).OfType<Place>().CountBy(p => p).Where(p => p.Value >= Recursion).OrderByDescending(p => p.Value).Select(p => (Place?)p.Key).FirstOrDefault();

    private Place? Vetted(string output)
        => VetPosition().Matches(output).Select(m => sources.Of(m.Groups["file"].Value, int.Parse(m.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture))).FirstOrDefault(p => p is not null);

    /// <summary>The access that wrote, when the other one did not; else the first.</summary>
    private Place? RaceWrite(Crash crash)
    {
        var accesses = crash.Stacks.Where(s => s.Kind is StackKind.Crash or StackKind.OtherAccess).ToList();
        var writes = accesses.Where(s => s.Title.Contains("rite", StringComparison.Ordinal)).ToList();
        return (writes.Count == 1 ? writes.Concat(accesses) : accesses).SelectMany(s => s.Frames).Select(sources.Of).FirstOrDefault(p => p is not null);
    }

    /// <summary>
    /// The deferred call that freed the memory. A deferred call of a function whose ordinary statements are still running cannot have run.
    /// </summary>
    private Place? DeferredFree(Crash crash)
    {
        if (crash.Stacks.FirstOrDefault(s => s.Kind == StackKind.Freed) is not { } freed || CallOf(freed.Frames) is not { } name) return null;
        var running = Frames(crash).Where(f => f.Side == FrameSide.Go).Select(sources.Of).OfType<Place>().ToList();
        var deferredLines = sites.Where(s => s.Deferred).Select(s => s.Place).ToHashSet();
        var frees = Calls(name).Where(s => s.Deferred && !running.Any(s.IsBehindInDefer) && (running.Any(deferredLines.Contains) || !running.Any(s.IsAround))).ToList();
        if (frees.Count > 1 && crash.Stacks.FirstOrDefault(s => s.Kind == StackKind.Allocated) is { } made && CallOf(made.Frames) is { } maker)
            frees = [.. frees.Where(f => Calls(maker).Any(m => m.Assigned is not null && f.Mentions(m.Assigned)))];
        return Only(frees);
    }

    /// <summary>Of two frees of one variable, one of them deferred, the other: the deferred one would have been enough.</summary>
    private Place? ExtraFree(Crash crash)
        => CallOf(Frames(crash)) is { } name ? Only(Calls(name).Where(s => !s.Deferred && Calls(name).Any(d => d.Deferred && d.Func == s.Func && d.File == s.File && s.Mentions(d.Vars ?? [])))) : null;

    /// <summary>The statement that made, by a pun, a variable which the crash's Go statement uses.</summary>
    private Place? Pun(Crash crash) => Go(crash) is { } at ? Before("pun", at) : null;

    private Place? Before(string kind, Place at)
    {
        var names = sources.NamesAt(at);
        return Sites(kind).Where(s => s.IsAround(at) && s.Line <= at.Line && (s.Gives(names) || kind != "pun")).MaxBy(s => s.Line)?.Place;
    }

    /// <summary>The last call in the same function that gave C something which the statement uses.</summary>
    private Place? GivenToC(Place at)
    {
        var names = sources.NamesAt(at);
        // At its closing brace a function runs what it deferred.
        var isEnd = sources.TextOf(at).Trim() == "}";
        return Sites("c-call").Where(s => s.IsAround(at) && s.Line < at.Line && (isEnd || s.Mentions(names))).MaxBy(s => s.Line)?.Place;
    }

    /// <summary>The flags that a C function gives to sigaction, where SA_ONSTACK is not among them.</summary>
    private Place? SignalFlags(Crash crash)
    {
        if (Top(crash) is not { } at || c.At(at) is not { } function || !sources.Files.TryGetValue(at.File, out var lines)) return null;
        for (var line = function.Begin; line <= at.Line; line++)
            if (SourceTree.Words(lines[line - 1]) is var words && words.Contains("sa_flags") && !words.Contains("SA_ONSTACK")) return new(at.File, line);
        return null;
    }

    private Place? ExportReturn(string output)
        => ExportResult().Match(output) is { Success: true } named ? Sites("export-return").FirstOrDefault(s => s.Name == named.Groups["name"].Value)?.Place : Only(Sites("export-return"));

    /// <summary>The statement by which a frame that the runtime names got a pointer from C.</summary>
    private Place? CResult(string output)
    {
        var function = BadFrame().Match(output) is { Success: true } frame ? frame.Groups["name"].Value : null;
        var results = Sites("c-call").Where(s => s.Assigned is { Count: > 0 } && c.Named(s.Name) is not { ReturnsPointer: false }).ToList();
        return results.OrderByDescending(s => s.Func == function).FirstOrDefault()?.Place;
    }

    /// <summary>
    /// Where a pointer became a number. When the same function makes a pointer of it again, that conversion is the mistake; when the number
    /// goes to others, it is the origin.
    /// </summary>
    private Place? Hide(Crash crash)
    {
        var hidden = Sites("hide").ToList();
        if (hidden.Count == 0) return null;
        if (crash.Symptom.Family == "go-fatal" && Go(crash) is { } at && hidden.Any(s => s.IsAround(at) && s.Place != at)) return at;
        string[] order = ["c-argument", "composite", "return", "assign", "argument"];
        return hidden.OrderBy(s => Array.IndexOf(order, s.Name)).First().Place;
    }

    /// <summary>Memory that C keeps: the statement that lets go of it too early, else the one that keeps it, or gives it to who keeps it.</summary>
    private Place? Kept(Crash crash)
    {
        var top = Top(crash);
        var user = top is { } p ? c.At(p) : null;
        var keeper = c.Functions.SelectMany(f => f.Keeps.Select(k => (Function: f, Kept: k)))
            .Where(k => Calls(k.Function.Name).Any() && (user is null || user.Names.Contains(k.Kept.Name)))
            .OrderByDescending(k => k.Kept.IsPointer).FirstOrDefault();
        if (keeper.Function is null) return null;
        var given = Calls(keeper.Function.Name).First();
        if (!keeper.Kept.IsPointer)
            return Sites("hide").FirstOrDefault(h => h.Place == given.Place)?.Place ?? Sites("hide").FirstOrDefault(h => given.Mentions(h.Assigned ?? []) && h.IsAround(given.Place))?.Place;
        var released = sites.FirstOrDefault(s => s.Kind == "Unpin" && s.Deferred && s.IsAround(given.Place))
            ?? sites.FirstOrDefault(s => s.Kind == "KeepAlive" && s.IsAround(given.Place) && s.Line > given.Line);
        if (released is not null) return released.Place;
        return user is null || IsPromised(keeper.Function.Name) ? given.Place : keeper.Kept.Place;
    }

    /// <summary>Whether Go was promised that the function keeps nothing (#cgo noescape, Go 1.24 and later).</summary>
    private bool IsPromised(string function) => sources.Files.Values.Any(lines => lines.Any(l => l.Trim() == "#cgo noescape " + function));

    [GeneratedRegex(@"""posn"":\s*""(?<file>[^""]+?):(?<line>\d+)(?::\d+)?""")]
    private static partial Regex VetPosition();

    [GeneratedRegex(@"result of Go function (?<name>\w+) called from cgo")]
    private static partial Regex ExportResult();

    [GeneratedRegex(@"runtime: bad pointer in frame (?:[^\s]*[./])?(?<name>\w+)(?:\.func\d+)* at ")]
    private static partial Regex BadFrame();
}
