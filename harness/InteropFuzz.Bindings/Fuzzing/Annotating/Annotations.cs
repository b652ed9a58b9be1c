using System.Globalization;

namespace InteropFuzz.Bindings.Fuzzing.Annotating;

/// <summary>What a header cannot say about its functions, as a person wrote it down.</summary>
public sealed record Annotations
{
    /// <summary>No annotations.</summary>
    public static Annotations None { get; } = new();

    /// <summary>The file, for messages; empty for none.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether they are for every version of the header: functions that one of them lacks are then no error.</summary>
    public bool ForEveryVersion { get; init; }

    /// <summary>Words that mutations may put in.</summary>
    public IReadOnlyList<string> Dictionary { get; init; } = [];

    /// <summary>Functions that are not called, with the reason; <c>*</c> in a name stands for anything.</summary>
    public IReadOnlyDictionary<string, Noted<string>> LeaveOut { get; init; } = new Dictionary<string, Noted<string>>();

    /// <summary>Handles by the name of their kind.</summary>
    public IReadOnlyDictionary<string, HandleNote> Handles { get; init; } = new Dictionary<string, HandleNote>();

    /// <summary>Functions by name.</summary>
    public IReadOnlyDictionary<string, FunctionNote> Functions { get; init; } = new Dictionary<string, FunctionNote>();

    /// <summary>Fields of structs, by the struct's name and the field's.</summary>
    public IReadOnlyDictionary<string, Noted<IReadOnlyDictionary<string, ArgumentNote>>> Structs { get; init; } = new Dictionary<string, Noted<IReadOnlyDictionary<string, ArgumentNote>>>();
}

/// <summary>Something with the line it stands in.</summary>
/// <param name="Value">What is said.</param>
/// <param name="Line">From 1.</param>
public readonly record struct Noted<T>(T Value, int Line);

/// <summary>What is said about a kind of handle.</summary>
/// <param name="Name">The kind's name.</param>
/// <param name="Line">Where it stands.</param>
public sealed record HandleNote(string Name, int Line)
{
    /// <summary>The struct or typedef behind the pointer, or a typedef of a pointer.</summary>
    public string Type { get; init; } = "";

    /// <summary>Functions that make one; the first is taken when one is needed.</summary>
    public IReadOnlyList<Noted<string>> Makers { get; init; } = [];

    /// <summary>Functions that end its life.</summary>
    public IReadOnlyList<Noted<string>> Enders { get; init; } = [];

    /// <summary>Which functions take this kind where several share a type: names with <c>*</c>.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>What a maker returns when it has made one: zero or nonzero; null when the result does not tell.</summary>
    public string? Made { get; init; }

    /// <summary>Functions before which the fields with buffers are filled anew.</summary>
    public IReadOnlyList<Noted<string>> Filled { get; init; } = [];
}

/// <summary>What is said about a function.</summary>
/// <param name="Name">The function.</param>
/// <param name="Line">Where it stands.</param>
public sealed record FunctionNote(string Name, int Line)
{
    /// <summary>By the parameter's name, or its number from 1.</summary>
    public IReadOnlyDictionary<string, ArgumentNote> Arguments { get; init; } = new Dictionary<string, ArgumentNote>();

    /// <summary>The function that takes back what this one returns.</summary>
    public Noted<string>? FreedBy { get; init; }

    /// <summary>The parameter whose buffer holds as many bytes as the result says.</summary>
    public Noted<string>? Wrote { get; init; }

    /// <summary>It may be called only after one of these, on the same handle.</summary>
    public IReadOnlyList<Noted<string>> After { get; init; } = [];

    /// <summary>It may not be called after one of these, on the same handle.</summary>
    public IReadOnlyList<Noted<string>> NotAfter { get; init; } = [];

    /// <summary>After it the handle counts as never given to these functions.</summary>
    public IReadOnlyList<Noted<string>> Forgets { get; init; } = [];

    /// <summary>The handles of one call must be different ones.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether the first handle (or the made one) keeps the others; they then live as long as it does.</summary>
    public bool Keeps { get; init; } = true;
}

/// <summary>What is said about an argument or a field.</summary>
/// <param name="Line">Where it stands.</param>
public sealed record ArgumentNote(int Line)
{
    /// <summary>A C expression that is always passed.</summary>
    public string? Value { get; init; }

    /// <summary>The smallest and the largest number.</summary>
    public (Int128 First, Int128 Last)? Range { get; init; }

    /// <summary>The only values: numbers, names of constants, or texts for a string.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>in, out or inout, for memory that C reads, writes, or both.</summary>
    public string? Buffer { get; init; }

    /// <summary>The parameter with the buffer's length.</summary>
    public string? Length { get; init; }

    /// <summary>Elements that are always there.</summary>
    public int? Elements { get; init; }

    /// <summary>A text that ends with a zero byte.</summary>
    public bool Text { get; init; }

    /// <summary>NULL may be passed.</summary>
    public bool Null { get; init; }

    /// <summary>C keeps the address past the call.</summary>
    public bool Kept { get; init; }

    /// <summary>Passed through to a callback, never looked into.</summary>
    public bool User { get; init; }

    /// <summary>The function that takes back what is stored here.</summary>
    public Noted<string>? FreedBy { get; init; }

    /// <summary>What a callback returns: from the first to the last number.</summary>
    public (Int128 First, Int128 Last)? Returns { get; init; }
}

/// <summary>Annotations that cannot be used.</summary>
/// <param name="file">The file.</param>
/// <param name="line">From 1.</param>
/// <param name="what">What is wrong, and the way out.</param>
public sealed class AnnotationException(string file, int line, string what) : Exception(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {what}"));
