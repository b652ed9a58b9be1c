using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>How an engine or a replay compiles C.</summary>
/// <param name="Command">The compiler, such as <c>clang-19</c>.</param>
/// <param name="Flags">Optimisation, debug information, coverage and sanitizer.</param>
/// <param name="Arch">For which architecture.</param>
public sealed record CCompiler(string Command, IReadOnlyList<string> Flags, Arch Arch);
