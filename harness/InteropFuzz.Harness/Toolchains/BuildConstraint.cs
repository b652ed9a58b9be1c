namespace InteropFuzz.Harness.Toolchains;

/// <summary>Whether a source file of a Go distribution can be part of a program for linux on amd64 or arm64.</summary>
public static class BuildConstraint
{
    // go/build/syslist.go of Go 1.27.
    private static readonly HashSet<string> s_systems =
    [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd", "plan9", "solaris",
        "wasip1", "windows", "zos", "unix",
    ];

    private static readonly HashSet<string> s_machines =
    [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le",
        "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
    ];

    private static readonly HashSet<string> s_never = ["ignore", "gccgo", "compiler_bootstrap", "appengine", "boringcrypto", "faketime"];
    private static readonly string[] s_wanted = ["amd64", "arm64"];

    /// <summary>By the file's name and its <c>//go:build</c> line; tags that a user may set count as possible.</summary>
    public static bool Allows(string fileName, string source) => s_wanted.Any(machine => NameAllows(fileName, machine) && SourceAllows(source, machine));

    private static bool NameAllows(string fileName, string machine)
    {
        var words = Path.GetFileNameWithoutExtension(fileName).Split('_');
        return words.Skip(1).TakeLast(2).All(w => s_systems.Contains(w) && w != "unix" ? w == "linux" : !s_machines.Contains(w) || w == machine);
    }

    private static bool SourceAllows(string source, string machine)
    {
        const string mark = "//go:build ";
        var at = source.StartsWith(mark, StringComparison.Ordinal) ? 0 : source.IndexOf("\n" + mark, StringComparison.Ordinal) + 1;
        if (at == 0 && !source.StartsWith(mark, StringComparison.Ordinal)) return true;
        var end = source.IndexOf('\n', at);
        var words = new Queue<string>(Words(source[(at + mark.Length)..(end < 0 ? source.Length : end)]));
        return Or(words, machine) != false;
    }

    // Null: the builder decides (race, asan, goexperiment.x …).
    private static bool? Or(Queue<string> words, string machine)
    {
        var value = And(words, machine);
        while (words.TryPeek(out var word) && word == "||")
        {
            words.Dequeue();
            var other = And(words, machine);
            value = value == true || other == true ? true : value is null || other is null ? null : false;
        }
        return value;
    }

    private static bool? And(Queue<string> words, string machine)
    {
        var value = Not(words, machine);
        while (words.TryPeek(out var word) && word == "&&")
        {
            words.Dequeue();
            var other = Not(words, machine);
            value = value == false || other == false ? false : value is null || other is null ? null : true;
        }
        return value;
    }

    private static bool? Not(Queue<string> words, string machine)
    {
        if (!words.TryDequeue(out var word)) return null;
        if (word == "!") return !Not(words, machine);
        if (word != "(") return Tag(word, machine);
        var inner = Or(words, machine);
        words.TryDequeue(out _);
        return inner;
    }

    private static bool? Tag(string tag, string machine)
        => tag is "linux" or "unix" or "gc" or "cgo" || tag == machine || tag.StartsWith("go1.", StringComparison.Ordinal) ? true
            : s_systems.Contains(tag) || s_machines.Contains(tag) || s_never.Contains(tag) ? false
            : null;

    private static IEnumerable<string> Words(string line)
    {
        for (var at = 0; at < line.Length;)
        {
            var from = at;
            if (line[at] is '&' or '|' && at + 1 < line.Length) at += 2;
            else if (line[at] is '(' or ')' or '!') at++;
            else if (line[at] is ' ' or '\t' or '\r')
            {
                at++;
                continue;
            }
            else at = line.IndexOfAny([' ', '\t', '\r', '(', ')', '!', '&', '|'], at) is var end and >= 0 ? end : line.Length;
            yield return line[from..at];
        }
    }
}
