using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// Takes a fuzz function out of test files by Go's own parser: a small program in Go (Go/rewrite), built once for each Go release and kept.
/// </summary>
/// <param name="launcher">Starts it.</param>
/// <param name="cache">Where it is kept.</param>
public sealed class GoRewriter(Launcher launcher, CacheFolder cache)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);
    private readonly GoHelper _helper = new("rewrite", Text("rewrite/main.go"), launcher, cache);

    /// <summary>Rewrites files.</summary>
    /// <exception cref="FuzzTargetException">One of them is no Go; the message names file and line.</exception>
    public async Task<GoRewritten> RunAsync(GoToolchain toolchain, GoRewriting request, CancellationToken cancel)
    {
        var program = await _helper.BuildAsync(toolchain, cancel);
        using var scratch = new ScratchFolder();
        var (asked, answered) = (scratch.PathOf("request"), scratch.PathOf("answer"));
        await File.WriteAllBytesAsync(asked, JsonSerializer.SerializeToUtf8Bytes(request, GoRewriteJson.Default.GoRewriting), cancel);
        // By files: the launcher bounds what it passes on.
        var result = await launcher.RunAsync(
            new() { Command = ["/bin/sh", "-c", "exec \"$0\" <\"$1\" >\"$2\"", program, asked, answered], Environment = new Dictionary<string, string>(), Deadline = s_deadline }, cancel);
        if (!result.Ending.IsSuccess) throw new LaunchException($"the rewriter of Go files ended with {result.Ending}: {result.Output}");
        var answer = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(answered, cancel), GoRewriteJson.Default.GoRewritten)!;
        return answer.Error.Length == 0 ? answer : throw new FuzzTargetException(answer.Error);
    }

    /// <summary>The text of one of the Go files that the harness carries, by its name below Go/.</summary>
    internal static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"fuzz/{name}") ?? throw new InvalidOperationException($"fuzz/{name} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What is to be rewritten (Go/rewrite/main.go, request).</summary>
public sealed record GoRewriting
{
    /// <summary>The fuzz function; empty keeps the test files whole.</summary>
    public string Function { get; init; } = "";

    /// <summary>Test files: what the fuzz function does not reach goes.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>Other files, which stay whole.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The import path that takes the place of testing's; empty leaves it.</summary>
    public string Testing { get; init; } = "";

    /// <summary>Names of the package itself for testing's types.</summary>
    public IReadOnlyDictionary<string, string>? Renames { get; init; }

    /// <summary>The name that the files' package gets; empty leaves it.</summary>
    public string Package { get; init; } = "";

    /// <summary>Names of packages by their import paths.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a //line directive stands in front.</summary>
    public bool Lines { get; init; }
}

/// <summary>What was rewritten (Go/rewrite/main.go, answer).</summary>
public sealed record GoRewritten
{
    /// <summary>All fuzz functions of the test files.</summary>
    public IReadOnlyList<GoFuzzFunction> Functions { get; set; } = [];

    /// <summary>Texts by the files' paths; a test file that is not needed is missing.</summary>
    public IReadOnlyDictionary<string, string> Files { get; set; } = new Dictionary<string, string>();

    /// <summary>The file with TestMain; empty when there is none.</summary>
    public string TestMain { get; set; } = "";

    /// <summary>Why nothing was rewritten; empty when all was.</summary>
    public string Error { get; set; } = "";
}

/// <summary>A fuzz function and where it stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Package">The name of its file's package.</param>
/// <param name="File">Its file.</param>
/// <param name="Line">Its line.</param>
public sealed record GoFuzzFunction(string Name, string Package, string File, int Line);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoRewriting))]
[JsonSerializable(typeof(GoRewritten))]
internal sealed partial class GoRewriteJson : JsonSerializerContext;
