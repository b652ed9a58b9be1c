using System.Diagnostics;
using System.Globalization;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Machines;

/// <summary>
/// Builds the machine's image of Debian's arm64 packages. None of their code runs here, so neither root nor an emulator is needed; what their
/// scripts would have done is in Guest/.
/// </summary>
/// <param name="folder">Where.</param>
/// <param name="say">Is told what happens, a line each.</param>
public sealed class ImageBuilder(MachineFolder folder, Action<string> say)
{
    /// <summary>Debian 12, as measured; its sanitizer runtimes are those of the cross compiler.</summary>
    private const string Suite = "bookworm";

    /// <summary>How large the disk appears to the machine; on this one it is a file with holes.</summary>
    private const string DiskSize = "2G";

    /// <summary>What downloads, unpacked packages and the image take while it is built.</summary>
    private const long NeededBytes = 1300L << 20;

    /// <summary>Programs that build it, with the Debian package of each.</summary>
    private static readonly (string Program, string Package)[] s_tools =
        [("apt-get", "apt"), ("dpkg-deb", "dpkg"), ("tar", "tar"), ("cpio", "cpio"), ("gzip", "gzip"), ("/usr/sbin/mke2fs", "e2fsprogs"), ("ssh-keygen", "openssh-client")];

    private readonly string _work = Path.Combine(folder.Root, $"image.{Environment.ProcessId}.new");

    private string Tree => Path.Combine(_work, "tree");

    private string KernelTree => Path.Combine(_work, "kernel");

    private string Out => Path.Combine(_work, "image");

