using System.Net;
using System.Net.Sockets;
using InteropFuzz.Harness.Machines;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Tests.Machines;

/// <summary>What stands around the virtual machine; it boots in the slower suite.</summary>
public sealed class MachineTests
{
    private static readonly MachineState s_state = new(1, 22023, DateTimeOffset.UnixEpoch, 4, 2048, "tcg");
    private string _root = "";

    private MachineFolder Folder => new(_root);

    [SetUp]
    public void Make() => _root = TestData.TemporaryFolder();

    [TearDown]
    public void Clean() => Directory.Delete(_root, recursive: true);

    [Test]
    public void Nothing_of_the_image_is_ever_written_and_only_this_machine_reaches_it()
    {
        var folder = new MachineFolder("/cache/a,b");
        var line = Machine.QemuLine(folder, s_state, "/cache/pid");
        Assert.Multiple(() =>
        {
            Assert.That(line, Has.One.EqualTo("if=none,id=disk,file=/cache/a,,b/image/disk.img,format=raw,snapshot=on"));
            Assert.That(line, Has.One.EqualTo("user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:22023-:22"));
            Assert.That(line, Has.One.EqualTo("tcg,thread=multi"));
        });
        var native = Machine.QemuLine(folder, s_state with { Accelerator = "kvm" }, "/cache/pid");
        Assert.That(native, Has.One.EqualTo("kvm").And.One.EqualTo("host"));
    }

    [TestCase("tcg", true)]
    [TestCase("kvm", false)]
    public void It_is_a_runner_like_any_other(string accelerator, bool slow)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(MachineRunner.Yaml(new("/it's here: #1"), s_state with { Accelerator = accelerator })));
        var runner = (YamlMappingNode)((YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["runners"])[0];
        Assert.Multiple(() =>
        {
            Assert.That($"{runner["host"]} {runner["port"]} {runner["user"]} {runner["arch"]} {runner["parallelism"]} {runner["hostKeys"]}", Is.EqualTo("127.0.0.1 22023 root arm64 4 strict"));
            Assert.That($"{runner["key"]}", Is.EqualTo("/it's here: #1/image/id_ed25519"));
            Assert.That($"{runner["knownHosts"]}", Is.EqualTo("/it's here: #1/image/known_hosts"));
            Assert.That(runner.Children.ContainsKey("slowdown"), Is.EqualTo(slow));
        });
    }

    [Test]
    public void A_port_that_is_taken_is_said_before_anything_boots()
    {
        if (HostPath.FindProgram("qemu-system-aarch64") is null) Assert.Ignore("qemu-system-aarch64 is not installed");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.That(
            async () => await new Machine(Folder).StartAsync(s_state with { Port = port }, TimeSpan.FromSeconds(1), _ => { }, CancellationToken.None),
            Throws.TypeOf<MachineException>().With.Message.Contains($"port {port}").And.Message.Contains("--port"));
    }

    [Test]
    public void A_process_that_took_over_the_machines_number_is_left_alone()
    {
        Folder.WriteState(s_state with { Pid = Environment.ProcessId });
        Assert.That(new Machine(Folder).Running, Is.Null);
        Assert.That(async () => await new Machine(Folder).StopAsync(), Is.False);
    }

    [Test]
    public void Two_commands_do_not_change_the_machine_at_once()
    {
        using var first = Folder.Lock();
        Assert.That(Folder.Lock, Throws.TypeOf<MachineException>());
    }

    [Test]
    public void A_module_comes_after_what_it_needs()
    {
        foreach (var (name, depends) in new[] { ("virtio_net", "net_failover,virtio-ring"), ("net-failover", "failover"), ("failover", ""), ("virtio_ring", "") })
        {
            Directory.CreateDirectory(Path.Combine(_root, "kernel"));
            File.WriteAllText(Path.Combine(_root, "kernel", name + ".ko"), $"\u007fELF license=GPL\0depends={depends}\0name={name}\0rest");
        }
        var order = KernelModules.Resolve(_root, ["virtio_net", "failover"]).Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(order, Is.EqualTo(new[] { "failover", "net-failover", "virtio_ring", "virtio_net" }));
            Assert.That(() => KernelModules.Resolve(_root, ["ext4"]), Throws.TypeOf<SetupException>().With.Message.Contains("ext4"));
        });
    }
}
