using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Checking.Configuring;

/// <summary>Reads the nodes of an interopfuzz.yaml.</summary>
/// <param name="form">The file; errors go there.</param>
/// <param name="folder">What paths are relative to.</param>
internal sealed class CheckConfigurationReader(YamlForm form, string folder)
{
    /// <summary>The keys of the file, as docs/schemas/interopfuzz.schema.json has them.</summary>
    internal static IReadOnlyList<string> Keys { get; } =
    [
        "packages", "go", "arch", "instruments", "count", "cpu", "shuffle", "isolate", "network", "timeout", "flags", "env", "suppressions",
        "tool-suppressions", "baseline", "outputs",
    ];

    /// <summary>The keys of <c>outputs</c>.</summary>
    internal static IReadOnlyList<string> OutputKeys { get; } = ["json", "junit", "sarif", "markdown", "html", "github"];

    private const int MostCount = 100_000, MostCpus = 4096;

    /// <summary>The configuration; of use only when there was no error.</summary>
    public CheckConfiguration Read(YamlNode root)
    {
        var c = new CheckConfiguration(folder);
        foreach (var (key, value) in form.Fields(root, "interopfuzz.yaml", Keys))
            c = key switch
            {
                "packages" => c with { Packages = form.Words(value) },
                "go" => c with { Go = form.Words(value, w => w == "all" ? null : GoVersion.Wrong(w)) },
                "arch" => c with { Archs = form.Words(value, PlanWords.WrongArch) },
                "instruments" => c with { Instruments = form.Words(value, WrongInstrument) },
                "count" => c with { Count = form.Number(value, 1, MostCount) },
                "cpu" => c with { Cpus = Cpus(value) },
                "shuffle" => c with { Shuffle = Shuffle(value) },
                "isolate" => c with { Isolate = form.Flag(value) },
                "network" => c with { Network = form.Flag(value) },
                "timeout" => c with { Timeout = form.Time(value) },
                "flags" => c with { GoFlags = [.. form.Items(value).Select(Flag)] },
                "env" => c with { Environment = form.Entries(value, "TZ: UTC").DistinctBy(e => e.Key).ToDictionary(e => Variable(value, e.Key), e => Value(e.Value)) },
                "suppressions" => c with { Suppressions = form.ExistingFile(value, folder) },
                "tool-suppressions" => c with { ToolSuppressions = form.Fields(value, "tool-suppressions", ToolSuppression.Tools).ToDictionary(f => f.Key, f => form.ExistingFile(f.Value, folder)) },
                "baseline" => c with { Baseline = Whole(value) },
                _ => c with { Outputs = Outputs(value) },
            };
        return c;
    }

    private CheckOutputs Outputs(YamlNode node)
    {
        var outputs = new CheckOutputs();
        foreach (var (key, value) in form.Fields(node, "outputs", OutputKeys))
            outputs = key switch
            {
                "json" => outputs with { Json = Whole(value) },
                "junit" => outputs with { JUnit = Whole(value) },
                "sarif" => outputs with { Sarif = Whole(value) },
                "markdown" => outputs with { Markdown = Whole(value) },
                "html" => outputs with { Html = Whole(value) },
                _ => outputs with { Github = form.OneOf(value, "auto", "true", "false") switch { "true" => true, "false" => false, _ => null } },
            };
        if (outputs.Files.GroupBy(f => f.Path).FirstOrDefault(g => g.Count() > 1) is { } twice)
            form.Error(node, $"{string.Join(" and ", twice.Select(f => f.Name))} would both go to {twice.Key}");
        return outputs;
    }

    private static string? WrongInstrument(string word)
        => CombinedInstrument.Find(word) is not null ? null
            : Likeness.Nearest(word, InstrumentCatalog.All.Select(i => i.Name)) is { } near ? $"unknown instrument '{word}'; did you mean '{near}'?"
            : $"unknown instrument '{word}'; there are {InstrumentCatalog.Names}";

    private List<int> Cpus(YamlNode node)
    {
        var words = form.Words(node, w => int.TryParse(w, out var n) && n is >= 1 and <= MostCpus ? null : $"'{w}' is not a number of processors from 1 to {MostCpus}");
        return [.. words.Select(w => int.TryParse(w, out var n) ? n : 0)];
    }

    private string Shuffle(YamlNode node)
    {
        var text = form.Text(node);
        if (text is not ("on" or "off") && !(long.TryParse(text, out var seed) && seed > 0)) form.Error(node, "shuffle is off, on, or the seed of an earlier order (a number from 1 up)");
        return text;
    }

    /// <summary>An empty item would be taken for a package.</summary>
    private string Flag(YamlNode node)
    {
        var text = form.Text(node);
        if (text.Length > 0 && text[0] != '-') form.Error(node, $"'{text}' is not a flag of go test, such as -short or -run=TestOpen");
        return text;
    }

    private string Variable(YamlNode node, string name)
    {
        if (name.AsSpan().ContainsAny('=', '\0')) form.Error(node, $"'{name}' cannot be the name of an environment variable");
        return name;
    }

    /// <summary>A variable may be empty.</summary>
    private string Value(YamlNode node) => node is YamlScalarNode { Value: null or "" } ? "" : form.Text(node);

    private string Whole(YamlNode node) => form.WholePath(node, folder);
}