    /// <summary>Builds it; an earlier one gives way only when the new one is whole.</summary>
    /// <exception cref="MachineException">There is no room, or a program is missing.</exception>
    /// <exception cref="SetupException">A package could not be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left.</exception>
    public async Task<MachineImage> BuildAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        CheckTools();
        // What a command left that was killed: nobody else builds now.
        if (Directory.Exists(folder.Root))
            foreach (var left in Directory.GetDirectories(folder.Root, "image.*.new")) Directory.Delete(left, recursive: true);
        CheckRoom();
        try
        {
            Directory.CreateDirectory(Out);
            var (packages, kernel) = await DownloadAsync(cancel);
            say($"unpacking {packages.Count} packages");
            await UnpackAsync(packages, cancel);
            await UnpackOneAsync(kernel, KernelTree, cancel);
            await WriteGuestAsync(cancel);
            var release = await WriteKernelAsync(cancel);
            say("making the disk");
            await RunAsync("/usr/sbin/mke2fs", ["-q", "-t", "ext4", "-O", "^has_journal", "-E", "root_owner=0:0", "-d", Tree, Path.Combine(Out, "disk.img"), DiskSize], cancel);
            var image = new MachineImage(now, Suite, release, packages.Count, Math.Round(clock.Elapsed.TotalSeconds, 1));
            if (Directory.Exists(folder.Image)) Directory.Delete(folder.Image, recursive: true);
            Directory.Move(Out, folder.Image);
            folder.WriteImage(image);
            return image;
        }
        finally
        {
            if (Directory.Exists(_work)) Directory.Delete(_work, recursive: true);
        }
    }

    private static void CheckTools()
    {
        var missing = s_tools.Where(t => Path.IsPathRooted(t.Program) ? !File.Exists(t.Program) : HostPath.FindProgram(t.Program) is null).ToList();
        if (missing.Count > 0)
            throw new MachineException($"{string.Join(", ", missing.Select(t => Path.GetFileName(t.Program)))} {(missing.Count == 1 ? "is" : "are")} missing: apt-get install {string.Join(' ', missing.Select(t => t.Package))}");
    }

    private void CheckRoom()
    {
        Directory.CreateDirectory(folder.Root);
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        if (free < NeededBytes)
            throw new MachineException($"building the image takes {FuzzQuantity.Say(NeededBytes)} in {folder.Root}, of which a quarter stays; {FuzzQuantity.Say(free)} are free. INTEROPFUZZ_CACHE names another place");
    }

    private async Task<(IReadOnlyList<string> Packages, string Kernel)> DownloadAsync(CancellationToken cancel)
    {
        say($"reading the package lists of Debian {Suite} for arm64");
        var apt = new AptFolder(Path.Combine(_work, "apt"), [Suite], "arm64");
        await apt.GetAsync(cancel, "update");
        say("downloading packages (about 120 MB)");
        await apt.GetAsync(cancel, ["install", "--yes", "--download-only", "--no-install-recommends", .. GuestFiles.List("packages.txt")]);
        string[] packages = Directory.GetFiles(apt.Archives, "*.deb");
        var kernel = apt.DependenciesOf("linux-image-arm64").FirstOrDefault(d => d.StartsWith("linux-image-", StringComparison.Ordinal))
            ?? throw new SetupException("linux-image-arm64 names no kernel");
        await apt.GetAsync(cancel, "download", kernel);
        return (packages, Directory.GetFiles(apt.Archives, "linux-image-*.deb").Single());
    }

    private async Task UnpackAsync(IReadOnlyList<string> packages, CancellationToken cancel)
    {
        // Debian's merged /usr: base-files would link these.
        foreach (var merged in new[] { "bin", "sbin", "lib" })
        {
            Directory.CreateDirectory(Path.Combine(Tree, "usr", merged));
            File.CreateSymbolicLink(Path.Combine(Tree, merged), $"usr/{merged}");
        }
        foreach (var package in packages) await UnpackOneAsync(package, Tree, cancel);
    }

    private static Task UnpackOneAsync(string package, string into, CancellationToken cancel)
    {
        Directory.CreateDirectory(into);
        return ShellAsync(
            "dpkg-deb --fsys-tarfile \"$1\" | tar -x --keep-directory-symlink --no-same-owner -C \"$2\" --exclude './usr/share/doc/*' --exclude './usr/share/man/*' --exclude './usr/share/locale/*'",
            [package, into], cancel);
    }

    /// <summary>What Debian's scripts would have set up, and the keys.</summary>
    private async Task WriteGuestAsync(CancellationToken cancel)
    {
        File.Delete(Path.Combine(Tree, "usr/bin/sh"));
        File.CreateSymbolicLink(Path.Combine(Tree, "usr/bin/sh"), "dash");
        foreach (var name in new[] { "proc", "sys", "dev", "run", "tmp", "root/.ssh", "var/log", "var/tmp", "var/empty", "etc/ssh" }) Directory.CreateDirectory(Path.Combine(Tree, name));
        Mode(Path.Combine(Tree, "root"), 0b111_000_000);
        Mode(Path.Combine(Tree, "root/.ssh"), 0b111_000_000);
        // 1777.
        Mode(Path.Combine(Tree, "tmp"), 0b1_111_111_111);
        Mode(Path.Combine(Tree, "var/tmp"), 0b1_111_111_111);
        foreach (var file in GuestFiles.Etc) File.WriteAllText(Path.Combine(Tree, file), GuestFiles.Text(file));
        Mode(Path.Combine(Tree, "etc/shadow"), 0b110_000_000);
        // Valgrind reads its own suppressions always.
        await File.AppendAllTextAsync(Path.Combine(Tree, "usr/libexec/valgrind/default.supp"), GuestFiles.Text("valgrind.supp"), cancel);
        WriteProgram(Path.Combine(Tree, "start"), GuestFiles.Text("start"));

        var hostKey = Path.Combine(Tree, "etc/ssh/ssh_host_ed25519_key");
        File.Delete(hostKey);
        await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "interopfuzz-arm64", "-f", hostKey], cancel);
        await RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "interopfuzz", "-f", Path.Combine(Out, "id_ed25519")], cancel);
        File.Copy(Path.Combine(Out, "id_ed25519.pub"), Path.Combine(Tree, "root/.ssh/authorized_keys"));
        Mode(Path.Combine(Tree, "root/.ssh/authorized_keys"), 0b110_000_000);
        // The key is known before the first connection, whatever port the machine gets (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
        var publicKey = (await File.ReadAllTextAsync(hostKey + ".pub", cancel)).Trim();
        await File.WriteAllTextAsync(Path.Combine(Out, "known_hosts"), $"127.0.0.1,[127.0.0.1]:* {publicKey}\n", cancel);
    }

    /// <summary>Kernel, and an initial RAM disk with the modules that find the disk.</summary>
    /// <returns>The kernel's release.</returns>
    private async Task<string> WriteKernelAsync(CancellationToken cancel)
    {
        var modules = Directory.GetDirectories(Path.Combine(KernelTree, "lib/modules")).Single();
        File.Copy(Directory.GetFiles(Path.Combine(KernelTree, "boot"), "vmlinuz-*").Single(), Path.Combine(Out, "vmlinuz"));
        var ram = Path.Combine(_work, "ram");
        foreach (var name in new[] { "bin", "modules", "proc", "sys", "dev", "root" }) Directory.CreateDirectory(Path.Combine(ram, name));
        File.Copy(Path.Combine(Tree, "bin/busybox"), Path.Combine(ram, "bin/busybox"));
        File.CreateSymbolicLink(Path.Combine(ram, "bin/sh"), "busybox");
        var number = 0;
        foreach (var file in KernelModules.Resolve(modules, GuestFiles.List("modules.txt")))
            File.Copy(file, Path.Combine(ram, "modules", string.Create(CultureInfo.InvariantCulture, $"{number++:D2}-{Path.GetFileName(file)}")));
        WriteProgram(Path.Combine(ram, "init"), GuestFiles.Text("init"));
        await ShellAsync("cd \"$1\" && find . | cpio -o -H newc --quiet -R 0:0 | gzip -1 >\"$2\"", [ram, Path.Combine(Out, "initrd.gz")], cancel);
        return Path.GetFileName(modules);
    }

    private static void WriteProgram(string path, string text)
    {
        File.WriteAllText(path, text);
        Mode(path, 0b111_101_101);
    }

    private static void Mode(string path, int mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    /// <summary>A pipe; what fails before it shows by what comes out at its end.</summary>
    private static Task ShellAsync(string script, IEnumerable<string> arguments, CancellationToken cancel) => RunAsync("sh", ["-c", script, "sh", .. arguments], cancel);

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancel)
    {
        var (code, output) = await HostCommand.AskAsync(program, arguments, null, cancel) ?? throw new MachineException($"{program} does not start");
        if (code != 0) throw new MachineException($"{program} {string.Join(' ', arguments)} failed with {code}:\n{output.Trim()}");
    }
}
