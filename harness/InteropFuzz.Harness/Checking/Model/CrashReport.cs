using InteropFuzz.Harness.Findings;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>What triage says of one crash, as a value that can be stored.</summary>
public sealed record CrashReport
{
    /// <summary>The symptom's name.</summary>
    public required string Symptom { get; init; }

    /// <summary>The line that names the fault; may be empty.</summary>
    public required string FirstLine { get; init; }

    /// <summary>What the signature is made of: the symptom's kind, then functions, innermost first.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>Twelve hexadecimal digits that are the same for the same crash.</summary>
    public required string Signature { get; init; }

    /// <summary>Whose mistake it probably is.</summary>
    public required string Guilty { get; init; }

    /// <summary>none, low, medium, high or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>Why.</summary>
    public required string SeverityReason { get; init; }

    /// <summary>Fault classes that may be the cause, the likeliest first.</summary>
    public IReadOnlyList<RankedClass> Classes { get; init; } = [];

    /// <summary>Where it happened: C frames on top of the Go frames that called them, innermost first.</summary>
    public IReadOnlyList<CheckFrame> Stack { get; init; } = [];

    /// <summary>The other stacks of the report (allocated, freed, the other access of a race), without goroutines that only stood by.</summary>
    public IReadOnlyList<CheckStack> Others { get; init; } = [];

    /// <summary>What to do next, the most useful first.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>The innermost frame in the user's own files; null when none is.</summary>
    public CheckFrame? Place => Stack.FirstOrDefault(f => f.IsOwn) ?? Others.SelectMany(s => s.Frames).FirstOrDefault(f => f.IsOwn);

    /// <summary>The signature as triage compares it.</summary>
    public Signature AsSignature() => new() { Id = Signature, Parts = Parts };

    /// <summary>The report of a crash.</summary>
    /// <param name="crash">What triage made of the output.</param>
    /// <param name="package">The package that it was seen in.</param>
    /// <param name="test">The test; empty for none. Hangs, and crashes whose signature has nothing but the symptom, are told apart by it.</param>
    /// <param name="sources">Whose files are the user's own.</param>
    public static CrashReport Of(Crash crash, string package, string test, SourceNames sources)
    {
        // Of a hang the timeout's own goroutine says nothing: the test's does, and the test's name tells one hang from another.
        var hangs = crash.Symptom == Triage.Symptom.Timeout;
        var where = $"{package}.{test}";
        var hung = hangs ? crash.Stacks.FirstOrDefault(s => s.Frames.Any(f => f.IsUser && f.Function.Split('.').Contains(test.Split('/')[0]))) : null;
        return new()
        {
            Symptom = crash.Symptom.Name,
            FirstLine = crash.FirstLine,
            Parts = hangs ? [crash.Symptom.Name, where] : crash.Signature.Parts,
            Signature = Findings.Finding.IdOf(hangs ? Triage.Signature.Of(crash.Symptom, []) : crash.Signature, where),
            Guilty = GuiltySides.Name(crash.Guilty),
            Severity = crash.Severity.Level.ToString().ToLowerInvariant(),
            SeverityReason = crash.Severity.Reason,
            Classes = RankedClass.Of(crash),
            Stack = [.. (hung?.Frames ?? crash.Frames).Select(sources.Of)],
            Others = [.. crash.Stacks.Where(s => s.Kind is not (StackKind.Crash or StackKind.Goroutine)).Select(s => new CheckStack(s.Title, [.. s.Frames.Select(sources.Of)]))],
            Next = [.. crash.Next.Select(n => n.Instrument is { } instrument ? $"{instrument}: {n.Text}" : n.Text)],
        };
    }
}

/// <summary>A frame with its place in the user's files.</summary>
/// <param name="Side">go, c, boundary, runtime, libc, tool or unknown.</param>
/// <param name="Function">Its name; empty where no symbol is known.</param>
/// <param name="File">The file, relative to the root where it lies below it; null where it is not known.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="IsUser">Whether it is the program's own code, that of its dependencies included.</param>
/// <param name="IsOwn">Whether the file lies below the root: a place that a code-scanning view can mark.</param>
public sealed record CheckFrame(string Side, string Function, string? File, int Line, bool IsUser, bool IsOwn)
{
    /// <summary><c>go</c> or <c>c</c> by the file's name; <c>c</c> also for C++ and assembly.</summary>
    public string Language => File?.EndsWith(".go", StringComparison.Ordinal) == true ? "go" : Side is "c" or "libc" ? "c" : File is null ? Side : "c";
}

/// <summary>A further stack of a report.</summary>
/// <param name="Title">The line above it.</param>
/// <param name="Frames">Innermost first.</param>
public sealed record CheckStack(string Title, IReadOnlyList<CheckFrame> Frames);
