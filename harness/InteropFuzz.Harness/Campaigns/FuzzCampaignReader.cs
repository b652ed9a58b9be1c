using System.Globalization;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Reads the nodes of a campaign.yaml; what is wrong is added to the errors, with its line.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="folder">What paths are relative to.</param>
/// <param name="errors">Where errors go.</param>
internal sealed class FuzzCampaignReader(string file, string folder, List<string> errors)
{
    private const string Keys = "targets, go, arch, instruments, engine, time, triage, executions, jobs, memory, disk, input-deadline, longest-input, dictionary, corpus, findings, adopt";
    private const string ShimKeys = "illegal", PackageKeys = "function, library, folder", HeaderKeys = "link, include, define, annotations, out-of-range, library, folder", CommonKeys = "go, arch, instruments, engine, dictionary";
    private const int MostJobs = 1024;
    private const long LeastMemory = 64 << 20, LeastDisk = 1 << 20;

    private YamlNode? _wrong;

    /// <summary>The campaign; of use only when there was no error.</summary>
    public FuzzCampaign Read(YamlNode root)
    {
        var campaign = new FuzzCampaign { Targets = [] };
        string? dictionary = null;
        foreach (var (key, value) in Fields(root, Keys))
            switch (key)
            {
                case "targets" when value is YamlSequenceNode { Children.Count: > 0 } list: campaign = campaign with { Targets = [.. list.Select(ReadTarget).OfType<FuzzTargetWords>()] }; break;
                case "targets": Error(value, "targets is a list with at least one target, such as '- shim'"); break;
                case "go": campaign = campaign with { Go = Releases(value) }; break;
                case "arch": campaign = campaign with { Arch = Architectures(value) }; break;
                case "instruments": campaign = campaign with { Instruments = Words(value) }; break;
                case "engine": campaign = campaign with { Engine = Text(value) }; break;
                case "time": campaign = campaign with { Time = Time(value) }; break;
                case "triage": campaign = campaign with { Triage = Time(value) }; break;
                case "executions": campaign = campaign with { Executions = Number(value, 1, long.MaxValue) }; break;
                case "jobs": campaign = campaign with { Jobs = (int)Number(value, 1, MostJobs) }; break;
                case "memory": campaign = campaign with { MemoryBytes = Size(value, LeastMemory) }; break;
                case "disk": campaign = campaign with { DiskBytes = Size(value, LeastDisk) }; break;
                case "input-deadline": campaign = campaign with { InputDeadline = Time(value) }; break;
                case "longest-input": campaign = campaign with { LongestInput = (int)Number(value, 1, 1 << 24) }; break;
                case "dictionary": dictionary = ExistingFile(value); break;
                case "corpus": campaign = campaign with { Corpus = Whole(Text(value)) }; break;
                case "findings": campaign = campaign with { Findings = Whole(Text(value)) }; break;
                case "adopt": campaign = campaign with { Adopt = Flag(value) }; break;
                default: Error(value, $"unknown key '{key}'; a campaign has {Keys}"); break;
            }
        if (campaign.Targets.Count == 0 && errors.Count == 0) Error(root, "a campaign needs targets, such as 'targets: [shim]'");
        if (dictionary is not null) campaign = campaign with { Targets = [.. campaign.Targets.Select(t => t.Dictionary is null ? t with { Dictionary = dictionary } : t)] };
        return campaign;
    }

