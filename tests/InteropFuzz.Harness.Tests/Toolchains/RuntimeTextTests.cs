using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Toolchains;

public sealed class RuntimeTextTests
{
    public static IEnumerable<string[]> Sources() => TestData.Table("runtime-sources.tsv");

    [TestCaseSource(nameof(Sources))]
    public void Texts_are_read_from_sources_of_linux(string file, string source, string texts)
    {
        var root = TestData.TemporaryFolder();
        var path = Path.Combine(root, "src", "runtime", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, source.Replace("\\\\n", "\u0001", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\t", "\t", StringComparison.Ordinal).Replace("\u0001", "\\n", StringComparison.Ordinal));

        var sites = RuntimeTextScan.Read(new(new(27), root, "test"));

        Assert.That(string.Join(',', sites.Select(s => $"{RuntimeTexts.Name(s.Kind)} {s.Text} {s.Line}")), Is.EqualTo(texts));
        Directory.Delete(root, recursive: true);
    }

    [Test]
    public void Every_text_of_an_installed_release_has_a_row()
    {
        var missing = RuntimeTextTable.Missing(Installed());
        Assert.That(missing, Is.Empty, "run: interopfuzz runtime-texts --write");
    }

    [Test]
    public void The_rules_decide_about_every_text_of_the_newest_release()
    {
        RuntimeTextTable.Write([Installed()[^1]], out var undecided);
        Assert.That(undecided, Is.Empty);
    }

    [Test]
    public void Releases_that_are_not_here_keep_their_places()
    {
        var table = RuntimeTextTable.Write([], out _);
        var rows = table.Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToList();
        Assert.That(rows, Has.Count.EqualTo(RuntimeTexts.All.Count));
        Assert.That(rows.Single(r => r.StartsWith("exitsyscall: syscall frame is no longer valid\t", StringComparison.Ordinal)), Does.Contain(";1.27 runtime/proc.go:"));
    }

    private static IReadOnlyList<GoToolchain> Installed()
    {
        var found = GoToolchains.Find(CacheFolder.Default());
        if (found.Count == 0) Assert.Ignore("there is no Go here");
        return found;
    }
}
