namespace InteropFuzz.Bindings.Reading;

/// <summary>The header cannot be read: the message has clang's diagnostics, a line for each.</summary>
public sealed class HeaderException(string message) : Exception(message);

/// <summary>libclang is not on this machine: the message says what is missing.</summary>
public sealed class LibclangMissingException(string message) : Exception(message);
