namespace InteropFuzz.Harness.Checking.Discovery;

/// <summary>There is nothing that could be checked; the message says why, and the way out.</summary>
public sealed class CheckException(string message) : Exception(message);
