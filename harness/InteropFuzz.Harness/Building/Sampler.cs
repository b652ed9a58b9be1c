namespace InteropFuzz.Harness.Building;

/// <summary>
/// Two Go files that are built into a program when evidence of its memory is wanted: they read runtime.MemStats from within, which
/// nothing outside of the process can, and note the figures on a file descriptor of their own.
/// </summary>
public static class Sampler
{
    /// <summary>The variable that tells the sampler its file descriptor; without it the sampler does nothing.</summary>
    public const string Variable = "INTEROPFUZZ_NOTES";

    /// <summary>The statement at the beginning of main that makes it write the last figures.</summary>
    public const string AtEnd = "defer interopfuzzEnd()";

    /// <summary>sampler.go, for every program.</summary>
    public static string Text { get; } = Read("sampler.go");

    /// <summary>sampler_c.go, for a program with C.</summary>
    public static string CText { get; } = Read("sampler_c.go");

    /// <summary>Writes the files beside a main package.</summary>
    public static void WriteInto(string folder, bool usesCgo)
    {
        File.WriteAllText(Path.Combine(folder, "interopfuzz_sampler.go"), Text);
        if (usesCgo) File.WriteAllText(Path.Combine(folder, "interopfuzz_sampler_c.go"), CText);
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Sampler).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in"));
        return reader.ReadToEnd();
    }
}
