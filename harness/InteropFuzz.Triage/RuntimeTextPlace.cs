namespace InteropFuzz.Triage;

/// <summary>Where the Go runtime raises a text.</summary>
/// <param name="Release">The Go release, such as <c>1.24</c>.</param>
/// <param name="File">The file below GOROOT/src.</param>
/// <param name="Line">The line, counted from 1.</param>
public readonly record struct RuntimeTextPlace(string Release, string File, int Line);
