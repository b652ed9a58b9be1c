namespace InteropFuzz.Harness.Toolchains;

/// <summary>What a token of Go or C source is.</summary>
public enum SourceTokenKind
{
    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A string; the token's text is its value.</summary>
    Quoted,

    /// <summary>A number or a character.</summary>
    Value,

    /// <summary>One character of punctuation.</summary>
    Mark,
}

/// <summary>One token of Go or C source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string its value.</param>
/// <param name="Line">The line it begins on, counted from 1.</param>
/// <param name="Column">How many characters stand before it on its line.</param>
public readonly record struct SourceToken(SourceTokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>Whether it is this punctuation mark.</summary>
    public bool Is(char mark) => Kind == SourceTokenKind.Mark && Text[0] == mark;

    /// <summary>Whether it is this name.</summary>
    public bool Is(string name) => Kind == SourceTokenKind.Name && Text == name;
}
