using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary><c>init</c> and <c>config verify</c>, as a user meets them.</summary>
public class InitTests
{
    private string _folder = "";

    [SetUp]
    public void MakeModule()
    {
        _folder = Directory.CreateTempSubdirectory("interopfuzz-init ü-").FullName;
        Write("go.mod", "module example.org/box\n\ngo 1.22\n");
        Write("box.go", "package box\n\nimport \"C\"\n");
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Init_writes_a_configuration_that_verifies_and_says_what_next()
    {
        var answer = await Command.RunAsync(["init"], folder: _folder);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.Zero, answer.All);
            Assert.That(answer.Out, Does.Contain("written: interopfuzz.yaml").And.Contain("interopfuzz check"));
            Assert.That(File.ReadAllText(Path.Combine(_folder, ".github/workflows/interopfuzz.yml")), Does.Contain("go-version-file: 'go.mod'").And.Contain("${{ vars.INTEROPFUZZ_REPOSITORY }}").And.Not.Contain("{{{"));
        });
        var verified = await Command.RunAsync(["config", "verify"], folder: _folder);
        Assert.That(verified.Code, Is.Zero, verified.All);
        Assert.That(verified.Out, Does.StartWith("interopfuzz.yaml is good"));
    }

    [Test]
    public async Task Init_overwrites_nothing_without_force()
    {
        Write("interopfuzz.yaml", "count: 7\n");
        var refused = await Command.RunAsync(["init"], folder: _folder);
        Assert.Multiple(() =>
        {
            Assert.That(refused.Code, Is.EqualTo(2));
            Assert.That(refused.Error, Does.Contain("interopfuzz.yaml is already there; --force overwrites it"));
            Assert.That(File.ReadAllText(Path.Combine(_folder, "interopfuzz.yaml")), Is.EqualTo("count: 7\n"));
            Assert.That(Directory.Exists(Path.Combine(_folder, ".github")), Is.False, "all or nothing");
        });
        Assert.That((await Command.RunAsync(["init", "--force", "--no-workflow"], folder: _folder)).Code, Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(_folder, "interopfuzz.yaml")), Does.Contain("packages:"));
        Assert.That(Directory.Exists(Path.Combine(_folder, ".github")), Is.False);
    }

    [Test]
    public async Task Init_of_a_folder_below_the_root_names_it_in_the_workflow()
    {
        Write("a b/x.go", "package x\n\nimport \"C\"\n");
        Write("a b/go.mod", "module example.org/x\n\ngo 1.22\n");
        Assert.That((await Command.RunAsync(["init", "a b"], folder: _folder)).Code, Is.Zero);
        var workflow = File.ReadAllText(Path.Combine(_folder, ".github/workflows/interopfuzz.yml"));
        Assert.That(workflow, Does.Contain("interopfuzz check 'a b' --github").And.Contain("go-version-file: 'a b/go.mod'"));
    }

    [Test]
    public async Task Init_says_where_there_is_nothing_to_check()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Write("pure/p.go", "package pure\n");
        var empty = await Command.RunAsync(["init", "empty"], folder: _folder);
        var pure = await Command.RunAsync(["init", "pure"], folder: _folder);
        Assert.That((empty.Code, pure.Code), Is.EqualTo((2, 2)));
        Assert.That(empty.Error, Does.Contain("there are no Go files in empty"));
        Assert.That(pure.Error, Does.Contain("no package in pure imports \"C\""));
    }

    [Test]
    public async Task Verify_tells_every_mistake_of_all_three_files_with_its_line()
    {
        Write("interopfuzz.yaml", "count: 1\ninstrumnts: [asan]\n");
        Write("suppressions.yaml", "suppressions:\n- test: T\n  reason: r\n");
        Write("interopfuzz-baseline.json", "{\n");
        var answer = await Command.RunAsync(["config", "verify"], folder: _folder);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(2));
            Assert.That(answer.Error.TrimEnd().Split('\n').Select(l => l.Split(' ')[0]), Is.EqualTo(new[] { "interopfuzz.yaml:2:", "suppressions.yaml:2:", "interopfuzz-baseline.json:2:" }), answer.Error);
            Assert.That(answer.Error, Does.Contain("did you mean 'instruments'?"));
        });
    }

    [Test]
    public async Task Verify_without_a_file_says_what_writes_one()
    {
        var answer = await Command.RunAsync(["config", "verify"], folder: _folder);
        Assert.That(answer.Code, Is.EqualTo(2));
        Assert.That(answer.Error, Does.Contain("'interopfuzz init' writes one"));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
