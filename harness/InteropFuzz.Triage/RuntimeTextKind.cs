namespace InteropFuzz.Triage;

/// <summary>By which means the Go runtime prints a text. The names in text are those of the members in lower case.</summary>
public enum RuntimeTextKind
{
    /// <summary>A throw: <c>fatal error: …</c>, blamed on the runtime; all stacks follow.</summary>
    Throw,

    /// <summary>A fatal: <c>fatal error: …</c>, blamed on the program.</summary>
    Fatal,

    /// <summary>A panic: <c>panic: …</c>, which recover() can catch.</summary>
    Panic,

    /// <summary>A line of its own, after which the process ends.</summary>
    Line,

    /// <summary>A line printed just above a throw.</summary>
    Note,
}
