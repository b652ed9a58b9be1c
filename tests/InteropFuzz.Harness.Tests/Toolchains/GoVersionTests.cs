using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Toolchains;

public sealed class GoVersionTests
{
    public static IEnumerable<string[]> Rows() => TestData.Table("go-versions.tsv");

    [TestCaseSource(nameof(Rows))]
    public void Versions_are_read_as_people_and_VERSION_files_write_them(string text, string read)
        => Assert.That(GoVersion.TryParse(text, out var v) ? v.ToString() : "none", Is.EqualTo(read));

    [Test]
    public void The_newest_patch_is_picked_unless_one_is_named()
    {
        GoToolchain[] found = [new(new(24, 4), "/a", "cache"), new(new(24, 10), "/b", "system"), new(new(27, 0), "/c", "PATH")];
        Assert.Multiple(() =>
        {
            Assert.That(GoToolchains.Pick(found, new(24))?.Root, Is.EqualTo("/b"));
            Assert.That(GoToolchains.Pick(found, new(24, 4))?.Root, Is.EqualTo("/a"));
            Assert.That(GoToolchains.Pick(found, new(25)), Is.Null);
        });
    }

    [Test]
    public void A_toolchain_is_known_by_its_files()
    {
        var root = TestData.TemporaryFolder();
        Assert.That(GoToolchain.At(root, "cache"), Is.Null);
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.WriteAllText(Path.Combine(root, "bin", "go"), "");
        File.WriteAllText(Path.Combine(root, "VERSION"), "go1.24.4\ntime 2025-05-29T19:37:36Z\n");
        Assert.That(GoToolchain.At(root, "cache")?.Version, Is.EqualTo(new GoVersion(24, 4)));
        Directory.Delete(root, recursive: true);
    }
}
