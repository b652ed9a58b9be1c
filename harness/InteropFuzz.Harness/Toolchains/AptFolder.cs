namespace InteropFuzz.Harness.Toolchains;

/// <summary>A folder of apt's own: package lists, downloads, and nothing installed. apt checks the signatures against Debian's keys.</summary>
internal sealed class AptFolder
{
    /// <summary>Names the mirror on a machine whose own sources name no Debian one.</summary>
    public const string MirrorVariable = "INTEROPFUZZ_DEBIAN_MIRROR";

    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private readonly IReadOnlyList<string> _suites;
    private readonly string[] _options;

    /// <summary>Makes the folder.</summary>
    /// <param name="root">Where.</param>
    /// <param name="suites">The suites of Debian that packages may come from.</param>
    /// <param name="architecture">Debian's name of the packages' architecture; null for this machine's.</param>
    /// <exception cref="SetupException">No Debian mirror is known.</exception>
    public AptFolder(string root, IReadOnlyList<string> suites, string? architecture = null)
    {
        _suites = suites;
        Archives = Directory.CreateDirectory(Path.Combine(root, "archives")).FullName;
        Directory.CreateDirectory(Path.Combine(Archives, "partial"));
        Directory.CreateDirectory(Path.Combine(root, "lists", "partial"));
        File.WriteAllText(Path.Combine(root, "status"), "");
        var mirrors = Mirrors();
        IEnumerable<string> sources = suites.Select(s => $"deb [signed-by={Keyring}] {mirrors.Main} {s} main");
        // Fixes come from a place of their own; a full mirror may lack it.
        if (architecture is not null && mirrors.Security is { } security) sources = sources.Concat(suites.Select(s => $"deb [signed-by={Keyring}] {security} {s}-security main"));
        File.WriteAllLines(Path.Combine(root, "sources.list"), sources);
        _options =
        [
            "-q",
            "-o", $"Dir::State={root}",
            "-o", $"Dir::State::Lists={root}/lists",
            "-o", $"Dir::State::Status={root}/status",
            "-o", $"Dir::Cache={root}",
            "-o", $"Dir::Etc::SourceList={root}/sources.list",
            "-o", "Dir::Etc::SourceParts=/dev/null",
            // The folder is the user's own, which apt's user cannot write.
            "-o", $"APT::Sandbox::User={Environment.UserName}",
            .. architecture is null ? (string[])[] : ["-o", $"APT::Architecture={architecture}", "-o", $"APT::Architectures={architecture}", "-o", "Acquire::Languages=none"],
        ];
    }

    /// <summary>Whether this machine has the keys that packages are checked with, as Debian itself has.</summary>
    public static bool HasKeys => File.Exists(Keyring);

    /// <summary>Where packages are downloaded to.</summary>
    public string Archives { get; }

    /// <summary>Calls apt-get to its end, in a folder.</summary>
    /// <exception cref="SetupException">It failed; the message has its words.</exception>
    public void Get(string folder, params string[] arguments) => Check(arguments, HostCommand.Ask("apt-get", [.. _options, .. arguments], folder));

    /// <summary>Calls apt-get.</summary>
    /// <exception cref="SetupException">It failed; the message has its words.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it has ended.</exception>
    public async Task GetAsync(CancellationToken cancel, params string[] arguments)
        => Check(arguments, await HostCommand.AskAsync("apt-get", [.. _options, .. arguments], Archives, cancel));

    /// <summary>The packages that one depends on.</summary>
    /// <exception cref="SetupException">apt does not know it.</exception>
    public IReadOnlyList<string> DependenciesOf(string package)
    {
        string[] arguments = ["depends", package];
        return [.. Check(arguments, HostCommand.Ask("apt-cache", [.. _options, .. arguments]))
            .Split('\n', StringSplitOptions.TrimEntries).Where(l => l.StartsWith("Depends: ", StringComparison.Ordinal)).Select(l => l["Depends: ".Length..])];
    }

    private string Check(string[] arguments, (int Code, string Output)? answer)
    {
        var (code, output) = answer ?? throw new SetupException("apt-get is missing");
        if (output.Contains("Unable to locate package", StringComparison.Ordinal)) throw new SetupException($"Debian ({string.Join(", ", _suites)}) has no {arguments[^1]}");
        return code == 0 ? output : throw new SetupException($"apt-get {string.Join(' ', arguments)} failed:\n{output.Trim()}");
    }

    private static (string Main, string? Security) Mirrors()
    {
        var named = Environment.GetEnvironmentVariable(MirrorVariable) is { Length: > 0 } variable ? variable : null;
        if (!HasKeys && named is null) throw new SetupException($"Debian's keys are missing: apt-get install debian-archive-keyring, then name a Debian mirror in {MirrorVariable}");
        var targets = HostCommand.Ask("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian"]);
        var known = (targets is { Code: 0 } t ? t.Output : "").Split('\n').Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal).ToLookup(l => l.Contains("security", StringComparison.Ordinal));
        return (named ?? known[false].FirstOrDefault() ?? throw new SetupException($"this machine knows no Debian mirror: name one in {MirrorVariable}"), known[true].FirstOrDefault());
    }
}
