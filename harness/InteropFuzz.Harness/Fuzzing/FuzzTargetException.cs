namespace InteropFuzz.Harness.Fuzzing;

/// <summary>A target that cannot be fuzzed, for a reason that the user can act on.</summary>
public sealed class FuzzTargetException(string message, Exception? inner = null) : Exception(message, inner);
