using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Runners;

/// <summary>The command lines of ssh, and what its words mean.</summary>
public sealed class SshCommandTests
{
    private static readonly SshRunner s_runner = new("board", "192.0.2.7", Arch.Arm64)
    {
        Port = 2222, User = "fuzz", Key = "/keys/my key", KnownHosts = "/known/50% known", Jump = "gate",
    };

    [Test]
    public void Host_keys_are_checked_and_nobody_is_asked()
    {
        var strict = SshCommand.Connect(s_runner, "/tmp/c", "x");
        var first = SshCommand.Connect(s_runner with { HostKeys = HostKeys.AcceptNew }, "/tmp/c", "x");
        Assert.Multiple(() =>
        {
            Assert.That(strict, Does.Contain("StrictHostKeyChecking=yes").And.Contain("BatchMode=yes").And.Contain("UserKnownHostsFile=\"/known/50%% known\""));
            Assert.That(first, Does.Contain("StrictHostKeyChecking=accept-new"));
            Assert.That(strict, Does.Contain("ClearAllForwardings=yes").And.Contain("ForwardAgent=no").And.Contain("IdentitiesOnly=yes"));
            Assert.That(strict.TakeLast(3), Is.EqualTo(new[] { "--", "192.0.2.7", "x" }));
        });
    }

    [Test]
    public void Ssh_takes_the_options_as_they_are_meant()
    {
        if (HostPath.FindProgram("ssh") is null) Assert.Ignore("ssh is not installed: apt-get install openssh-client");
        // -G prints the configuration that would be used, and connects to nothing.
        var answer = HostCommand.Ask("ssh", ["-G", "-F", "none", .. SshCommand.Connect(s_runner, "/tmp/some folder/c", "x")]);
        Assert.That(answer?.Code, Is.Zero, answer?.Output);
        Assert.That(answer!.Value.Output.Split('\n'), Does.Contain("hostname 192.0.2.7").And.Contain("port 2222").And.Contain("user fuzz").And.Contain("stricthostkeychecking true")
            .And.Contain("userknownhostsfile /known/50% known").And.Contain("controlpath /tmp/some folder/c").And.Contain("serveraliveinterval 5").And.Contain("proxyjump gate"));
    }

    [Test]
    public void A_session_never_makes_a_connection_of_its_own()
        => Assert.That(SshCommand.Session(s_runner, "/tmp/c", "x"), Does.Contain("ProxyCommand=false").And.Contain("ControlMaster=no").And.Not.Contain("-J"));

    [TestCase("a b", "it's", "$(id)", "", "*")]
    public void Words_reach_the_script_as_they_are(params string[] words)
    {
        var command = SshCommand.Script("for w in \"$@\"; do printf '<%s>' \"$w\"; done", words);
        Assert.That(HostCommand.Ask("sh", ["-c", command])?.Output, Is.EqualTo(string.Concat(words.Select(w => $"<{w}>"))));
    }

    private static IEnumerable<string[]> Said => TestData.Table("runners/ssh-said.tsv");

    [TestCaseSource(nameof(Said))]
    public void What_ssh_says_is_understood(string said, string mayPass, string what)
    {
        var fault = SshFault.Of(s_runner, said.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(fault.MayPass, Is.EqualTo(mayPass == "yes"));
            Assert.That(fault.Message, Does.StartWith("runner board (fuzz@192.0.2.7:2222): " + what));
            Assert.That(fault.Message, Does.Not.Contain("{"));
        });
    }
}
