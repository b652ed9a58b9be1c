using System.Diagnostics;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

/// <summary>The ARM64 virtual machine: made of Debian's packages, booted, thrown away.</summary>
[Category("Slow")]
public sealed partial class VmTests
{
    private string _folder = "";
    private Dictionary<string, string> _environment = [];
    private string _port = "";

    [OneTimeSetUp]
    public async Task Create()
    {
        foreach (var (program, package) in new[] { ("qemu-system-aarch64", "qemu-system-arm"), ("cpio", "cpio"), ("ssh", "openssh-client") })
            if (HostPath.FindProgram(program) is null) Assert.Ignore($"{program} is not installed: apt-get install {package}");
        _folder = Directory.CreateTempSubdirectory("interopfuzz-test-").FullName;
        _environment = new() { ["INTEROPFUZZ_CACHE"] = _folder };
        using (var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = $"{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}";
        }
        var answer = await VmAsync("create");
        if (answer.Error.Contains("Debian mirror", StringComparison.Ordinal) || answer.Error.Contains("update failed", StringComparison.Ordinal)) Assert.Ignore($"there are no packages here: {answer.Error}");
        Assert.That(answer.Code, Is.Zero, answer.All);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_folder.Length == 0) return;
        await VmAsync("stop");
        Directory.Delete(_folder, recursive: true);
    }

    private Task<Answer> VmAsync(params string[] arguments) => Command.RunAsync(["vm", .. arguments], environment: _environment);

    private async Task<Answer> StartAsync()
    {
        var answer = await VmAsync("start", "--port", _port, "--wait", "10m");
        Assert.That(answer.Code, Is.Zero, answer.All);
        return answer;
    }

    /// <summary>Runs a command there by the very line of ssh that was printed.</summary>
    private static (int Code, string Output) Run(Answer started, string command)
        => HostCommand.Ask("sh", ["-c", $"{SshLine().Match(started.Out).Groups[1].Value} \"$1\"", "sh", command])!.Value;

    [GeneratedRegex(@"^ssh +(ssh .*)$", RegexOptions.Multiline)]
    private static partial Regex SshLine();

    [Test, Order(1)]
    public async Task It_boots_and_forgets_what_was_written()
    {
        var first = await StartAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Run(first, "uname -m").Output.Trim(), Is.EqualTo("aarch64"));
            Assert.That(Run(first, "valgrind --version").Output, Does.StartWith("valgrind-"));
            Assert.That(Run(first, "echo kept >/root/kept && sync && cat /root/kept").Output.Trim(), Is.EqualTo("kept"));
        });
        var status = await VmAsync("status");
        Assert.That(status.Code, Is.EqualTo(0), status.All);
        Assert.That(status.Out, Does.Contain($"ssh port {_port} answers"));
        Assert.That((await VmAsync("create", "--replace")).Code, Is.EqualTo(2), "a machine that runs keeps its disk");
        Assert.That((await VmAsync("stop")).Code, Is.Zero);
        Assert.That((await VmAsync("status")).Code, Is.EqualTo(3));

        var second = await StartAsync();
        Assert.That(Run(second, "cat /root/kept").Code, Is.EqualTo(1));
        Assert.That((await VmAsync("stop")).Code, Is.Zero);
    }

    [Test, Order(2)]
    public async Task One_that_does_not_come_up_is_ended_and_its_console_shown()
    {
        var answer = await VmAsync("start", "--port", _port, "--wait", "1s");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Code, Is.EqualTo(3), answer.All);
            Assert.That(answer.Error, Does.Contain("did not answer within 1 s").And.Contain("console"));
        });
        var processes = Directory.GetDirectories("/proc").Count(d => File.Exists(Path.Combine(d, "cmdline")) && Read(Path.Combine(d, "cmdline")).Contains(_folder + "/vm-arm64/image/disk.img", StringComparison.Ordinal));
        Assert.That(processes, Is.Zero);
    }

    [Test, Order(3)]
    public async Task Ctrl_C_ends_it()
    {
        using var process = Command.Start(["vm", "start", "--port", _port, "--wait", "10m"], environment: _environment);
        process.StandardInput.Close();
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("booting", StringComparison.Ordinal)) { }
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That((await VmAsync("status")).Out, Does.Contain("does not run"));
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
