using System.Collections.Concurrent;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Runners;

/// <summary>The shared libraries that a program needs besides the C library, which is all that a runner must have.</summary>
internal sealed class SharedLibraries
{
    /// <summary>What belongs to the C library itself and must fit it (glibc's own list: its package libc6).</summary>
    private static readonly HashSet<string> s_libc =
    [
        "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libresolv.so.2", "libutil.so.1", "libanl.so.1", "libnsl.so.1",
        "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
    ];

    private readonly ConcurrentDictionary<(string Gcc, string Name), string?> _found = new();

    /// <summary>Those of a program and of its libraries, by name.</summary>
    /// <param name="program">The program.</param>
    /// <param name="gcc">The compiler that linked it, which knows where they are.</param>
    /// <returns>Those that are here; what is not is left to the runner.</returns>
    /// <exception cref="IOException">The program cannot be read.</exception>
    public IReadOnlyList<(string Name, string Path)> Of(string program, string gcc)
    {
        var found = new Dictionary<string, string>();
        var open = new Queue<string>([program]);
        while (open.TryDequeue(out var file))
            foreach (var name in Needed(file))
            {
                if (s_libc.Contains(name) || found.ContainsKey(name) || _found.GetOrAdd((gcc, name), Find) is not { } path) continue;
                found[name] = path;
                open.Enqueue(path);
            }
        return [.. found.Select(f => (f.Key, f.Value))];
    }

    /// <summary>Whether the dynamic linker has anything to do for it.</summary>
    public static bool IsDynamic(string program) => Needed(program).Count > 0;

    private static IReadOnlyList<string> Needed(string path)
    {
        using var file = File.OpenHandle(path);
        return ElfFile.Needed(file);
    }

    private static string? Find((string Gcc, string Name) asked)
        => HostCommand.Ask(asked.Gcc, [$"-print-file-name={asked.Name}"]) is { Code: 0 } answer && answer.Output.Trim() is ['/', ..] path && File.Exists(path) ? HostPath.Real(path) : null;
}
