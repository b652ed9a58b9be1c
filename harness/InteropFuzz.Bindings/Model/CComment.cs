namespace InteropFuzz.Bindings.Model;

/// <summary>A documentation comment (<c>/** … */</c> or <c>///</c>).</summary>
/// <param name="Text">The words before the first tag, one line for each of the source, without stars and indentation.</param>
/// <param name="Tags">What follows a line's first <c>@name</c> or <c>\name</c>, in order: ownership, parameters, results.</param>
public sealed record CComment(string Text, IReadOnlyList<CTag> Tags)
{
    /// <summary>No comment.</summary>
    public static CComment None { get; } = new("", []);

    /// <summary>The texts of one tag.</summary>
    /// <param name="name">The tag, small letters, without <c>@</c>.</param>
    public IEnumerable<string> Tag(string name) => Tags.Where(t => t.Name == name).Select(t => t.Text);
}

/// <summary>One tag of a comment.</summary>
/// <param name="Name">Small letters: <c>owns</c>, <c>param</c>, <c>return</c>.</param>
/// <param name="Text">What follows it, on one line.</param>
public readonly record struct CTag(string Name, string Text);
