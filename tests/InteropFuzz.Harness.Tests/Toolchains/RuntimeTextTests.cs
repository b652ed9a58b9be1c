using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Tests.Toolchains;

[TestFixture]
public sealed class RuntimeTextTests
{
    [Test]
    public void EveryTextOfAnInstalledReleaseHasARow()
    {
        var found = GoToolchains.Find(CacheFolder.Default());
        if (found.Count == 0) Assert.Ignore("there is no Go here");

        Assert.That(RuntimeTextTable.Missing(found), Is.Empty, "run: interopfuzz runtime-texts --write");
    }

    [Test]
    public void EveryTextOfAnInstalledReleaseIsDecided()
    {
        var found = GoToolchains.Find(CacheFolder.Default());
        if (found.Count == 0) Assert.Ignore("there is no Go here");

        RuntimeTextTable.Write([found[^1]], out var undecided);

        Assert.That(undecided, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Sources =>
    [
        new TestCaseData("func f() {\n\tthrow(\"broken\")\n}\n", "throw broken 4").SetName("a literal"),
        new TestCaseData("func f(n int) {\n\tthrow(\"bad \" + itoa(n) + \" of it\")\n}\n", "throw bad … of it 4").SetName("a computed part"),
        new TestCaseData("const lost = \"all is lost\"\n\nfunc f() { fatal(lost) }\n", "fatal all is lost 5").SetName("a constant"),
        new TestCaseData("func f() { panic(plainError(\"no way\")) }\n", "panic no way 3").SetName("a plain error"),
        new TestCaseData("func f() { panic(errorString(\"no way\")) }\n", "panic runtime error: no way 3").SetName("a runtime error"),
        new TestCaseData("func check(msg string) {\n\tthrow(msg)\n}\n\nfunc f() {\n\tcheck(\"handed on\")\n}\n", "throw handed on 8").SetName("a function that hands on"),
        new TestCaseData("func f() {\n\tprint(\"word is \", 7, \"\\n\")\n\tthrow(\"broken\")\n}\n", "note word is … 4,throw broken 5").SetName("a note"),
        new TestCaseData("func f() {\n\t// throw(\"not me\")\n\tx := `throw(\"nor me\")`\n}\n", "").SetName("comments and strings"),
    ];

    [TestCaseSource(nameof(Sources))]
    public void ReadsGoSource(string source, string texts) => Assert.That(Scan("x.go", "package runtime\n\n" + source), Is.EqualTo(texts));

    [TestCase("x_windows.go", "", "")]
    [TestCase("x_linux_s390x.go", "", "")]
    [TestCase("x_test.go", "", "")]
    [TestCase("x_linux_arm64.go", "", "throw broken 4")]
    [TestCase("x.go", "//go:build windows || plan9", "")]
    [TestCase("x.go", "//go:build unix && !linux", "")]
    [TestCase("x.go", "//go:build race && (amd64 || ppc64)", "throw broken 4")]
    [TestCase("x.go", "//go:build !goexperiment.swissmap", "throw broken 4")]
    public void ReadsTheFilesOfLinuxOnly(string name, string constraint, string texts)
        => Assert.That(Scan(name, constraint + "\n\npackage runtime\nfunc f() { throw(\"broken\") }\n"), Is.EqualTo(texts));

    [Test]
    public void ReadsCSource() => Assert.That(
        Scan("cgo/x.c", "void f(void) {\n\tfatalf(\"no %s \" \"left\", name);\n\tfprintf(stderr, \"gone: %d\\n\", 1);\n}\n"),
        Is.EqualTo("line runtime/cgo: no … left 2,line gone: … 3"));

    private static string Scan(string name, string source)
    {
        var root = Directory.CreateTempSubdirectory("interopfuzz-").FullName;
        try
        {
            var file = Path.Combine(root, "src", "runtime", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, source);
            return string.Join(',', RuntimeTextScan.Read(new(new(27), root, "test")).Select(s => $"{RuntimeTexts.Name(s.Kind)} {s.Text} {s.Line}"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
