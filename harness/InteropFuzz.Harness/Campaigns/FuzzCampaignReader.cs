using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>Reads the nodes of a campaign.yaml.</summary>
/// <param name="form">The file; errors go there.</param>
/// <param name="file">Its name in messages.</param>
/// <param name="folder">What paths are relative to.</param>
internal sealed class FuzzCampaignReader(YamlForm form, string file, string folder)
{
    private static readonly string[] s_keys =
    [
        "targets", "go", "arch", "instruments", "engine", "time", "triage", "executions", "jobs", "memory", "disk", "input-deadline", "longest-input",
        "dictionary", "corpus", "findings", "runner", "runners", "adopt",
    ];

    private static readonly string[] s_shimKeys = ["shim", "illegal"], s_packageKeys = ["package", "function", "library", "folder"];
    private static readonly string[] s_headerKeys = ["header", "link", "include", "define", "annotations", "out-of-range", "library", "folder"];
    private static readonly string[] s_commonKeys = ["go", "arch", "instruments", "engine", "dictionary"];
    private const int MostJobs = 1024;
    private const long LeastMemory = 64 << 20, LeastDisk = 1 << 20;

    /// <summary>The campaign; of use only when there was no error.</summary>
    public FuzzCampaign Read(YamlNode root)
    {
        var campaign = new FuzzCampaign { Targets = [] };
        string? dictionary = null;
        foreach (var (key, value) in form.Fields(root, "a campaign", s_keys))
            switch (key)
            {
                case "targets" when value is YamlSequenceNode { Children.Count: > 0 } list: campaign = campaign with { Targets = [.. list.Select(ReadTarget).OfType<FuzzTargetWords>()] }; break;
                case "targets": form.Error(value, "targets is a list with at least one target, such as '- shim'"); break;
                case "go": campaign = campaign with { Go = Releases(value) }; break;
                case "arch": campaign = campaign with { Arch = Architectures(value) }; break;
                case "instruments": campaign = campaign with { Instruments = form.Words(value) }; break;
                case "engine": campaign = campaign with { Engine = form.Text(value) }; break;
                case "time": campaign = campaign with { Time = form.Time(value) }; break;
                case "triage": campaign = campaign with { Triage = form.Time(value) }; break;
                case "executions": campaign = campaign with { Executions = form.Number(value, 1, long.MaxValue) }; break;
                case "jobs": campaign = campaign with { Jobs = form.Number(value, 1, MostJobs) }; break;
                case "memory": campaign = campaign with { MemoryBytes = Size(value, LeastMemory) }; break;
                case "disk": campaign = campaign with { DiskBytes = Size(value, LeastDisk) }; break;
                case "input-deadline": campaign = campaign with { InputDeadline = form.Time(value) }; break;
                case "longest-input": campaign = campaign with { LongestInput = form.Number(value, 1, 1 << 24) }; break;
                case "dictionary": dictionary = form.ExistingFile(value, folder); break;
                case "corpus": campaign = campaign with { Corpus = form.WholePath(value, folder) }; break;
                case "findings": campaign = campaign with { Findings = form.WholePath(value, folder) }; break;
                case "runner": campaign = campaign with { Runners = form.Words(value) }; break;
                case "runners": campaign = campaign with { RunnersFile = form.ExistingFile(value, folder) }; break;
                default: campaign = campaign with { Adopt = form.Flag(value) }; break;
            }
        if (campaign.Targets.Count == 0 && form.Errors.Count == 0) form.Error(root, "a campaign needs targets, such as 'targets: [shim]'");
        if (dictionary is not null) campaign = campaign with { Targets = [.. campaign.Targets.Select(t => t.Dictionary is null ? t with { Dictionary = dictionary } : t)] };
        return campaign;
    }

    private FuzzTargetWords? ReadTarget(YamlNode node)
    {
        var place = $"{file}:{YamlForm.Line(node)}";
        if (node is YamlScalarNode { Value: "shim" }) return new(FuzzTargetKind.Shim, place);
        if (node is not YamlMappingNode map)
        {
            form.Error(node, "a target is 'shim', or has one of the keys shim, package and header");
            return null;
        }
        var kinds = map.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value).Intersect(["shim", "package", "header"]).ToList();
        if (kinds is not [var kind])
        {
            form.Error(node, kinds.Count == 0 ? "a target needs one of the keys shim, package and header" : $"a target has only one of the keys {string.Join(", ", kinds)}; make it {kinds.Count} targets");
            return null;
        }
        var keys = kind switch { "shim" => s_shimKeys, "package" => s_packageKeys, _ => s_headerKeys };
        var words = new FuzzTargetWords(kind switch { "shim" => FuzzTargetKind.Shim, "package" => FuzzTargetKind.Package, _ => FuzzTargetKind.Header }, place) { Folder = kind == "shim" ? "" : folder };
        foreach (var (key, value) in form.Fields(node, "this target", [.. keys, .. s_commonKeys]))
            words = key switch
            {
                "shim" => Shim(words, value),
                "illegal" => words with { Illegal = form.Text(value) },
                "package" => words with { Package = Near(form.Text(value)) },
                "function" => words with { Function = form.Text(value) },
                "library" => words with { Library = FuzzCampaignFile.Text(value) },
                "folder" => words with { Folder = form.WholePath(value, folder) },
                "header" => words with { Header = Near(form.Text(value)) },
                "link" => words with { Link = form.Words(value) },
                "include" => words with { Include = [.. form.Words(value).Select(Whole)] },
                "define" => words with { Define = form.Words(value) },
                "out-of-range" => words with { OutOfRange = form.Flag(value) },
                "annotations" => words with { Annotations = form.ExistingFile(value, folder) },
                "dictionary" => words with { Dictionary = form.ExistingFile(value, folder) },
                "go" => words with { Go = Releases(value) },
                "arch" => words with { Arch = Architectures(value) },
                "instruments" => words with { Instruments = form.Words(value) },
                _ => words with { Engine = form.Text(value) },
            };
        if (words is { Kind: FuzzTargetKind.Package, Function: null }) form.Error(node, "a package needs 'function: FuzzXxx' beside it");
        return words;
    }

    private FuzzTargetWords Shim(FuzzTargetWords words, YamlNode value)
    {
        if (value is not YamlScalarNode { Value: null or "" or "legal" or "illegal" }) form.Error(value, "shim is 'legal', or 'illegal' with 'illegal: OPERATION' beside it");
        return words;
    }

    private IReadOnlyList<string> Releases(YamlNode node) => form.Words(node, w => w == "all" ? null : GoVersion.Wrong(w));

    private IReadOnlyList<string> Architectures(YamlNode node) => form.Words(node, PlanWords.WrongArch);

    private long Size(YamlNode node, long least)
    {
        if (!FuzzQuantity.TrySize(form.Text(node), out var bytes)) form.Error(node, $"{FuzzQuantity.SizeForm} is expected here");
        else if (bytes < least) form.Error(node, $"at least {FuzzQuantity.Say(least)} is needed here");
        return bytes;
    }

    private string Whole(string path) => Path.GetFullPath(path, folder);

    /// <summary>A path where there is one, else a name to be looked up (<c>zstd.h</c>, an import path).</summary>
    private string Near(string word) => word.StartsWith('.') || Path.Exists(Whole(word)) ? Whole(word) : word;
}
