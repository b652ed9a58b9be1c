namespace InteropFuzz.Bindings.Model;

/// <summary>A macro that stands for a value.</summary>
/// <param name="Name">The macro.</param>
/// <param name="Text">What it is replaced by, as written.</param>
/// <param name="Value">A <see cref="NumberConstant"/>, <see cref="RealConstant"/> or <see cref="TextConstant"/>.</param>
/// <param name="Place">Where it is defined.</param>
public sealed record CConstant(string Name, string Text, CConstantValue Value, CPlace Place);

/// <summary>The value of a macro.</summary>
public abstract record CConstantValue;

/// <summary>A whole number.</summary>
/// <param name="Kind">Its type in C, at least as wide as int.</param>
/// <param name="Value">The number.</param>
public sealed record NumberConstant(NumberKind Kind, Int128 Value) : CConstantValue;

/// <summary>A floating-point number.</summary>
/// <param name="Value">The number.</param>
public sealed record RealConstant(double Value) : CConstantValue;

/// <summary>A string literal.</summary>
/// <param name="Value">The text without the ending zero.</param>
public sealed record TextConstant(string Value) : CConstantValue;
