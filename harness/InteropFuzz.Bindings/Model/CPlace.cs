namespace InteropFuzz.Bindings.Model;

/// <summary>A place in a header.</summary>
/// <param name="File">The file as clang found it.</param>
/// <param name="Line">From 1.</param>
public readonly record struct CPlace(string File, uint Line)
{
    /// <summary><c>point.h:12</c>, without folders: generated text must not name the machine it was made on.</summary>
    public override string ToString() => $"{Path.GetFileName(File)}:{Line}";
}

/// <summary>Something of the header that could not be taken over.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="What">Its name, with what it is.</param>
/// <param name="Reason">Why not, and what to do instead.</param>
public sealed record COmission(CPlace Place, string What, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {What}: {Reason}";
}
