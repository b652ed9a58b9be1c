using System.Text.Json;
using System.Text.Json.Nodes;
using InteropFuzz.Harness.Checking;
using InteropFuzz.Harness.Checking.Configuring;
using InteropFuzz.Harness.Checking.Suppressing;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Checking;

public class ConfigurationTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-config-").FullName;
        foreach (var file in new[] { "ci/suppressions.yaml", "asan.supp", "lsan.supp", "tsan.supp", "msan.supp", "valgrind.supp" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), "");
        }
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    /// <summary>JSON is YAML, so that the schema's own examples can be read; each has to decide something.</summary>
    [Test]
    public void Every_example_of_the_schema_is_read_and_decides_something()
    {
        var nothing = JsonSerializer.Serialize(Parse(""));
        Assert.Multiple(() =>
        {
            foreach (var (key, rule) in Schema("interopfuzz")["properties"]!.AsObject())
                foreach (var example in rule!["examples"]!.AsArray())
                    Assert.That(JsonSerializer.Serialize(Parse($"{{\"{key}\": {example!.ToJsonString()}}}")), Is.Not.EqualTo(nothing), $"{key}: {example}");
        });
    }

    [Test]
    public void The_schema_has_the_keys_that_are_read()
    {
        var schema = Schema("interopfuzz")["properties"]!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That(schema.Select(p => p.Key), Is.EquivalentTo(CheckConfigurationReader.Keys));
            Assert.That(schema["outputs"]!["properties"]!.AsObject().Select(p => p.Key), Is.EquivalentTo(CheckConfigurationReader.OutputKeys));
            Assert.That(schema["tool-suppressions"]!["properties"]!.AsObject().Select(p => p.Key), Is.EquivalentTo(ToolSuppression.Tools));
            Assert.That(Schema("suppressions")["definitions"]!["suppression"]!["properties"]!.AsObject().Select(p => p.Key), Is.EquivalentTo(SuppressionFile.Keys));
        });
    }

    [Test]
    public void The_examples_of_suppressions_are_read()
    {
        var entry = Schema("suppressions")["definitions"]!["suppression"]!["properties"]!.AsObject();
        var text = "suppressions:\n- " + string.Join("\n  ", entry.Select(p => $"{p.Key}: {p.Value!["examples"]![0]!.ToJsonString()}"));
        var read = SuppressionFile.Parse(text, "s.yaml").Single();
        Assert.That(read.ToString().Split(", "), Has.Length.EqualTo(6), "all conditions");
    }

    [Test]
    public void Paths_are_relative_to_the_file_and_words_may_stand_in_one_line()
    {
        var read = Parse("go: 1.20, 1.27\ncpu: 1, 4\nbaseline: ci/known.json\noutputs: {sarif: out/x.sarif, github: auto}\nenv: {EMPTY: }\n");
        Assert.Multiple(() =>
        {
            Assert.That(read.Go, Is.EqualTo(new[] { "1.20", "1.27" }), "1.20 is no number");
            Assert.That(read.Cpus, Is.EqualTo(new[] { 1, 4 }));
            Assert.That(read.Baseline, Is.EqualTo(Path.Combine(_folder, "ci/known.json")));
            Assert.That(read.Outputs.Files, Is.EqualTo(new[] { ("sarif", Path.Combine(_folder, "out/x.sarif")) }));
            Assert.That(read.Outputs.Github, Is.Null);
            Assert.That(read.Environment["EMPTY"], Is.Empty);
        });
    }

    [TestCase("instrumnts: [asan]", "interopfuzz.yaml:1: unknown key 'instrumnts'; did you mean 'instruments'?")]
    [TestCase("\ninstruments: [plain, assan]", "interopfuzz.yaml:2: unknown instrument 'assan'; did you mean 'asan'?")]
    [TestCase("go: [1.27, one]", "interopfuzz.yaml:1: 'one' is not a Go release")]
    [TestCase("arch: mips", "unknown architecture 'mips'; there are amd64, arm64")]
    [TestCase("count: 0", "a whole number from 1 to 100000 is expected here")]
    [TestCase("cpu: [0]", "'0' is not a number of processors")]
    [TestCase("shuffle: maybe", "shuffle is off, on, or the seed")]
    [TestCase("isolate: yes", "true or false is expected here")]
    [TestCase("timeout: 10", "a time such as")]
    [TestCase("flags: [TestX]", "'TestX' is not a flag of go test")]
    [TestCase("env: [A]", "names with values are expected here")]
    [TestCase("suppressions: nowhere.yaml", "there is no file 'nowhere.yaml'")]
    [TestCase("tool-suppressions: {valgrnd: valgrind.supp}", "unknown key 'valgrnd'; did you mean 'valgrind'?")]
    [TestCase("outputs: {json: a, html: a}", "json and html would both go to")]
    [TestCase("packages:", "a text is expected here")]
    [TestCase("- a", "keys and values are expected here")]
    [TestCase("count: 1\ncount: 2", "interopfuzz.yaml:2: this is not YAML")]
    [TestCase("a: [", "this is not YAML")]
    [TestCase("count: 1\n---\ncount: 2", "a second document")]
    public void A_mistake_is_told_with_its_line(string text, string error)
    {
        var e = Assert.Throws<FileErrorsException>(() => Parse(text))!;
        Assert.That(e.Errors, Has.Some.Contains(error));
    }

    [Test]
    public void Every_mistake_is_told_at_once()
        => Assert.That(Assert.Throws<FileErrorsException>(() => Parse("count: x\nisolate: 1\ntimout: 3s\n"))!.Errors.Select(e => e.Split(':')[1]), Is.EqualTo(new[] { "1", "2", "3" }));

    [Test]
    public void A_file_that_is_nested_without_end_is_no_danger()
        => Assert.That(Assert.Throws<FileErrorsException>(() => Parse("packages: " + new string('[', 100_000)))!.Errors.Single(), Does.Contain("nested deeper"));

    [Test]
    public void The_nearest_file_counts_up_to_the_root_of_the_repository()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_folder, "repo", "mod", "pkg")).FullName;
        File.WriteAllText(Path.Combine(_folder, CheckConfigurationFile.Name), "");
        Directory.CreateDirectory(Path.Combine(_folder, "repo", ".git"));
        Assert.That(CheckConfigurationFile.Find(deep), Is.Null, "what lies above the repository is somebody else's");
        File.WriteAllText(Path.Combine(_folder, "repo", CheckConfigurationFile.Name), "count: 2");
        Assert.That(CheckConfigurationFile.Read(CheckConfigurationFile.Find(deep)!).Count, Is.EqualTo(2));
        File.WriteAllText(Path.Combine(_folder, "repo", "mod", CheckConfigurationFile.Name), "count: 3");
        Assert.That(CheckConfigurationFile.Read(CheckConfigurationFile.Find(deep)!).Count, Is.EqualTo(3));
    }

    [Test]
    public void What_init_writes_is_read_and_decides_only_what_it_found()
    {
        Write("go.mod", "module example.org/box\n\ngo 1.22\n");
        Write("box.go", "package box\n\n// #cgo pkg-config: libbox zlib\nimport \"C\"\n");
        Write("sub dir/ü/x.go", "package x\n\nimport (\n\t\"C\"\n)\n");
        Write("vendor/v/v.go", "package v\n\nimport \"C\"\n");
        Write("pure/p.go", "package pure\n\nconst s = `import \"C\"`\n");
        Write("box_test.go", "package box\n\nfunc FuzzOpen(f *testing.F) {}\n");
        var survey = ProjectSurvey.Of(_folder);
        Assert.Multiple(() =>
        {
            Assert.That(survey.CgoFolders, Is.EqualTo(new[] { ".", "sub dir/ü" }));
            Assert.That(survey.GoRelease, Is.EqualTo("1.22"));
            Assert.That(survey.PkgConfig, Is.EqualTo(new[] { "libbox", "zlib" }));
            Assert.That(survey.FuzzFunctions, Is.EqualTo(1));
        });
        var text = ProjectFiles.Configuration(survey);
        var read = Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That(read.Packages, Is.EqualTo(new[] { "." }));
            Assert.That(read.ToolSuppressions.Keys, Is.EquivalentTo(ToolSuppression.Tools));
            Assert.That(CheckConfigurationReader.Keys, Is.All.Matches<string>(k => text.Contains($"\n{k}:", StringComparison.Ordinal) || text.Contains($"\n# {k}:", StringComparison.Ordinal)), "every key is explained");
        });
        // What is commented out has to be right too.
        var all = string.Join('\n', text.Split('\n').Select(l => l.StartsWith("# ", StringComparison.Ordinal) && CheckConfigurationReader.Keys.Any(k => l.StartsWith($"# {k}:", StringComparison.Ordinal)) || l.StartsWith("#   ", StringComparison.Ordinal) && l.Contains(": ", StringComparison.Ordinal) && !l.Contains(';', StringComparison.Ordinal) ? l[2..] : l));
        Write("suppressions.yaml", "");
        Assert.That(() => Parse(all), Throws.Nothing, all);
    }

    private CheckConfiguration Parse(string text) => CheckConfigurationFile.Parse(text, CheckConfigurationFile.Name, _folder);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static JsonObject Schema(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "data", "schemas", $"{name}.schema.json")))!.AsObject();
}