    private FuzzTargetWords? ReadTarget(YamlNode node)
    {
        var place = $"{file}:{Line(node)}";
        if (node is YamlScalarNode { Value: "shim" }) return new(FuzzTargetKind.Shim, place);
        if (node is not YamlMappingNode map)
        {
            Error(node, "a target is 'shim', or has one of the keys shim, package and header");
            return null;
        }
        var kinds = map.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value).Intersect(["shim", "package", "header"]).ToList();
        if (kinds is not [var kind])
        {
            Error(node, kinds.Count == 0 ? "a target needs one of the keys shim, package and header" : $"a target has only one of the keys {string.Join(", ", kinds)}; make it {kinds.Count} targets");
            return null;
        }
        var keys = kind switch { "shim" => ShimKeys, "package" => PackageKeys, _ => HeaderKeys };
        var words = new FuzzTargetWords(kind switch { "shim" => FuzzTargetKind.Shim, "package" => FuzzTargetKind.Package, _ => FuzzTargetKind.Header }, place) { Folder = kind == "shim" ? "" : folder };
        var allowed = $"{kind}, {keys}, {CommonKeys}";
        foreach (var (key, value) in Fields(node, allowed))
            words = (allowed.Split(", ").Contains(key) ? key : "") switch
            {
                "shim" => Shim(words, value),
                "illegal" => words with { Illegal = Text(value) },
                "package" => words with { Package = Near(Text(value)) },
                "function" => words with { Function = Text(value) },
                "library" => words with { Library = FuzzCampaignFile.Text(value) },
                "folder" => words with { Folder = Whole(Text(value)) },
                "header" => words with { Header = Near(Text(value)) },
                "link" => words with { Link = Words(value) },
                "include" => words with { Include = [.. Words(value).Select(Whole)] },
                "define" => words with { Define = Words(value) },
                "out-of-range" => words with { OutOfRange = Flag(value) },
                "annotations" => words with { Annotations = ExistingFile(value) },
                "dictionary" => words with { Dictionary = ExistingFile(value) },
                "go" => words with { Go = Releases(value) },
                "arch" => words with { Arch = Architectures(value) },
                "instruments" => words with { Instruments = Words(value) },
                "engine" => words with { Engine = Text(value) },
                _ => Unknown(words, key, value, allowed),
            };
        if (words is { Kind: FuzzTargetKind.Package, Function: null }) Error(node, "a package needs 'function: FuzzXxx' beside it");
        return words;
    }

    private FuzzTargetWords Unknown(FuzzTargetWords words, string key, YamlNode value, string allowed)
    {
        Error(value, $"unknown key '{key}'; this target has {allowed}");
        return words;
    }

    private FuzzTargetWords Shim(FuzzTargetWords words, YamlNode value)
    {
        if (value is not YamlScalarNode { Value: null or "" or "legal" or "illegal" }) Error(value, "shim is 'legal', or 'illegal' with 'illegal: OPERATION' beside it");
        return words;
    }

    private List<(string Key, YamlNode Value)> Fields(YamlNode node, string keys)
    {
        if (node is YamlMappingNode map) return [.. map.Select(f => (Text(f.Key), f.Value))];
        Error(node, $"keys and values are expected here: {keys}");
        return [];
    }

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && text.Trim() is { Length: > 0 } trimmed) return trimmed;
        Error(node, "a text is expected here");
        return "";
    }

    /// <summary>A list, or one text with commas.</summary>
    private IReadOnlyList<string> Words(YamlNode node)
    {
        string[] words = node is YamlSequenceNode list ? [.. list.Select(Text)] : Text(node).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. words.Where(w => w.Length > 0).Distinct()];
    }

    private IReadOnlyList<string> Releases(YamlNode node)
    {
        foreach (var word in Words(node))
            if (word != "all" && !GoVersion.TryParse(word, out _)) Error(node, $"'{word}' is not a Go release such as 1.27");
        return Words(node);
    }

    private IReadOnlyList<string> Architectures(YamlNode node)
    {
        var known = Enum.GetValues<Arch>().Select(a => a.Name()).ToList();
        foreach (var word in Words(node))
            if (!known.Contains(word)) Error(node, $"unknown architecture '{word}'; there are {string.Join(", ", known)}");
        return Words(node);
    }

    private TimeSpan Time(YamlNode node)
    {
        if (FuzzQuantity.TryTime(Text(node), out var time)) return time;
        Error(node, $"{FuzzQuantity.TimeForm} is expected here");
        return TimeSpan.Zero;
    }

    private long Size(YamlNode node, long least)
    {
        if (!FuzzQuantity.TrySize(Text(node), out var bytes)) Error(node, $"{FuzzQuantity.SizeForm} is expected here");
        else if (bytes < least) Error(node, $"at least {FuzzQuantity.Say(least)} is needed here");
        return bytes;
    }

    private long Number(YamlNode node, long least, long most)
    {
        if (long.TryParse(Text(node).Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Error(node, most == long.MaxValue ? $"a number from {least} up is expected here" : $"a number from {least} to {most} is expected here");
        return least;
    }

    private bool Flag(YamlNode node)
    {
        if (Text(node) is "true" or "false") return Text(node) == "true";
        Error(node, "true or false is expected here");
        return false;
    }

    private string ExistingFile(YamlNode node)
    {
        var path = Whole(Text(node));
        if (!File.Exists(path)) Error(node, $"there is no file '{Text(node)}' (relative to this file)");
        return path;
    }

    private string Whole(string path) => Path.GetFullPath(path, folder);

    /// <summary>A path where there is one, else a name to be looked up (<c>zstd.h</c>, an import path).</summary>
    private string Near(string word) => word.StartsWith('.') || Path.Exists(Whole(word)) ? Whole(word) : word;

    /// <summary>The first thing that is wrong with a node says enough.</summary>
    private void Error(YamlNode node, string message)
    {
        if (ReferenceEquals(node, _wrong)) return;
        _wrong = node;
        errors.Add($"{file}:{Line(node)}: {message}");
    }

    private static int Line(YamlNode node) => (int)node.Start.Line;
}
