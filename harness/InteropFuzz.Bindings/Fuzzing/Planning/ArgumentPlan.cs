using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>How one parameter of a call, or one field of a struct, gets its value.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C; arrays have become pointers.</param>
public abstract record ArgumentPlan(string Name, CType Type)
{
    /// <summary>What the bytes of a program say about it, in order.</summary>
    public virtual IReadOnlyList<Part> Parts => [];
}

/// <summary>Always the same C expression.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Expression">The expression.</param>
public sealed record FixedArgument(string Name, CType Type, string Expression) : ArgumentPlan(Name, Type);

/// <summary>NULL.</summary>
public sealed record NullArgument(string Name, CType Type) : ArgumentPlan(Name, Type);

/// <summary>A number.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Part">A <see cref="NumberPart"/>, <see cref="RangePart"/> or <see cref="RealPart"/>.</param>
public sealed record NumberArgument(string Name, CType Type, Part Part) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => [Part];
}

/// <summary>One of some named numbers: an enum's constants, or those of the annotations.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Choices">The constants.</param>
/// <param name="Beyond">Whether any other number may come too, marked as out of range.</param>
public sealed record ChoiceArgument(string Name, CType Type, IReadOnlyList<Choice> Choices, bool Beyond) : ArgumentPlan(Name, Type)
{
    /// <summary>Two of them when numbers out of range may come: the second counts when the first is beyond the constants.</summary>
    public override IReadOnlyList<Part> Parts => Beyond ? [new ChoicePart(Choices.Count + 1), new NumberPart(4, IsSigned: true)] : [new ChoicePart(Choices.Count)];
}

/// <summary>A named number.</summary>
/// <param name="Name">The constant, or the number itself.</param>
/// <param name="Value">What it is.</param>
public readonly record struct Choice(string Name, Int128 Value);

/// <summary>What a call does with a handle.</summary>
public enum HandleRole
{
    /// <summary>It needs one.</summary>
    Uses,

    /// <summary>It makes one.</summary>
    Makes,

    /// <summary>It ends one.</summary>
    Ends,
}

/// <summary>How a handle crosses.</summary>
public enum HandleWay
{
    /// <summary>As the pointer itself.</summary>
    Itself,

    /// <summary>By the address of a variable that holds the pointer.</summary>
    Variable,

    /// <summary>As what the function returns.</summary>
    Result,
}

/// <summary>A handle.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Kind">Which kind.</param>
/// <param name="Role">What the call does with it.</param>
/// <param name="Way">How it crosses.</param>
/// <param name="Fills">Fields that are filled before the call, where the handle is memory of the caller.</param>
public sealed record HandleArgument(string Name, CType Type, HandleKind Kind, HandleRole Role, HandleWay Way, IReadOnlyList<ArgumentPlan> Fills) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => [new SlotPart(), .. Fills.SelectMany(f => f.Parts)];
}

/// <summary>What memory is for.</summary>
public enum BufferUse
{
    /// <summary>C reads it.</summary>
    In,

    /// <summary>C writes it.</summary>
    Out,

    /// <summary>C reads and writes it.</summary>
    InOut,
}

/// <summary>Memory of a length that another argument says, or that is always the same.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Use">Who reads and writes it.</param>
/// <param name="Element">Bytes of an element; 1 for void.</param>
/// <param name="Fixed">Bytes it always has; null when the program says.</param>
/// <param name="Most">The most bytes, by what the length's type can say.</param>
/// <param name="Kept">Whether C keeps its address: it then lives to the end of the input.</param>
public sealed record BufferArgument(string Name, CType Type, BufferUse Use, int Element, int? Fixed, int Most, bool Kept) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => (Fixed, Use) switch
    {
        ({ }, BufferUse.Out) => [],
        ({ } bytes, _) => [new BlockPart(bytes)],
        (_, BufferUse.Out) => [new RoomPart(Most)],
        _ => [new InputPart(Most)],
    };
}

/// <summary>The length of memory.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Of">The names of the buffers; with several the smallest length is passed.</param>
/// <param name="Element">Bytes of what is counted.</param>
/// <param name="Wrote">The buffer of which C says here how much it wrote, where this is the address of a length; null otherwise.</param>
public sealed record LengthArgument(string Name, CType Type, IReadOnlyList<string> Of, int Element, string? Wrote) : ArgumentPlan(Name, Type);

/// <summary>A text with a zero byte at its end.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Words">The only texts; empty when the program says.</param>
/// <param name="MayBeNull">Whether NULL may be passed.</param>
/// <param name="Kept">Whether C keeps its address.</param>
public sealed record TextArgument(string Name, CType Type, IReadOnlyList<string> Words, bool MayBeNull, bool Kept) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => [.. MayBeNull ? [new ChoicePart(8)] : Array.Empty<Part>(), Words.Count > 0 ? new ChoicePart(Words.Count) : new InputPart(4096)];
}

/// <summary>The address of one number.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Target">What it points to.</param>
/// <param name="Value">How the number gets its value.</param>
public sealed record CellArgument(string Name, CType Type, CType Target, ArgumentPlan Value) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => Value.Parts;
}

/// <summary>The address of a pointer that C sets.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Target">The pointer's type.</param>
/// <param name="FreedBy">The function that takes back what was stored; null when nobody has to.</param>
public sealed record OutPointerArgument(string Name, CType Type, CType Target, CFunction? FreedBy) : ArgumentPlan(Name, Type);

/// <summary>A function that C calls back.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Trampoline">The function.</param>
/// <param name="MayBeNull">Whether NULL may be passed.</param>
public sealed record CallbackArgument(string Name, CType Type, Trampoline Trampoline, bool MayBeNull) : ArgumentPlan(Name, Type)
{
    /// <summary>A byte that decides what the callbacks return.</summary>
    public override IReadOnlyList<Part> Parts => [new ChoicePart(256), .. MayBeNull ? [new ChoicePart(8)] : Array.Empty<Part>()];
}

/// <summary>A C function of a callback's type, which calls Go and returns a plausible value.</summary>
/// <param name="Number">From 0, in the order of the header.</param>
/// <param name="Function">Its type.</param>
/// <param name="First">The smallest number that it returns.</param>
/// <param name="Last">The largest.</param>
/// <param name="About">The function and parameter it is for.</param>
public sealed record Trampoline(int Number, FunctionType Function, Int128 First, Int128 Last, string About)
{
    /// <summary>Its name in C.</summary>
    public string Name => $"interopfuzz_trampoline_{Number}";
}

/// <summary>What a callback gets back from C: the address of a variable.</summary>
public sealed record UserArgument(string Name, CType Type) : ArgumentPlan(Name, Type);

/// <summary>A struct.</summary>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type in C.</param>
/// <param name="Record">The struct.</param>
/// <param name="ByAddress">Whether its address is passed.</param>
/// <param name="Fields">Its fields that get a value; the others are zero.</param>
/// <param name="Kept">Whether C keeps its address.</param>
public sealed record StructArgument(string Name, CType Type, CType Record, bool ByAddress, IReadOnlyList<ArgumentPlan> Fields, bool Kept) : ArgumentPlan(Name, Type)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Part> Parts => [.. Fields.SelectMany(f => f.Parts)];
}
