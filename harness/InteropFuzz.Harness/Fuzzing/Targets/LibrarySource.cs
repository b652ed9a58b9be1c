using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A C library that is built from its source for every way of building a target, and linked in front of the system's.</summary>
public sealed record LibrarySource
{
    /// <summary>The folder of its source. It is copied, never written to.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// The shell command that builds it, in a copy of the folder. CC, CXX, AR, CFLAGS, CXXFLAGS, LDFLAGS and JOBS are set, and make takes them
    /// over by itself where its rules use them.
    /// </summary>
    public required string Command { get; init; }

    /// <summary>The archive that it makes, below the folder.</summary>
    public required string Archive { get; init; }

    /// <summary>A folder of headers below the folder that goes in front of the system's; null for none.</summary>
    public string? Headers { get; init; }

    /// <summary>
    /// The library in a few C files and headers, below the folder once it is built (an amalgamation): standalone programs take them along, so that
    /// they need no library. Empty for none.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    private const string Keys = "folder, command, archive, headers, sources";

    /// <summary>Reads a <c>library</c> block of campaign.yaml, or the file of <c>--library</c>.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="folder">What the source's folder is relative to.</param>
    /// <param name="place">Where it stands, for messages.</param>
    /// <exception cref="FuzzTargetException">It is no such block; the message says which key is missing, unknown or empty.</exception>
    public static LibrarySource Read(string yaml, string folder, string place)
    {
        try
        {
            var fields = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string?>?>(yaml) ?? [];
            if (fields.Keys.FirstOrDefault(k => !Keys.Split(", ").Contains(k)) is { } unknown) throw new FuzzTargetException($"{place}: library: unknown key '{unknown}'; a library has {Keys}");
            string Needed(string key) => fields.GetValueOrDefault(key) is { Length: > 0 } value ? value : throw new FuzzTargetException($"{place}: library: '{key}' is missing; a library has {Keys}");
            return new()
            {
                Folder = Path.GetFullPath(Needed("folder"), Path.GetFullPath(folder)),
                Command = Needed("command"),
                Archive = Needed("archive"),
                Headers = fields.GetValueOrDefault("headers"),
                Sources = fields.GetValueOrDefault("sources")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [],
            };
        }
        catch (YamlException e)
        {
            throw new FuzzTargetException($"{place}: library: line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}
