using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Runners;

/// <summary>runners.yaml (data/runners): what it says, and what is wrong with it, by line.</summary>
public sealed class RunnersFileTests
{
    private static readonly string s_folder = Path.Combine(TestData.Folder, "runners");

    [Test]
    public void Everything_in_it_is_read()
    {
        var runners = RunnersFile.Read(Path.Combine(s_folder, "everything.yaml"));
        Assert.That(runners, Is.EqualTo(new[]
        {
            new SshRunner("board", "192.0.2.7", Arch.Arm64)
            {
                Port = 2222, User = "fuzz", Key = Path.Combine(s_folder, "everything.yaml"), Parallelism = 4, Workdir = "/var/tmp/interopfuzz", HostKeys = HostKeys.AcceptNew,
                KnownHosts = Path.Combine(s_folder, "known_hosts"), Jump = "gate@192.0.2.1:2200", Slowdown = 2.5, Reconnect = TimeSpan.FromSeconds(90),
            },
            new SshRunner("server", "server.example", Arch.Amd64) { Workdir = "interopfuzz" },
        }));
    }

    private static IEnumerable<string> Bad => Directory.GetFiles(Path.Combine(s_folder, "bad"), "*.yaml").Select(f => Path.GetFileName(f)).Order();

    /// <summary>The last lines of each file say what must be said of it: <c># LINE: text</c>.</summary>
    [TestCaseSource(nameof(Bad))]
    public void What_is_wrong_is_said_with_its_line(string name)
    {
        var path = Path.Combine(s_folder, "bad", name);
        var wanted = File.ReadLines(path).Where(l => l.StartsWith("# ", StringComparison.Ordinal)).Select(l => l[2..]).ToList();
        Assert.That(wanted, Is.Not.Empty);
        var error = Assert.Throws<InvalidDataException>(() => RunnersFile.Read(path));
        Assert.That(error!.Message.Split('\n'), Has.Length.EqualTo(wanted.Count), error.Message);
        Assert.Multiple(() =>
        {
            foreach (var (line, text) in error.Message.Split('\n').Zip(wanted)) Assert.That(line, Does.StartWith($"{path}:{text}"));
        });
    }
}
