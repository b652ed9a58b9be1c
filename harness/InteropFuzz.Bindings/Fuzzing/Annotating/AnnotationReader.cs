using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Bindings.Fuzzing.Annotating;

/// <summary>Reads annotations. What is not known is an error with its line: a misspelt key would otherwise be a false finding later.</summary>
public sealed class AnnotationReader
{
    private const string FileKeys = "dictionary, leave-out, handles, functions, structs",
        HandleKeys = "type, makers, enders, users, made, filled",
        FunctionKeys = "arguments, result, after, not-after, forgets, distinct, keeps",
        ResultKeys = "freed-by, wrote",
        ArgumentKeys = "value, range, values, buffer, length, elements, text, null, kept, user, freed-by, returns";

    private readonly string _file;

    private AnnotationReader(string file) => _file = file;

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="AnnotationException">Something in it is wrong.</exception>
    public static Annotations Read(string text, string file)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            // The message begins with its place in words of its own.
            throw new AnnotationException(file, (int)e.Start.Line, $"this is not YAML: {e.Message[(e.Message.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..]}");
        }
        if (yaml.Documents.Count == 0) return new() { File = file };
        if (yaml.Documents.Count > 1) throw new AnnotationException(file, (int)yaml.Documents[1].RootNode.Start.Line, "a second document; one file is about one header");
        return new AnnotationReader(file).File(yaml.Documents[0].RootNode);
    }

    private Annotations File(YamlNode node)
    {
        var read = new Annotations { File = _file };
        foreach (var (key, value) in Fields(node, FileKeys))
            read = key switch
            {
                "dictionary" => read with { Dictionary = [.. Texts(value).Select(t => t.Value)] },
                "leave-out" => read with { LeaveOut = Map(value, (_, v) => new Noted<string>(Text(v), Line(v))) },
                "handles" => read with { Handles = Map(value, Handle) },
                "functions" => read with { Functions = Map(value, Function) },
                "structs" => read with { Structs = Map(value, (_, v) => new Noted<IReadOnlyDictionary<string, ArgumentNote>>(Map(v, (_, a) => Argument(a)), Line(v))) },
                _ => throw Unknown(value, key, FileKeys),
            };
        return read;
    }

    private HandleNote Handle(string name, YamlNode node)
    {
        var handle = new HandleNote(name, Line(node));
        foreach (var (key, value) in Fields(node, HandleKeys))
            handle = key switch
            {
                "type" => handle with { Type = Text(value) },
                "makers" => handle with { Makers = Texts(value) },
                "enders" => handle with { Enders = Texts(value) },
                "users" => handle with { Users = [.. Texts(value).Select(t => t.Value)] },
                "made" => handle with { Made = OneOf(value, "zero", "nonzero") },
                "filled" => handle with { Filled = Texts(value) },
                _ => throw Unknown(value, key, HandleKeys),
            };
        return handle.Type.Length > 0 ? handle : throw Wrong(node, $"'{name}' needs a type: the struct behind the pointer, or a typedef");
    }

    private FunctionNote Function(string name, YamlNode node)
    {
        var function = new FunctionNote(name, Line(node));
        foreach (var (key, value) in Fields(node, FunctionKeys))
            function = key switch
            {
                "arguments" => function with { Arguments = Map(value, (_, v) => Argument(v)) },
                "result" => Result(function, value),
                "after" => function with { After = Texts(value) },
                "not-after" => function with { NotAfter = Texts(value) },
                "forgets" => function with { Forgets = Texts(value) },
                "distinct" => function with { Distinct = Truth(value) },
                "keeps" => function with { Keeps = Truth(value) },
                _ => throw Unknown(value, key, FunctionKeys),
            };
        return function;
    }

    private FunctionNote Result(FunctionNote function, YamlNode node)
    {
        foreach (var (key, value) in Fields(node, ResultKeys))
            function = key switch
            {
                "freed-by" => function with { FreedBy = new(Text(value), Line(value)) },
                "wrote" => function with { Wrote = new(Text(value), Line(value)) },
                _ => throw Unknown(value, key, ResultKeys),
            };
        return function;
    }

    private ArgumentNote Argument(YamlNode node)
    {
        var argument = new ArgumentNote(Line(node));
        foreach (var (key, value) in Fields(node, ArgumentKeys))
            argument = key switch
            {
                "value" => argument with { Value = Text(value) },
                "range" => argument with { Range = Range(value) },
                "values" => argument with { Values = [.. Texts(value).Select(t => t.Value)] },
                "buffer" => argument with { Buffer = OneOf(value, "in", "out", "inout") },
                "length" => argument with { Length = Text(value) },
                "elements" => argument with { Elements = Number(value) is var n && n > 0 && n <= 1 << 20 ? (int)n : throw Wrong(value, "elements is from 1 to 1048576") },
                "text" => argument with { Text = Truth(value) },
                "null" => argument with { Null = Truth(value) },
                "kept" => argument with { Kept = Truth(value) },
                "user" => argument with { User = Truth(value) },
                "freed-by" => argument with { FreedBy = new(Text(value), Line(value)) },
                "returns" => argument with { Returns = value is YamlScalarNode ? (Number(value), Number(value)) : Range(value) },
                _ => throw Unknown(value, key, ArgumentKeys),
            };
        return argument;
    }

    private List<(string Key, YamlNode Value)> Fields(YamlNode node, string keys)
        => node is YamlMappingNode map ? [.. map.Select(f => (Text(f.Key), f.Value))] : throw Wrong(node, $"keys and values are expected here: {keys}");

    private Dictionary<string, T> Map<T>(YamlNode node, Func<string, YamlNode, T> read)
        => Fields(node, "a name with what is said about it").ToDictionary(f => f.Key, f => read(f.Key, f.Value));

    private List<Noted<string>> Texts(YamlNode node)
        => node is YamlSequenceNode list ? [.. list.Select(n => new Noted<string>(Text(n, mayBeEmpty: true), Line(n)))] : throw Wrong(node, "a list is expected here: [a, b]");

    private string Text(YamlNode node, bool mayBeEmpty = false)
        => node is YamlScalarNode { Value: { } text } && (mayBeEmpty || text.Length > 0) ? text : throw Wrong(node, "a text is expected here");

    private bool Truth(YamlNode node) => OneOf(node, "true", "false") == "true";

    private string OneOf(YamlNode node, params string[] words)
        => Text(node) is var text && words.Contains(text) ? text : throw Wrong(node, $"one of {string.Join(", ", words)} is expected here, not '{text}'");

    private Int128 Number(YamlNode node)
        => Int128.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= long.MinValue && number <= ulong.MaxValue
            ? number : throw Wrong(node, $"a whole number of at most 64 bits is expected here, not '{Text(node)}'");

    private (Int128 First, Int128 Last) Range(YamlNode node)
        => node is YamlSequenceNode list && list.Children is [var first, var last] && (Number(first), Number(last)) is var (a, b) && a <= b
            ? (a, b) : throw Wrong(node, "a range is [first, last], with the smaller number first");

    private AnnotationException Unknown(YamlNode node, string key, string keys) => Wrong(node, $"unknown key '{key}'; there are {keys}");

    private AnnotationException Wrong(YamlNode node, string what) => new(_file, Line(node), what);

    private static int Line(YamlNode node) => (int)node.Start.Line;
}
