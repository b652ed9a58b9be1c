namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>Suppression files that the sanitizers and Valgrind read themselves, and how each is told of its file.</summary>
public static class ToolSuppression
{
    /// <summary>The tools, in the order of the schema.</summary>
    public static IReadOnlyList<string> Tools { get; } = ["asan", "lsan", "tsan", "msan", "valgrind"];

    /// <summary>
    /// The variables that hand files to the tools of an instrument. A file is an option of the sanitizer's run-time (compiler-rt,
    /// sanitizer_flag_parser.cpp); the value may be quoted, because blanks, commas and colons part options. LeakSanitizer has a variable of its
    /// own within AddressSanitizer, and Go's race detector reads GORACE.
    /// </summary>
    /// <param name="instrument">The instrument's name; combined ones take those of each part.</param>
    /// <param name="files">By tool, absolute paths.</param>
    public static IEnumerable<(string Variable, string Option)> Variables(string instrument, IReadOnlyDictionary<string, string> files)
        => instrument.Split('+').SelectMany(i => i switch
        {
            "asan" => new[] { ("ASAN_OPTIONS", "asan"), ("LSAN_OPTIONS", "lsan") },
            "race" => [("GORACE", "tsan")],
            "msan" => [("MSAN_OPTIONS", "msan")],
            _ => [],
        }).Where(v => files.ContainsKey(v.Item2)).Select(v => (v.Item1, $"suppressions={Quoted(files[v.Item2])}"));

    /// <summary>The arguments of Valgrind; none for other instruments.</summary>
    public static IEnumerable<string> Arguments(string instrument, IReadOnlyDictionary<string, string> files)
        => instrument.Split('+').Contains("valgrind") && files.TryGetValue("valgrind", out var file) ? [$"--suppressions={file}"] : [];

    /// <summary>Why a path cannot be handed over; null when it can.</summary>
    public static string? Unusable(string path) => path.Contains('\'', StringComparison.Ordinal) && path.Contains('"', StringComparison.Ordinal)
        ? "sanitizers cannot read a path with both kinds of quotation marks" : null;

    private static string Quoted(string path) => path.Contains('\'', StringComparison.Ordinal) ? $"\"{path}\"" : $"'{path}'";
}
