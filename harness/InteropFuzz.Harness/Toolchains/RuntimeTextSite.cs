using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>A place in a Go distribution where the runtime prints its last words.</summary>
/// <param name="Text">What it prints; … stands for what is computed.</param>
/// <param name="Kind">By which means.</param>
/// <param name="File">The file below GOROOT/src.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="LeadsTo">Of a note: the text of the throw that follows it; otherwise null.</param>
public sealed record RuntimeTextSite(string Text, RuntimeTextKind Kind, string File, int Line, string? LeadsTo = null);
