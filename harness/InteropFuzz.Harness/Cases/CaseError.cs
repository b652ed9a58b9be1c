namespace InteropFuzz.Harness.Cases;

/// <summary>Something wrong in a case's head, with its place. Nothing runs while a case that is asked for has one.</summary>
/// <param name="Path">The file, relative to the cases folder.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record CaseError(string Path, int Line, string Message)
{
    /// <summary>The id of the case that it is in.</summary>
    public string CaseId => Path[..Path.LastIndexOf('/')];

    /// <summary><c>file:line: message</c>, as compilers print it.</summary>
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
