using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>What go list says of a package (cmd/go/internal/load/pkg.go, PackagePublic).</summary>
public sealed record GoPackage
{
    /// <summary>The fields that are asked for.</summary>
    public const string Fields = "ImportPath,Dir,Name,Root,Standard,DepOnly,ForTest,GoFiles,CgoFiles,CFiles,CXXFiles,HFiles,SFiles,SysoFiles,EmbedFiles,"
        + "TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports,CgoCFLAGS,CgoLDFLAGS,CgoPkgConfig,Module,Error,DepsErrors";

    /// <summary>The import path, followed by <c> [PATH.test]</c> in a test variant.</summary>
    public string ImportPath { get; init; } = "";

    /// <summary>Its folder.</summary>
    public string Dir { get; init; } = "";

    /// <summary>The name of its package clause.</summary>
    public string Name { get; init; } = "";

    /// <summary>The root of its tree: the module's folder, or the GOPATH entry.</summary>
    public string? Root { get; init; }

    /// <summary>Whether it belongs to Go.</summary>
    public bool Standard { get; init; }

    /// <summary>Whether only an import brought it here.</summary>
    public bool DepOnly { get; init; }

    /// <summary>The package that it is the test variant of.</summary>
    public string? ForTest { get; init; }

    /// <summary>Go files without cgo.</summary>
    public IReadOnlyList<string> GoFiles { get; init; } = [];

    /// <summary>Go files that import "C".</summary>
    public IReadOnlyList<string> CgoFiles { get; init; } = [];

    /// <summary>C files.</summary>
    public IReadOnlyList<string> CFiles { get; init; } = [];

    /// <summary>C++ files.</summary>
    [JsonPropertyName("CXXFiles")]
    public IReadOnlyList<string> CxxFiles { get; init; } = [];

    /// <summary>Headers.</summary>
    public IReadOnlyList<string> HFiles { get; init; } = [];

    /// <summary>Assembly.</summary>
    public IReadOnlyList<string> SFiles { get; init; } = [];

    /// <summary>Objects that are linked as they are.</summary>
    public IReadOnlyList<string> SysoFiles { get; init; } = [];

    /// <summary>Files of its go:embed lines.</summary>
    public IReadOnlyList<string> EmbedFiles { get; init; } = [];

    /// <summary>Test files of its own package.</summary>
    public IReadOnlyList<string> TestGoFiles { get; init; } = [];

    /// <summary>Test files of its external test package.</summary>
    public IReadOnlyList<string> XTestGoFiles { get; init; } = [];

    /// <summary>What it imports.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];

    /// <summary>What cgo tells the C compiler.</summary>
    [JsonPropertyName("CgoCFLAGS")]
    public IReadOnlyList<string> CgoCFlags { get; init; } = [];

    /// <summary>What cgo tells the linker.</summary>
    [JsonPropertyName("CgoLDFLAGS")]
    public IReadOnlyList<string> CgoLdFlags { get; init; } = [];

    /// <summary>What cgo asks pkg-config for.</summary>
    public IReadOnlyList<string> CgoPkgConfig { get; init; } = [];

    /// <summary>Its module; null in a GOPATH tree.</summary>
    public GoModule? Module { get; init; }

    /// <summary>What is wrong with it.</summary>
    public GoPackageError? Error { get; init; }

    /// <summary>What is wrong with what it imports.</summary>
    public IReadOnlyList<GoPackageError> DepsErrors { get; init; } = [];

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
    public string Path { get; init; } = "";

    /// <summary>Its version; null for a main module.</summary>
    public string? Version { get; init; }

    /// <summary>Its folder; null for a vendored one.</summary>
    public string? Dir { get; init; }

    /// <summary>Whether it is the user's own.</summary>
    public bool Main { get; init; }

    /// <summary>The release of its go line.</summary>
    public string? GoVersion { get; init; }

    /// <summary>What stands in its place.</summary>
    public GoModule? Replace { get; init; }
}

/// <summary>What go list finds wrong.</summary>
public sealed record GoPackageError
{
    /// <summary>File, line and column.</summary>
    public string? Pos { get; init; }

    /// <summary>What.</summary>
    public string Err { get; init; } = "";

    /// <summary>Both.</summary>
    public override string ToString() => string.IsNullOrEmpty(Pos) || Err.Contains(Pos, StringComparison.Ordinal) ? Err : $"{Pos}: {Err}";
}

[JsonSerializable(typeof(GoPackage))]
internal sealed partial class GoPackageJson : JsonSerializerContext;
