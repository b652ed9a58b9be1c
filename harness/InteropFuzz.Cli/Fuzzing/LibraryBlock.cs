using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Cli.Fuzzing;

/// <summary>The <c>library</c> block of a target, or the file of <c>--library</c>: how a C library is built from source.</summary>
internal static class LibraryBlock
{
    private const string Keys = "folder, command, archive, headers, sources";

    /// <summary>What it says; null when the target has none.</summary>
    /// <exception cref="FuzzTargetException">It is none; the message says what is wrong.</exception>
    public static LibrarySource? Read(FuzzTargetWords words)
    {
        if (words.Library is not { } text) return null;
        var values = Values(words.Place, text);
        if (values.Keys.FirstOrDefault(k => !Keys.Split(", ").Contains(k)) is { } unknown) throw new FuzzTargetException($"{words.Place}: unknown key '{unknown}'; a library has {Keys}");
        string Needed(string key) => values.GetValueOrDefault(key) ?? throw new FuzzTargetException($"{words.Place}: a library needs '{key}'; it has {Keys} (docs/fuzzing/campaigns.md)");
        var folder = Path.GetFullPath(Needed("folder"), words.Folder);
        return Directory.Exists(folder)
            ? new()
            {
                Folder = folder,
                Command = Needed("command"),
                Archive = Needed("archive"),
                Headers = values.GetValueOrDefault("headers"),
                Sources = values.GetValueOrDefault("sources")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [],
            }
            : throw new FuzzTargetException($"{words.Place}: there is no folder '{folder}' with the library's source");
    }

    private static Dictionary<string, string> Values(string place, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new FuzzTargetException($"{place}: the library's line {e.Start.Line} is not YAML: {e.Message}", e);
        }
        return stream.Documents is [{ RootNode: YamlMappingNode map }] && map.All(f => f is { Key: YamlScalarNode { Value: not null }, Value: YamlScalarNode { Value: not null } })
            ? map.ToDictionary(f => ((YamlScalarNode)f.Key).Value!, f => ((YamlScalarNode)f.Value).Value!)
            : throw new FuzzTargetException($"{place}: a library has keys and values: {Keys}");
    }
}
