using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Machines;

/// <summary>The ARM64 virtual machine: boots it, finds it again, ends it.</summary>
/// <param name="folder">What it has on the disk.</param>
public sealed class Machine(MachineFolder folder)
{
    private const string Qemu = "qemu-system-aarch64";
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1), s_end = TimeSpan.FromSeconds(10);

    /// <summary>How many lines of the console a message shows.</summary>
    private const int ConsoleLines = 15;

    /// <summary>The machine that runs now; null when none does.</summary>
    public MachineState? Running => folder.ReadState() is { } state && IsOurs(state.Pid) ? state : null;

    /// <summary>Boots it and waits until it answers over ssh.</summary>
    /// <param name="wanted">Port, processors and memory; of the rest nothing is read.</param>
    /// <param name="patience">How long it may take to answer.</param>
    /// <param name="say">Is told what happens, a line each.</param>
    /// <param name="cancel">Ends it again.</param>
    /// <exception cref="MachineException">It cannot be booted, or hangs; it has ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it has ended.</exception>
    public async Task<MachineState> StartAsync(MachineState wanted, TimeSpan patience, Action<string> say, CancellationToken cancel)
    {
        if (HostPath.FindProgram(Qemu) is null) throw new MachineException($"{Qemu} is missing: apt-get install qemu-system-arm");
        CheckPort(wanted.Port);
        Clean();
        Directory.CreateDirectory(folder.Overlay);
        var clock = Stopwatch.StartNew();
        var state = Boot(wanted with { Accelerator = Accelerator });
        try
        {
            folder.WriteState(state);
            say($"booting with {state.SayProcessors()} and {state.MemoryMiB} MiB ({(state.Accelerator == "kvm" ? "KVM" : "emulated")}); its console: {folder.Console}");
            await AnswersAsync(state, clock, patience, cancel);
            AtomicFile.Write(folder.Runners, MachineRunner.Yaml(folder, state));
            say(string.Create(CultureInfo.InvariantCulture, $"up after {clock.Elapsed.TotalSeconds:F1} s"));
            return state;
        }
        catch
        {
            await EndAsync(state);
            throw;
        }
    }

    /// <summary>Ends it; its disk is as it was before it was booted.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> StopAsync()
    {
        var state = Running;
        if (state is not null) await EndAsync(state);
        Clean();
        return state is not null;
    }

    /// <summary>Whether it answers over ssh, and as itself.</summary>
    public async Task<string?> WhyNoAnswerAsync(MachineState state, CancellationToken cancel)
        => await HostCommand.AskAsync("ssh", [.. MachineRunner.Ssh(folder, state).Skip(1), "true"], null, cancel) switch
        {
            { Code: 0 } => null,
            { } answer => answer.Output.Trim(),
            null => throw new MachineException("ssh is missing: apt-get install openssh-client"),
        };

    /// <summary>KVM runs the host's own architecture only.</summary>
    private static string Accelerator
    {
        get
        {
            if (PlanWords.HostArch != Arch.Arm64) return "tcg";
            try
            {
                using var kvm = new FileStream("/dev/kvm", FileMode.Open, FileAccess.ReadWrite);
                return "kvm";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return "tcg";
            }
        }
    }

    private static void CheckPort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new MachineException($"port {port} of 127.0.0.1 cannot be had ({e.Message.TrimEnd('.')}): --port takes another one");
        }
    }

    /// <summary>Takes a moment, and cannot be cancelled: the emulator would go on without anybody who knows of it.</summary>
    private MachineState Boot(MachineState wanted)
    {
        var pidFile = Path.Combine(folder.Root, "qemu.pid");
        // What the machine writes goes into a file there that is gone with it (qemu(1), snapshot=on).
        string[] line = [$"TMPDIR={folder.Overlay}", Qemu, .. QemuLine(folder, wanted, pidFile)];
        var (code, output) = HostCommand.Ask("env", line, folder.Root) ?? throw new MachineException("env is missing");
        if (code != 0) throw new MachineException($"{Qemu} does not start:\n{output.Trim()}");
        var pid = int.Parse(File.ReadAllText(pidFile).AsSpan().Trim(), CultureInfo.InvariantCulture);
        return wanted with { Pid = pid, Started = DateTimeOffset.UtcNow };
    }

    /// <summary>The emulator's options: no network but ssh from here, no screen, a disk that is never written.</summary>
    public static IReadOnlyList<string> QemuLine(MachineFolder folder, MachineState wanted, string pidFile) =>
    [
        "-M", "virt",
        "-cpu", wanted.Accelerator == "kvm" ? "host" : "max,pauth-impdef=on",
        "-accel", wanted.Accelerator == "kvm" ? "kvm" : "tcg,thread=multi",
        "-smp", wanted.Cpus.ToString(CultureInfo.InvariantCulture),
        "-m", wanted.MemoryMiB.ToString(CultureInfo.InvariantCulture),
        "-nodefaults", "-no-user-config", "-no-reboot",
        "-display", "none", "-monitor", "none", "-serial", $"file:{Escaped(folder.Console)}",
        "-kernel", folder.Kernel, "-initrd", folder.Initrd, "-append", "console=ttyAMA0 quiet panic=-1",
        "-drive", $"if=none,id=disk,file={Escaped(folder.Disk)},format=raw,snapshot=on", "-device", "virtio-blk-pci,drive=disk",
        "-netdev", string.Create(CultureInfo.InvariantCulture, $"user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:{wanted.Port}-:22"), "-device", "virtio-net-pci,netdev=net,romfile=",
        "-device", "virtio-rng-pci",
        "-daemonize", "-pidfile", pidFile,
    ];

    /// <summary>Inside of an option a comma stands twice.</summary>
    private static string Escaped(string path) => path.Replace(",", ",,", StringComparison.Ordinal);

    private async Task AnswersAsync(MachineState state, Stopwatch clock, TimeSpan patience, CancellationToken cancel)
    {
        while (true)
        {
            var why = await WhyNoAnswerAsync(state, cancel);
            if (why is null) return;
            if (why.Contains("Host key verification failed", StringComparison.Ordinal)) throw new MachineException($"what answers at port {state.Port} is not the VM: {why}");
            if (!IsOurs(state.Pid)) throw new MachineException($"the VM ended while it booted{Console()}");
            if (clock.Elapsed > patience) throw new MachineException($"the VM did not answer within {patience.TotalSeconds} s ({why}); --wait takes more{Console()}");
            await Task.Delay(s_look, cancel);
        }
    }

    /// <summary>The end of the console, for messages.</summary>
    private string Console()
    {
        var lines = File.Exists(folder.Console) ? File.ReadAllLines(folder.Console) : [];
        return lines.Length == 0 ? $"; its console said nothing: {folder.Console}" : $"; its console ({folder.Console}) ends with:\n{string.Join('\n', lines.TakeLast(ConsoleLines).Select(l => "  " + l))}";
    }

    /// <summary>A process id may have gone to somebody else since.</summary>
    private bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(Escaped(folder.Disk), StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task EndAsync(MachineState state)
    {
        var clock = Stopwatch.StartNew();
        for (var signal = "-TERM"; IsOurs(state.Pid); signal = clock.Elapsed < s_end ? "-TERM" : "-KILL")
        {
            HostCommand.Ask("kill", [signal, state.Pid.ToString(CultureInfo.InvariantCulture)]);
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
        Clean();
    }

    private void Clean()
    {
        folder.WriteState(null);
        File.Delete(folder.Runners);
        File.Delete(Path.Combine(folder.Root, "qemu.pid"));
        if (Directory.Exists(folder.Overlay)) Directory.Delete(folder.Overlay, recursive: true);
    }
}
