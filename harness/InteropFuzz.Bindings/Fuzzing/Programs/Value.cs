namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>What a <see cref="Part"/> was read as.</summary>
public abstract record Value;

/// <summary>A slot, a choice, a size, or a number.</summary>
/// <param name="Number">The number; of an unsigned one of 8 bytes the same value.</param>
public sealed record NumberValue(Int128 Number) : Value;

/// <summary>A floating-point number.</summary>
/// <param name="Number">The number.</param>
public sealed record RealValue(double Number) : Value;

/// <summary>Contents that stand in the program.</summary>
/// <param name="Bytes">The contents.</param>
public sealed record BytesValue(byte[] Bytes) : Value;

/// <summary>One byte, so many times.</summary>
/// <param name="Count">How often.</param>
/// <param name="Fill">The byte.</param>
public sealed record FilledValue(int Count, byte Fill) : Value;

/// <summary>What an earlier call wrote.</summary>
/// <param name="Place">Which of the last four buffers that were to be written.</param>
public sealed record EarlierValue(int Place) : Value;
