using System.Globalization;
using InteropFuzz.Harness.Campaigns;
using InteropFuzz.Triage;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Storage;

/// <summary>
/// A YAML file that a person writes, read node by node. What is wrong is kept as <c>file:line: message</c> and reading goes on, so that everything
/// is told at once; values of wrong nodes are of no use.
/// </summary>
public sealed class YamlForm
{
    /// <summary>Far more than any such file needs.</summary>
    private const int MostCharacters = 1 << 20;

    /// <summary>Deeper than any such file goes; the loader calls itself for each level.</summary>
    private const int MostLevels = 16;

    private readonly List<string> _errors = [];
    private readonly string _file;
    private YamlNode? _wrong;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name in messages.</param>
    public YamlForm(string text, string file)
    {
        _file = file;
        try
        {
            if (text.Length > MostCharacters) _errors.Add($"{file}:1: this is longer than such a file ever is; is it the right one?");
            else if (TooDeep(text) is { } line) _errors.Add($"{file}:{line}: this is nested deeper than such a file ever is");
            else Load(text);
        }
        catch (YamlException e)
        {
            _errors.Add($"{file}:{e.Start.Line}: this is not YAML: {Words(e)}");
        }
    }

    /// <summary>What the file holds; null when it is empty or cannot be read.</summary>
    public YamlNode? Root { get; private set; }

    /// <summary>What is wrong, each as <c>file:line: message</c> with the way out.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The line of a node.</summary>
    public static int Line(YamlNode node) => (int)node.Start.Line;

    /// <summary>The fields with a known key; an unknown one is an error that names the nearest.</summary>
    /// <param name="node">A mapping.</param>
    /// <param name="what">What it is: <c>a suppression</c>.</param>
    /// <param name="keys">The keys that it may have.</param>
    public IEnumerable<(string Key, YamlNode Value)> Fields(YamlNode node, string what, IReadOnlyList<string> keys)
    {
        if (node is not YamlMappingNode map)
        {
            Error(node, $"keys and values are expected here; {what} has {string.Join(", ", keys)}");
            yield break;
        }
        foreach (var (name, value) in map)
        {
            var key = name is YamlScalarNode { Value: { } text } ? text : "";
            if (keys.Contains(key)) yield return (key, value);
            else Error(name, $"unknown key '{key}'; {Hint(key, what, keys)}");
        }
    }

    /// <summary>The entries of a mapping with keys of the user's own.</summary>
    public IEnumerable<(string Key, YamlNode Value)> Entries(YamlNode node, string example)
    {
        if (node is YamlMappingNode map) return map.Select(f => (Text(f.Key), f.Value));
        Error(node, $"names with values are expected here, such as {example}");
        return [];
    }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<YamlNode> Items(YamlNode node)
    {
        if (node is YamlSequenceNode list) return [.. list];
        Error(node, "a list is expected here: each item on a line of its own, behind '- '");
        return [];
    }

    /// <summary>One text, without blanks around it; no path or argument can have a NUL.</summary>
    public string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && text.Trim() is { Length: > 0 } trimmed && !trimmed.Contains('\0')) return trimmed;
        Error(node, "a text is expected here");
        return "";
    }

    /// <summary>A list, or one text with commas.</summary>
    public IReadOnlyList<string> Words(YamlNode node)
    {
        string[] words = node is YamlSequenceNode list ? [.. list.Select(Text)] : Text(node).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. words.Where(w => w.Length > 0).Distinct()];
    }

    /// <summary>Words of which each has to be right.</summary>
    /// <param name="node">The node.</param>
    /// <param name="wrong">What is wrong with a word; null when it is right.</param>
    public IReadOnlyList<string> Words(YamlNode node, Func<string, string?> wrong)
    {
        var words = Words(node);
        if (words.Select(wrong).FirstOrDefault(w => w is not null) is { } first) Error(node, first);
        return words;
    }

    /// <summary>One of some words.</summary>
    public string OneOf(YamlNode node, params IReadOnlyList<string> words)
    {
        var text = Text(node);
        if (!words.Contains(text)) Error(node, $"'{text}' is not one of {string.Join(", ", words)}");
        return text;
    }

    /// <summary>true or false.</summary>
    public bool Flag(YamlNode node)
    {
        if (node is YamlScalarNode { Value: "true" or "false" } scalar) return scalar.Value == "true";
        Error(node, "true or false is expected here");
        return false;
    }

    /// <summary>A whole number within bounds; <c>1_000</c> is one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="least">The least.</param>
    /// <param name="most">The greatest.</param>
    /// <param name="because">Behind the message: why these bounds.</param>
    public int Number(YamlNode node, int least, int most, string because = "") => (int)Number(node, (long)least, most, because);

    /// <inheritdoc cref="Number(YamlNode, int, int, string)"/>
    public long Number(YamlNode node, long least, long most, string because = "")
    {
        if (long.TryParse(Text(node).Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Error(node, $"a whole number from {least} {(most == long.MaxValue ? "up" : $"to {most}")} is expected here{because}");
        return least;
    }

    /// <summary>A path as a whole one.</summary>
    /// <param name="node">A path, absolute, below the home (<c>~/…</c>) or relative.</param>
    /// <param name="folder">What it is relative to.</param>
    public string WholePath(YamlNode node, string folder)
    {
        var path = Text(node);
        return path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : Path.GetFullPath(path, folder);
    }

    /// <summary>A file that is there, as a whole path.</summary>
    /// <inheritdoc cref="WholePath"/>
    public string ExistingFile(YamlNode node, string folder)
    {
        var path = WholePath(node, folder);
        if (!File.Exists(path)) Error(node, $"there is no file '{Text(node)}' (relative to this file)");
        return path;
    }

    /// <summary>A time such as 90s or 1h30m.</summary>
    public TimeSpan Time(YamlNode node)
    {
        if (FuzzQuantity.TryTime(Text(node), out var time)) return time;
        Error(node, $"{FuzzQuantity.TimeForm} is expected here");
        return TimeSpan.Zero;
    }

    /// <summary>Adds an error; the first thing that is wrong with a node says enough.</summary>
    public void Error(YamlNode node, string message)
    {
        if (ReferenceEquals(node, _wrong)) return;
        _wrong = node;
        _errors.Add($"{_file}:{Line(node)}: {message}");
    }

    private void Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count > 1) Error(stream.Documents[1].RootNode, "a second document; everything goes into the first");
        // A file with nothing but comments says nothing, and nothing is wrong with it.
        Root = stream.Documents is [var document, ..] && document.RootNode is not YamlScalarNode { Value: null or "" } ? document.RootNode : null;
    }

    private static string Hint(string key, string what, IReadOnlyList<string> keys)
        => Likeness.Nearest(key, keys) is { } nearest ? $"did you mean '{nearest}'?" : $"{what} has {string.Join(", ", keys)}";

    /// <summary>The line where nesting goes too deep; null when it does not.</summary>
    private static long? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var level = 0; parser.MoveNext();)
        {
            level += parser.Current switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
            if (level > MostLevels) return parser.Current!.Start.Line;
        }
        return null;
    }

    /// <summary>The message without its place, which it begins with in words of its own.</summary>
    private static string Words(YamlException e) => e.Message[(e.Message.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
}
