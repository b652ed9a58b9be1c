using System.Collections.Frozen;

namespace InteropFuzz.Bindings.Writing;

/// <summary>C names as C# names.</summary>
internal static class Identifier
{
    private static readonly FrozenSet<string> s_keywords = """
        abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit
        extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out
        override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true
        try typeof uint ulong unchecked unsafe ushort using virtual void volatile while
        allows and args async await dynamic extension field file global init managed nameof nint not notnull nuint or partial record required scoped
        unmanaged var when where with yield
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>What every C# type has already.</summary>
    private static readonly FrozenSet<string> s_members = new[] { "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString" }.ToFrozenSet();

    /// <summary>The name, with <c>@</c> before a keyword and without the dollar signs that GNU C allows.</summary>
    public static string Of(string name)
    {
        var clean = name.Replace('$', '_');
        return s_keywords.Contains(clean) ? "@" + clean : clean;
    }

    /// <summary>A member's name: one that is its type's own name, or one of System.Object's, gets an underscore.</summary>
    public static string Member(string name, string enclosing)
        => Of(name) is var plain && (plain == enclosing || s_members.Contains(plain)) ? plain + "_" : plain;
}
