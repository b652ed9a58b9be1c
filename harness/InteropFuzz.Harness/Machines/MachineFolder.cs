using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Machines;

/// <summary>What was built.</summary>
/// <param name="Created">When, UTC.</param>
/// <param name="Suite">Debian's release.</param>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Packages">How many packages are in it, beside the kernel.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record MachineImage(DateTimeOffset Created, string Suite, string Kernel, int Packages, double Seconds);

/// <summary>A machine that was booted.</summary>
/// <param name="Pid">The emulator's process.</param>
/// <param name="Port">Its sshd on this machine's loopback.</param>
/// <param name="Started">When, UTC.</param>
/// <param name="Cpus">How many processors it has.</param>
/// <param name="MemoryMiB">How much memory it has.</param>
/// <param name="Accelerator">What runs its code: kvm or tcg.</param>
public sealed record MachineState(int Pid, int Port, DateTimeOffset Started, int Cpus, int MemoryMiB, string Accelerator)
{
    /// <summary><c>1 processor</c>.</summary>
    public string SayProcessors() => Cpus == 1 ? "1 processor" : $"{Cpus} processors";
}

/// <summary>All that the virtual machine has on the disk.</summary>
/// <param name="Root">The folder.</param>
public sealed record MachineFolder(string Root)
{
    /// <summary>The image; its folder is made whole or not at all.</summary>
    public string Image => Path.Combine(Root, "image");

    /// <summary>Its disk, of which nothing is ever changed.</summary>
    public string Disk => Path.Combine(Image, "disk.img");

    /// <summary>Its kernel.</summary>
    public string Kernel => Path.Combine(Image, "vmlinuz");

    /// <summary>Its initial RAM disk.</summary>
    public string Initrd => Path.Combine(Image, "initrd.gz");

    /// <summary>The private key that it lets in.</summary>
    public string Key => Path.Combine(Image, "id_ed25519");

    /// <summary>Its own host key, for ssh.</summary>
    public string KnownHosts => Path.Combine(Image, "known_hosts");

    /// <summary>The machine as a runner.</summary>
    public string Runners => Path.Combine(Root, "runners.yaml");

    /// <summary>What its kernel and its first process say.</summary>
    public string Console => Path.Combine(Root, "console.log");

    /// <summary>What is written to its disk, until it stops.</summary>
    public string Overlay => Path.Combine(Root, "overlay");

    private string ImageInfo => Path.Combine(Image, "image.json");

    private string StateFile => Path.Combine(Root, "machine.json");

    /// <summary>Waits for nobody: who creates, starts or stops it has it alone.</summary>
    /// <exception cref="MachineException">Somebody else does one of these now.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(Root);
        try
        {
            return new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new MachineException($"another command creates, starts or stops the VM in {Root} just now");
        }
    }

    /// <summary>What was built; null when there is no image.</summary>
    public MachineImage? ReadImage() => Read(ImageInfo, MachineJson.Default.MachineImage);

    /// <summary>Writes what was built.</summary>
    public void WriteImage(MachineImage image) => AtomicFile.Write(ImageInfo, JsonSerializer.Serialize(image, MachineJson.Default.MachineImage) + "\n");

    /// <summary>The machine that was booted last and not stopped; null when there is none. It may have died since.</summary>
    public MachineState? ReadState() => Read(StateFile, MachineJson.Default.MachineState);

    /// <summary>Writes what was booted; null for nothing.</summary>
    public void WriteState(MachineState? state)
    {
        if (state is null) File.Delete(StateFile);
        else AtomicFile.Write(StateFile, JsonSerializer.Serialize(state, MachineJson.Default.MachineState) + "\n");
    }

    private static T? Read<T>(string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), type);
        }
        catch (JsonException e)
        {
            throw new MachineException($"{file} is broken ({e.Message}); 'interopfuzz vm create --replace' makes the VM anew");
        }
    }
}

/// <summary>How the machine's files look as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MachineImage))]
[JsonSerializable(typeof(MachineState))]
public sealed partial class MachineJson : JsonSerializerContext;
