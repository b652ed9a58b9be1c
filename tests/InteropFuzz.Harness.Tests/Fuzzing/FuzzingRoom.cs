using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing;

/// <summary>What tests of fuzzing have in common: this machine's tools, and targets to try them on.</summary>
internal static class FuzzingRoom
{
    public static HostTools Tools { get; } = HostTools.Probe(TestData.Launcher);

    public static CacheFolder Cache { get; } = CacheFolder.Default();

    public static Launcher Launcher { get; } = new(TestData.Launcher, Tools.Bubblewrap?.Path);

    /// <summary>The newest Go that is here.</summary>
    public static GoToolchain Go { get; } = GoToolchains.Find(Cache)[^1];

    /// <summary>A target of one process that does what its input says.</summary>
    public static FuzzSource Faults() => Written(Path.Combine(TestData.Folder, "fuzzing", "faults"), "interopfuzz.example/faults");

    /// <summary>The toy target of `bench fuzz`.</summary>
    public static FuzzSource Toy() => Written(Path.Combine(TestData.Root, "native", "fuzz", "toy"), "interopfuzz.example/toy");

    private static FuzzSource Written(string from, string module)
    {
        Assert.That(Tools.Launcher, Is.Not.Null, "the launcher is not built: run ./build.sh test");
        var folder = TestData.TemporaryFolder();
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return new() { Folder = folder, Module = module, Covered = [$"{module}/..."] };
    }
}
