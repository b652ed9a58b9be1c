namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>The go test flags behind <c>--</c>, parted as go test parts them (cmd/go/internal/test, flagdefs.go): those of the build and those of the binary. Pure.</summary>
/// <param name="Build">For go test -c, go vet and go list.</param>
/// <param name="Binary">For the binary, as <c>-test.NAME</c>; without those that a property here stands for.</param>
public sealed record GoTestFlags(IReadOnlyList<string> Build, IReadOnlyList<string> Binary)
{
    /// <summary>Flags of the binary that take no value of their own.</summary>
    private static readonly HashSet<string> s_binaryBools = ["failfast", "fullpath", "short", "v", "benchmem"];

    /// <summary>Flags of the binary that take one.</summary>
    private static readonly HashSet<string> s_binaryValues = ["parallel", "run", "skip", "count", "cpu", "timeout", "shuffle", "artifacts", "testlogfile", "gocoverdir"];

    /// <summary>Flags of the build that take no value of their own; all others take one (go help build).</summary>
    private static readonly HashSet<string> s_buildBools = ["a", "n", "x", "v", "work", "trimpath", "linkshared", "modcacherw", "cover", "buildvcs", "json"];

    /// <summary>Flags that a check has another word for, or that are no part of one.</summary>
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["race"] = "use --instrument race",
        ["asan"] = "use --instrument asan",
        ["msan"] = "use --instrument msan",
        ["fuzz"] = "use 'interopfuzz fuzz' (check runs the seeds of fuzz targets)",
        ["c"] = "check builds test binaries by itself",
        ["o"] = "check builds test binaries by itself",
        ["exec"] = "check starts test binaries by itself",
        ["list"] = "use 'go test -list'",
        ["bench"] = "benchmarks are no tests",
        ["vet"] = "use --instrument vet",
    };

    /// <summary>-run; empty for all tests.</summary>
    public string Run { get; init; } = "";

    /// <summary>-skip; empty for none.</summary>
    public string Skip { get; init; } = "";

    /// <summary>-count; null where it was not given.</summary>
    public string? Count { get; init; }

    /// <summary>-cpu; null where it was not given.</summary>
    public string? Cpu { get; init; }

    /// <summary>-timeout; null where it was not given.</summary>
    public string? Timeout { get; init; }

    /// <summary>-shuffle; null where it was not given.</summary>
    public string? Shuffle { get; init; }

    /// <summary>What stands behind -args: for the binary, behind all flags.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Parts the words.</summary>
    /// <exception cref="FormatException">One of them is no part of a check; the message says what to use instead.</exception>
    public static GoTestFlags Parse(IReadOnlyList<string> words)
    {
        List<string> build = [], binary = [];
        var own = new Dictionary<string, string>();
        IReadOnlyList<string> rest = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "-args" or "--args")
            {
                rest = [.. words.Skip(i + 1)];
                break;
            }
            if (!word.StartsWith('-')) throw new FormatException($"'{word}' behind -- is no flag: packages stand in front of it");
            var name = word.TrimStart('-');
            string? value = null;
            if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) (name, value) = (name[..at], name[(at + 1)..]);
            if (name.StartsWith("test.", StringComparison.Ordinal)) name = name["test.".Length..];
            if (s_refused.TryGetValue(name, out var instead)) throw new FormatException($"-{name} is not for a check: {instead}");
            var isBool = s_binaryBools.Contains(name) || s_buildBools.Contains(name);
            if (!isBool && value is null)
            {
                if (i + 1 == words.Count) throw new FormatException($"-{name} needs a value");
                value = words[++i];
            }
            if (name is "run" or "skip" or "count" or "cpu" or "timeout" or "shuffle") own[name] = value!;
            // The harness always asks for the long form, in Go's own format.
            else if (name is "v" or "json") continue;
            else if (s_binaryBools.Contains(name) || s_binaryValues.Contains(name)) binary.Add(value is null ? $"-test.{name}" : $"-test.{name}={value}");
            else build.Add(value is null ? $"-{name}" : $"-{name}={value}");
        }
        return new(build, binary)
        {
            Run = own.GetValueOrDefault("run", ""),
            Skip = own.GetValueOrDefault("skip", ""),
            Count = own.GetValueOrDefault("count"),
            Cpu = own.GetValueOrDefault("cpu"),
            Timeout = own.GetValueOrDefault("timeout"),
            Shuffle = own.GetValueOrDefault("shuffle"),
            Arguments = rest,
        };
    }
}
