namespace InteropFuzz.Harness.Toolchains;

/// <summary>Packages that are unpacked into a folder of their own.</summary>
/// <param name="What">As a person calls it.</param>
/// <param name="Packages">Debian packages, with the suite behind a slash where it matters.</param>
/// <param name="Folder">Where they are unpacked, all or nothing.</param>
public sealed record Unpacked(string What, IReadOnlyList<string> Packages, string Folder);

/// <summary>
/// Unpacks Debian's packages side by side into the cache; the system's own packages stay as they are, and no root is needed. apt checks the
/// signatures.
/// </summary>
/// <param name="cache">Where apt works meanwhile.</param>
public sealed class DebianArchive(CacheFolder cache)
{
    /// <summary>Together they carry Go 1.19 and everything from 1.22 on, and every qemu from 7.2 on.</summary>
    private static readonly string[] s_suites = ["bookworm", "bookworm-backports", "trixie", "trixie-backports"];

    /// <summary>Whether this machine has the keys that packages are checked with, as Debian itself has.</summary>
    public static bool IsHere => AptFolder.HasKeys;

    private readonly string _work = Path.Combine(cache.Root, $"apt.{Environment.ProcessId}.new");

    /// <summary>Downloads and unpacks what is not there yet.</summary>
    /// <param name="wanted">What.</param>
    /// <param name="say">Is told what happens, a line each.</param>
    /// <exception cref="SetupException">There is no Debian mirror, no network, or no such package.</exception>
    public void Install(IEnumerable<Unpacked> wanted, Action<string> say)
    {
        var missing = wanted.Where(w => !Directory.Exists(w.Folder)).ToList();
        if (missing.Count == 0) return;
        try
        {
            var apt = new AptFolder(_work, s_suites);
            say("reading Debian's package lists");
            apt.Get(_work, "update");
            foreach (var unpacked in missing)
            {
                say($"installing {unpacked.What} into {unpacked.Folder}");
                Unpack(apt, unpacked);
            }
        }
        finally
        {
            if (Directory.Exists(_work)) Directory.Delete(_work, recursive: true);
        }
    }

    private void Unpack(AptFolder apt, Unpacked unpacked)
    {
        var downloads = Directory.CreateDirectory(Path.Combine(_work, Path.GetFileName(unpacked.Folder))).FullName;
        apt.Get(downloads, ["download", .. unpacked.Packages]);
        var aside = unpacked.Folder + $".{Environment.ProcessId}.new";
        Directory.CreateDirectory(aside);
        foreach (var package in Directory.GetFiles(downloads, "*.deb"))
            if (HostCommand.Ask("dpkg-deb", ["-x", package, aside]) is not { Code: 0 })
                throw new SetupException($"{Path.GetFileName(package)} could not be unpacked into {aside}");
        Directory.Move(aside, unpacked.Folder);
    }
}
