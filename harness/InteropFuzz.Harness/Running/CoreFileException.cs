namespace InteropFuzz.Harness.Running;

/// <summary>A core file cannot be read; the message says why and what would help.</summary>
/// <param name="message">For people.</param>
public sealed class CoreFileException(string message) : Exception(message);
