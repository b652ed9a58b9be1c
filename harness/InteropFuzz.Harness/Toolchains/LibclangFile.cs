namespace InteropFuzz.Harness.Toolchains;

/// <summary>Finds libclang without loading it.</summary>
public static class LibclangFile
{
    private static readonly string[] s_folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib"];

    /// <summary>The library file, the newest of several; null when there is none, LIBCLANG_PATH included.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LIBCLANG_PATH") is { Length: > 0 } chosen && (File.Exists(chosen) || Directory.Exists(chosen))) return chosen;
        return s_folders.Concat(Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "llvm-*").Select(d => Path.Combine(d, "lib")) : [])
            .Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d, "libclang*.so*"))
            .Where(f => !Path.GetFileName(f).StartsWith("libclang-cpp", StringComparison.Ordinal))
            .OrderByDescending(f => f, StringComparer.Ordinal)
            .FirstOrDefault(f => Path.GetFileName(f) is var name && (name.StartsWith("libclang-", StringComparison.Ordinal) || name.StartsWith("libclang.so", StringComparison.Ordinal)));
    }
}
