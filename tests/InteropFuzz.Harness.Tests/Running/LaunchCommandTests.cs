using InteropFuzz.Harness.Running;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Running;

public sealed class LaunchCommandTests
{
    private static readonly LaunchRequest s_request = new()
    {
        Command = [Cage.InnerFolder + "/prog", "a b"],
        Environment = new Dictionary<string, string>(),
        Deadline = TimeSpan.FromSeconds(3),
        Cage = new(Sandboxed: true, "/somewhere/unit"),
    };

    [Test]
    public void Two_launches_of_root_get_different_users()
    {
        static string User(long launch)
        {
            var line = LaunchCommand.Make("/l", "/bwrap", s_request, isRoot: true, launch).ToList();
            return line[line.IndexOf("--uid") + 1];
        }
        Assert.That(User(1), Is.Not.EqualTo(User(2)));
    }

    [Test]
    public void A_user_gets_a_user_namespace_and_no_other_user()
    {
        var line = LaunchCommand.Make("/l", "/bwrap", s_request, isRoot: false, 1);
        Assert.Multiple(() =>
        {
            Assert.That(line, Does.Contain("--unshare-user"));
            Assert.That(line, Does.Not.Contain("--uid"));
        });
    }

    [Test]
    public void The_program_and_its_arguments_stand_last_as_they_are()
        => Assert.That(LaunchCommand.Make("/l", "/bwrap", s_request, isRoot: true, 1).TakeLast(3), Is.EqualTo(new[] { "--", Cage.InnerFolder + "/prog", "a b" }));

    [Test]
    public void The_programs_environment_is_set_inside_the_sandbox_only()
    {
        var line = LaunchCommand.Make("/l", "/bwrap", s_request with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = "/x" } }, isRoot: true, 1).ToList();
        var at = line.IndexOf("--setenv");
        Assert.Multiple(() =>
        {
            Assert.That(line.GetRange(at, 3), Is.EqualTo(new[] { "--setenv", "LD_PRELOAD", "/x" }));
            Assert.That(line.IndexOf("--clearenv"), Is.InRange(0, at));
        });
    }

    [Test]
    public void A_tool_of_our_own_runs_without_sandbox_and_limits()
    {
        var line = LaunchCommand.Make("/l", null, s_request with { Cage = null }, isRoot: true, 1);
        Assert.That(line, Has.None.EqualTo("--uid").And.None.Contains("bwrap"));
    }

    [Test]
    public void Words_are_quoted_for_a_shell_when_they_need_it()
        => Assert.That(Shell.Line(["go", "build", "-gcflags=all=-d=checkptr", "it's", "", "a b"]), Is.EqualTo(@"go build -gcflags=all=-d=checkptr 'it'\''s' '' 'a b'"));
}
