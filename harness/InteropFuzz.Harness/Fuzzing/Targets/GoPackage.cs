using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>What go list says of a package (cmd/go/internal/load/pkg.go, PackagePublic).</summary>
public sealed record GoPackage
{
    /// <summary>The fields that are asked for.</summary>
    public const string Fields = "ImportPath,Dir,Name,Standard,DepOnly,ForTest,GoFiles,CgoFiles,CFiles,CXXFiles,HFiles,SFiles,SysoFiles,EmbedFiles,"
        + "TestGoFiles,XTestGoFiles,Imports,Module,Error";

    /// <summary>The import path, followed by <c> [PATH.test]</c> in a test variant.</summary>
    public string ImportPath { get; set; } = "";

    /// <summary>Its folder.</summary>
    public string Dir { get; set; } = "";

    /// <summary>The name of its package clause.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether it belongs to Go.</summary>
    public bool Standard { get; set; }

    /// <summary>Whether only an import brought it here.</summary>
    public bool DepOnly { get; set; }

    /// <summary>The package that it is the test variant of.</summary>
    public string? ForTest { get; set; }

    /// <summary>Go files without cgo.</summary>
    public IReadOnlyList<string> GoFiles { get; set; } = [];

    /// <summary>Go files that import "C".</summary>
    public IReadOnlyList<string> CgoFiles { get; set; } = [];

    /// <summary>C files.</summary>
    public IReadOnlyList<string> CFiles { get; set; } = [];

    /// <summary>C++ files.</summary>
    [JsonPropertyName("CXXFiles")]
    public IReadOnlyList<string> CxxFiles { get; set; } = [];

    /// <summary>Headers.</summary>
    public IReadOnlyList<string> HFiles { get; set; } = [];

    /// <summary>Assembly.</summary>
    public IReadOnlyList<string> SFiles { get; set; } = [];

    /// <summary>Objects that are linked as they are.</summary>
    public IReadOnlyList<string> SysoFiles { get; set; } = [];

    /// <summary>Files of its go:embed lines.</summary>
    public IReadOnlyList<string> EmbedFiles { get; set; } = [];

    /// <summary>Test files of its own package.</summary>
    public IReadOnlyList<string> TestGoFiles { get; set; } = [];

    /// <summary>Test files of its external test package.</summary>
    public IReadOnlyList<string> XTestGoFiles { get; set; } = [];

    /// <summary>What it imports.</summary>
    public IReadOnlyList<string> Imports { get; set; } = [];

    /// <summary>Its module; null in a GOPATH tree.</summary>
    public GoModule? Module { get; set; }

    /// <summary>What is wrong with it.</summary>
    public GoPackageError? Error { get; set; }

    /// <summary>The import path without a test variant's mark.</summary>
    public string Path => ImportPath.Split(' ')[0];

    /// <summary>Whether it has C, C++ or a cgo preamble.</summary>
    public bool UsesCgo => CgoFiles.Count > 0;

    /// <summary>All files that it is made of, tests apart.</summary>
    public IEnumerable<string> Files => new[] { GoFiles, CgoFiles, CFiles, CxxFiles, HFiles, SFiles, SysoFiles, EmbedFiles }.SelectMany(f => f);

    /// <summary>Reads the output of <c>go list -json</c>, objects one after the other.</summary>
    /// <exception cref="JsonException">It is no such output.</exception>
    public static IReadOnlyList<GoPackage> ReadList(ReadOnlySpan<byte> output)
    {
        var packages = new List<GoPackage>();
        var reader = new Utf8JsonReader(output, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
            if (JsonSerializer.Deserialize(ref reader, GoPackageJson.Default.GoPackage) is { } package) packages.Add(package);
        return packages;
    }
}

/// <summary>What go list says of a module.</summary>
public sealed record GoModule
{
    /// <summary>Its path.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its version; null for a main module.</summary>
    public string? Version { get; set; }

    /// <summary>Its folder; null for a vendored one.</summary>
    public string? Dir { get; set; }

    /// <summary>Whether it is the user's own.</summary>
    public bool Main { get; set; }

    /// <summary>The release of its go line.</summary>
    public string? GoVersion { get; set; }

    /// <summary>What stands in its place.</summary>
    public GoModule? Replace { get; set; }
}

/// <summary>What go list finds wrong.</summary>
public sealed record GoPackageError
{
    /// <summary>File, line and column.</summary>
    public string? Pos { get; set; }

    /// <summary>What.</summary>
    public string Err { get; set; } = "";

    /// <summary>Both.</summary>
    public override string ToString() => string.IsNullOrEmpty(Pos) || Err.Contains(Pos, StringComparison.Ordinal) ? Err : $"{Pos}: {Err}";
}

[JsonSerializable(typeof(GoPackage))]
internal sealed partial class GoPackageJson : JsonSerializerContext;
