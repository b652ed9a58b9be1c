using System.Collections.Concurrent;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Native;

/// <summary>The shim's variants, built when a test first asks for one.</summary>
internal static class Shim
{
    private static readonly ConcurrentDictionary<(string, string), Lazy<string>> s_variants = new();
    private static readonly Launcher s_launcher = new(TestData.Launcher, null);

    public static string Native { get; } = Path.Combine(TestData.Root, "native");

    /// <summary>The folder of a built variant; a test that asks for one that cannot be built here is left out, with the reason.</summary>
    public static string Variant(string variant, string architecture = "amd64")
    {
        var why = Make("can-build", variant, architecture);
        if (why.Length > 0) Assert.Ignore($"{architecture} {variant}: {why}");
        return s_variants.GetOrAdd((architecture, variant), _ => new(() =>
        {
            Make("tested-variant", variant, architecture);
            return Path.Combine(Native, "bin", architecture, variant);
        })).Value;
    }

    /// <summary>Names declared in the header, by the comment that stands before each.</summary>
    public static IReadOnlyDictionary<string, string> Header()
    {
        var names = new Dictionary<string, string>();
        var text = File.ReadAllText(Path.Combine(Native, "include", "interopfuzz", "shim.h"));
        foreach (var part in text.Split("/**")[1..])
        {
            var end = part.IndexOf("*/", StringComparison.Ordinal);
            if (part.IndexOf("IFZ_API ", end, StringComparison.Ordinal) is var at and >= 0)
                names.Add(Name(part[at..]), part[..end]);
        }
        return names;
    }

    /// <summary>What nm lists of a file.</summary>
    public static SortedSet<string> Symbols(string file, params string[] options)
    {
        var answer = HostCommand.Ask("nm", [.. options, file]);
        Assert.That(answer?.Code, Is.Zero, answer?.Output);
        return [.. answer!.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[^1])];
    }

    /// <summary>Runs a program of a variant.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="seconds">Its deadline.</param>
    public static Task<LaunchResult> RunAsync(IReadOnlyList<string> command, double seconds)
        => s_launcher.RunAsync(new()
        {
            Command = [.. command],
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = "/usr/bin:/bin",
                ["ASAN_OPTIONS"] = "exitcode=77:detect_stack_use_after_return=1",
                ["TSAN_OPTIONS"] = "halt_on_error=1",
            },
            Deadline = TimeSpan.FromSeconds(seconds),
            Grace = TimeSpan.FromMilliseconds(100),
            MemoryBytes = 2L << 30,
            Cage = new Cage(false, Native),
        }, CancellationToken.None);

    private static string Name(string declaration)
    {
        var head = declaration[..declaration.IndexOfAny(['(', ';'])];
        return head[head.LastIndexOf("ifz_", StringComparison.Ordinal)..].Split('[')[0];
    }

    private static string Make(string target, string variant, string architecture)
    {
        var answer = HostCommand.Ask("make", ["-s", "--no-print-directory", "-C", Native, target, "VARIANT=" + variant, "ARCH=" + architecture]);
        Assert.That(answer?.Code, Is.Zero, answer?.Output ?? "make is not installed");
        return answer!.Value.Output.Trim();
    }
}
