namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>The parts of generated programs that are the same for every header.</summary>
internal static class Resources
{
    /// <summary>The text of an embedded file.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Resources).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
