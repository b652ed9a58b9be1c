namespace InteropFuzz.Harness.Diagnosing;

/// <summary>A line of a program's source.</summary>
/// <param name="File">The file's path, or what a report called it when the file is not known.</param>
/// <param name="Line">Counted from 1.</param>
public readonly record struct Place(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}
