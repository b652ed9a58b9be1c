namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>Suppression files that the sanitizers and Valgrind read themselves.</summary>
public static class ToolSuppression
{
    /// <summary>The tools, in the order of the schema. <c>tsan</c> is Go's race detector, which takes the file by GORACE (tried with Go 1.19, 1.24 and 1.27).</summary>
    public static IReadOnlyList<string> Tools { get; } = ["asan", "lsan", "tsan", "msan", "valgrind"];
}
