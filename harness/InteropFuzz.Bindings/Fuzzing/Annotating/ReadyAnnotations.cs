namespace InteropFuzz.Bindings.Fuzzing.Annotating;

/// <summary>The annotations that come with InteropFuzz, for well-known headers.</summary>
public static class ReadyAnnotations
{
    private const string Prefix = "annotations/";

    /// <summary>The headers that have some.</summary>
    public static IEnumerable<string> Headers
        => typeof(ReadyAnnotations).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^".yaml".Length]);

    /// <summary>The name and text of those for a header; null when there are none.</summary>
    /// <param name="header">The header's file name, such as <c>zlib.h</c>.</param>
    public static (string Name, string Text)? For(string header)
    {
        using var stream = typeof(ReadyAnnotations).Assembly.GetManifestResourceStream($"{Prefix}{header}.yaml");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return ($"{header}.yaml", reader.ReadToEnd());
    }
}
