using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>
/// Where the values of a call come from: from the bytes of a program, in the target; from the text itself, in a standalone program. Asked in the
/// order of the plan's parts.
/// </summary>
internal interface IArgumentText
{
    /// <summary>What stands before the names of the functions that give memory: <c>p.</c> or nothing.</summary>
    string Prefix { get; }

    /// <summary>The variable of a handle; declares it where it must be.</summary>
    void Handle(GoLines lines, HandleArgument handle);

    /// <summary>The expression of a handle's address, to be read or set.</summary>
    string Pointer(HandleArgument handle);

    /// <summary>A number.</summary>
    string Number(NumberArgument number);

    /// <summary>One of some constants.</summary>
    string Choice(ChoiceArgument choice);

    /// <summary>Memory.</summary>
    string Buffer(BufferArgument buffer);

    /// <summary>Whether NULL is passed instead: an expression.</summary>
    string Perhaps();

    /// <summary>A text.</summary>
    string Text(TextArgument text);

    /// <summary>The byte that decides what callbacks return.</summary>
    string Answer();

    /// <summary>Notes what C wrote; nothing where nobody reads it.</summary>
    void Wrote(GoLines lines, BufferArgument buffer, string variable, string size);
}
