using InteropFuzz.Harness.Planning;

namespace InteropFuzz.Harness.Toolchains;

/// <summary>
/// What compiles and runs programs of the architecture that this machine is not: Debian's cross compiler, and qemu-user. All that depends on
/// which of the two architectures is the machine's own stands here and in <see cref="Platform"/>.
/// </summary>
/// <param name="Arch">The other architecture.</param>
/// <param name="Gcc">Its C compiler; null when it is missing.</param>
/// <param name="Gxx">Its C++ compiler; null when it is missing.</param>
/// <param name="Qemu">The emulator; null when it is missing.</param>
public sealed record ForeignTools(Arch Arch, HostTool? Gcc, HostTool? Gxx, HostTool? Qemu)
{
    /// <summary>The first qemu that starts an ASan program in a fraction of a second, and holds a tenth of the memory while it runs.</summary>
    public static Version GoodQemu { get; } = new(10, 0);

    /// <summary>The GNU name of the architecture, as in the compiler's command and the folder of its libraries.</summary>
    public string Triplet => Arch.Triplet();

    /// <summary>Where its C library is (Debian: libc6-dev-ARCH-cross).</summary>
    public string SysRoot => "/usr/" + Triplet;

    /// <summary>What stands in front of a program.</summary>
    public IReadOnlyList<string> Wrapper => [Qemu?.Path ?? QemuName(Arch), "-L", SysRoot];

    /// <summary>The compilers under the plain names that Go's -asan asks for (<see cref="Instruments.BuildRecipe.PlainGcc"/>); empty where they are not linked yet.</summary>
    public string PlainNames { get; init; } = "";

    /// <summary>The C launcher for it, which runners of that architecture get; null when it is not built.</summary>
    public string? Launcher { get; init; }

    /// <summary>The Debian packages of its C compiler and C library.</summary>
    public static IReadOnlyList<string> CompilerPackages(Arch arch) => [$"gcc-{DebianName(arch)}", $"libc6-dev-{arch.Name()}-cross"];

    /// <summary>The Debian package of its C++ compiler.</summary>
    public static string GxxPackage(Arch arch) => $"g++-{DebianName(arch)}";

    /// <summary>The Debian package of the emulator.</summary>
    public const string QemuPackage = "qemu-user";

    /// <summary>Why programs of it cannot be built and run here, with the way out; null when they can.</summary>
    public string? WhyNot => WhyNoGcc ?? (Qemu is null ? $"{QemuName(Arch)} is missing: apt-get install {QemuPackage}" : null);

    /// <summary>Why programs of it cannot be built here, with the way out; null when they can.</summary>
    public string? WhyNoGcc => Gcc is null ? $"{Triplet}-gcc is missing: apt-get install {string.Join(' ', CompilerPackages(Arch))}" : null;

    /// <summary>Why C++ of it cannot be built here; null when it can.</summary>
    public string? WhyNoCpp => Gxx is null ? $"{Triplet}-g++ is missing: apt-get install {GxxPackage(Arch)}" : null;

    /// <summary>Looks at this machine.</summary>
    /// <param name="host">The machine's own architecture.</param>
    /// <param name="cache">Where a newer qemu may have been unpacked, and where compilers get their plain names.</param>
    /// <param name="launcher">The launcher of this machine, beside which the other one is.</param>
    /// <param name="find">Finds a program by its name or path.</param>
    public static ForeignTools Probe(Arch host, CacheFolder cache, string launcher, Func<string, HostTool?> find)
    {
        var arch = host == Arch.Amd64 ? Arch.Arm64 : Arch.Amd64;
        var (gcc, gxx) = (find(arch.Triplet() + "-gcc"), find(arch.Triplet() + "-g++"));
        return new(arch, gcc, gxx, find(Path.Combine(cache.Qemu, "usr", "bin", QemuName(arch))) ?? find(QemuName(arch)))
        {
            Launcher = $"{launcher}-{arch.Name()}" is var other && File.Exists(other) ? other : null,
            PlainNames = Link(cache, arch, ("gcc", gcc), ("g++", gxx)),
        };
    }

    /// <summary>Package names have no underscore (Debian policy 5.6.7).</summary>
    private static string DebianName(Arch arch) => arch.Triplet().Replace('_', '-');

    private static string QemuName(Arch arch) => "qemu-" + arch.Machine();

    /// <summary>
    /// A folder with links: Go's -asan reads <c>CC --version</c> and wants "gcc" or "clang" in front (cmd/go/internal/work/init.go), and gcc
    /// prints the name that it was called by.
    /// </summary>
    private static string Link(CacheFolder cache, Arch arch, params (string Name, HostTool? Tool)[] compilers)
    {
        var folder = Path.Combine(cache.Root, "cross", arch.Name());
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, tool) in compilers)
            {
                var link = Path.Combine(folder, name);
                if (tool is null || new FileInfo(link).LinkTarget == tool.Path) continue;
                File.Delete(link);
                File.CreateSymbolicLink(link, tool.Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process made it just now, or the cache cannot be written: then the build says so.
        }
        return folder;
    }
}
