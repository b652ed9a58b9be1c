namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>What one value of a call is written as in the bytes of a program. Each has a reader of the same meaning in Go (Writing/program.go).</summary>
public abstract record Part;

/// <summary>Which of the places of a kind of handle: a byte.</summary>
public sealed record SlotPart : Part;

/// <summary>One of so many: a byte, taken modulo the count.</summary>
/// <param name="Count">From 1 to 256.</param>
public sealed record ChoicePart(int Count) : Part;

/// <summary>
/// A number without limits but its width: a byte below 192 is a small number (with a sign: 0 … 127, and −64 … −1 for 128 … 191); another one is followed by
/// the number itself, little-endian.
/// </summary>
/// <param name="Width">1, 2, 4 or 8 bytes.</param>
/// <param name="IsSigned">Whether it has a sign.</param>
public sealed record NumberPart(int Width, bool IsSigned) : Part;

/// <summary>A number within limits: as many bytes as the count of values needs, taken modulo the count.</summary>
/// <param name="First">The smallest.</param>
/// <param name="Last">The largest.</param>
public sealed record RangePart(Int128 First, Int128 Last) : Part
{
    /// <summary>How many values there are, less one.</summary>
    public ulong Span => (ulong)(Last - First);

    /// <summary>Bytes that it takes.</summary>
    public int Width => Span switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, <= uint.MaxValue => 4, _ => 8 };
}

/// <summary>A floating-point number: a <see cref="NumberPart"/> of 8 signed bytes, whose long form is the bits of a double.</summary>
public sealed record RealPart : Part;

/// <summary>
/// Memory with contents. A byte modulo 4 says how: 0 a length of one byte and the contents, 1 a length of two bytes and the byte that fills it,
/// 2 what an earlier call wrote (a byte: which of the last four buffers), 3 a length of two bytes and the contents. Contents end with the program.
/// </summary>
/// <param name="Most">The longest, in bytes.</param>
public sealed record InputPart(int Most) : Part;

/// <summary>Memory for C to write: a byte below 224 is its size; another one is followed by the size in two bytes.</summary>
/// <param name="Most">The largest, in bytes.</param>
public sealed record RoomPart(int Most) : Part;

/// <summary>So many bytes as they are.</summary>
/// <param name="Bytes">How many.</param>
public sealed record BlockPart(int Bytes) : Part;
