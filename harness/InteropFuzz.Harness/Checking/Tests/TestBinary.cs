namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>A built test binary, or what vet said.</summary>
/// <param name="Key">What it was built from.</param>
/// <param name="Path">The binary, or the file with vet's words; null when the compiler refused.</param>
/// <param name="Words">The compiler's words when it refused.</param>
/// <param name="WasKept">Whether it was there from before.</param>
/// <param name="CpuSeconds">Processor time of the go command.</param>
public sealed record TestBinary(string Key, string? Path, string Words, bool WasKept, double CpuSeconds);
