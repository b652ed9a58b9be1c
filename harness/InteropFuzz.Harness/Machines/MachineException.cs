namespace InteropFuzz.Harness.Machines;

/// <summary>The virtual machine cannot be made or booted; the message says why, and the way out.</summary>
public sealed class MachineException(string message) : Exception(message);
