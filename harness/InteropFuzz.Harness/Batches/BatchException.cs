namespace InteropFuzz.Harness.Batches;

/// <summary>A batch system refused something or does not answer; the message has its words.</summary>
public sealed class BatchException(string message) : Exception(message);
