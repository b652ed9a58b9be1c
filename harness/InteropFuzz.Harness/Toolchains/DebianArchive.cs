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
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>Names the mirror on a machine whose own sources name no Debian one.</summary>
    private const string MirrorVariable = "INTEROPFUZZ_DEBIAN_MIRROR";

    /// <summary>Together they carry Go 1.19 and everything from 1.22 on, and every qemu from 7.2 on.</summary>
    private static readonly string[] s_suites = ["bookworm", "bookworm-backports", "trixie", "trixie-backports"];

    /// <summary>Whether this machine has the keys that packages are checked with, as Debian itself has.</summary>
    public static bool IsHere => File.Exists(Keyring);

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
            Directory.CreateDirectory(Path.Combine(_work, "lists", "partial"));
            Directory.CreateDirectory(Path.Combine(_work, "archives", "partial"));
            var mirror = Mirror();
            File.WriteAllLines(Path.Combine(_work, "sources.list"), s_suites.Select(s => $"deb [signed-by={Keyring}] {mirror} {s} main"));
            say("reading Debian's package lists");
            Apt(_work, "update");
            foreach (var unpacked in missing)
            {
                say($"installing {unpacked.What} into {unpacked.Folder}");
                Unpack(unpacked);
            }
        }
        finally
        {
            if (Directory.Exists(_work)) Directory.Delete(_work, recursive: true);
        }
    }

    private static string Mirror()
    {
        if (Environment.GetEnvironmentVariable(MirrorVariable) is { Length: > 0 } named) return named;
        if (!IsHere) throw new SetupException($"Debian's keys are missing: apt-get install debian-archive-keyring, then name a Debian mirror in {MirrorVariable}");
        var targets = HostCommand.Ask("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian"]);
        var mirror = targets is { Code: 0 } t
            ? t.Output.Split('\n').Where(l => l.Length > 0 && !l.Contains("security", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        return mirror ?? throw new SetupException(
            $"this machine knows no Debian mirror: name one in {MirrorVariable}");
    }

    private void Unpack(Unpacked unpacked)
    {
        var downloads = Directory.CreateDirectory(Path.Combine(_work, Path.GetFileName(unpacked.Folder))).FullName;
        Apt(downloads, ["download", .. unpacked.Packages]);
        var aside = unpacked.Folder + $".{Environment.ProcessId}.new";
        Directory.CreateDirectory(aside);
        foreach (var package in Directory.GetFiles(downloads, "*.deb"))
            if (HostCommand.Ask("dpkg-deb", ["-x", package, aside]) is not { Code: 0 })
                throw new SetupException($"{Path.GetFileName(package)} could not be unpacked into {aside}");
        Directory.Move(aside, unpacked.Folder);
    }

    private void Apt(string folder, params string[] arguments)
    {
        string[] options =
        [
            "-q",
            "-o", $"Dir::State::Lists={_work}/lists",
            "-o", $"Dir::Cache={_work}",
            "-o", $"Dir::Etc::SourceList={_work}/sources.list",
            "-o", "Dir::Etc::SourceParts=/dev/null",
            // The download folder is the user's own, which apt's user cannot write.
            "-o", $"APT::Sandbox::User={Environment.UserName}",
        ];
        var answer = HostCommand.Ask("apt-get", [.. options, .. arguments], folder)
            ?? throw new SetupException("apt-get is missing");
        if (answer.Output.Contains("Unable to locate package", StringComparison.Ordinal))
            throw new SetupException($"Debian ({string.Join(", ", s_suites)}) has no {arguments[^1]}");
        if (answer.Code != 0) throw new SetupException($"apt-get {string.Join(' ', arguments)} failed:\n{answer.Output.Trim()}");
    }
}
