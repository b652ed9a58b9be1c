namespace InteropFuzz.Harness.Toolchains;

/// <summary>Something could not be installed; the message says what to do by hand.</summary>
public sealed class SetupException(string message) : Exception(message);
