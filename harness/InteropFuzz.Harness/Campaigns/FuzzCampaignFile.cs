using InteropFuzz.Harness.Storage;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>campaign.yaml: reads it and writes it.</summary>
public static class FuzzCampaignFile
{
    /// <summary>Its usual name.</summary>
    public const string Name = "campaign.yaml";

    /// <summary>Far more than any campaign needs; a file that is greater is none.</summary>
    private const long MostBytes = 1 << 20;

    /// <summary>Reads a file. Paths in it are relative to its folder.</summary>
    /// <exception cref="FuzzCampaignException">It is no campaign; every mistake is listed with its line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FuzzCampaign Read(string path)
    {
        var shown = Path.GetFileName(path);
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes }) throw new FuzzCampaignException([$"{shown}:1: this is more than a campaign ever has; name the campaign.yaml"]);
        return Parse(File.ReadAllText(path), shown, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="folder">What its paths are relative to.</param>
    /// <exception cref="FuzzCampaignException">It is no campaign.</exception>
    public static FuzzCampaign Parse(string text, string file, string folder)
    {
        var form = new YamlForm(text, file);
        if (form.Errors.Count > 0) throw new FuzzCampaignException(form.Errors);
        if (form.Root is not { } root) throw new FuzzCampaignException([$"{file}:1: there is nothing in it; a campaign needs at least 'targets: [shim]'"]);
        var campaign = new FuzzCampaignReader(form, file, folder).Read(root);
        return form.Errors.Count == 0 ? campaign : throw new FuzzCampaignException(form.Errors);
    }

    /// <summary>The campaign as YAML that <see cref="Parse"/> reads as the same campaign, from any folder.</summary>
    public static string Write(FuzzCampaign campaign)
    {
        var top = new YamlMappingNode();
        top.Add("targets", new YamlSequenceNode(campaign.Targets.Select(WriteTarget)));
        List(top, "go", campaign.Go);
        List(top, "arch", campaign.Arch);
        List(top, "instruments", campaign.Instruments);
        Text(top, "engine", campaign.Engine);
        if (campaign.Time > TimeSpan.Zero) top.Add("time", FuzzQuantity.Time(campaign.Time));
        top.Add("triage", FuzzQuantity.Time(campaign.Triage));
        if (campaign.Executions > 0) top.Add("executions", $"{campaign.Executions}");
        if (campaign.Jobs > 0) top.Add("jobs", $"{campaign.Jobs}");
        top.Add("memory", FuzzQuantity.Size(campaign.MemoryBytes));
        top.Add("disk", FuzzQuantity.Size(campaign.DiskBytes));
        top.Add("input-deadline", FuzzQuantity.Time(campaign.InputDeadline));
        top.Add("longest-input", $"{campaign.LongestInput}");
        Text(top, "corpus", campaign.Corpus);
        Text(top, "findings", campaign.Findings);
        List(top, "runner", campaign.Runners);
        Text(top, "runners", campaign.RunnersFile);
        if (campaign.Adopt) top.Add("adopt", "true");
        return Text(top);
    }

    private static YamlMappingNode WriteTarget(FuzzTargetWords words)
    {
        var target = new YamlMappingNode();
        if (words.Kind == FuzzTargetKind.Shim) target.Add("shim", words.Illegal is null ? "legal" : "illegal");
        Text(target, "illegal", words.Illegal);
        Text(target, "package", words.Package);
        Text(target, "function", words.Function);
        if (words.Library is { } library)
        {
            var block = new YamlStream();
            block.Load(new StringReader(library));
            target.Add("library", block.Documents[0].RootNode);
        }
        if (words.Folder.Length > 0) target.Add("folder", words.Folder);
        Text(target, "header", words.Header);
        List(target, "link", words.Link);
        List(target, "include", words.Include);
        List(target, "define", words.Define);
        if (words.OutOfRange) target.Add("out-of-range", "true");
        Text(target, "annotations", words.Annotations);
        Text(target, "dictionary", words.Dictionary);
        List(target, "go", words.Go);
        List(target, "arch", words.Arch);
        List(target, "instruments", words.Instruments);
        Text(target, "engine", words.Engine);
        return target;
    }

    private static void Text(YamlMappingNode map, string key, string? value)
    {
        if (value is not null) map.Add(key, value);
    }

    private static void List(YamlMappingNode map, string key, IReadOnlyList<string> values)
    {
        if (values.Count > 0) map.Add(key, new YamlSequenceNode(values.Select(v => new YamlScalarNode(v))));
    }

    /// <summary>A node as the text of a document.</summary>
    internal static string Text(YamlNode node)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(node)).Save(writer, assignAnchors: false);
        // YamlDotNet closes the document.
        return writer.ToString().Replace("\r", "", StringComparison.Ordinal).Replace("\n...\n", "\n", StringComparison.Ordinal);
    }
}
