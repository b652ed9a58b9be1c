using InteropFuzz.Harness.Operations;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>
/// Operation programs over cgo (docs/operations.md): legal ones, in which any report is a fault of ours or of a toolchain, or legal ones with one
/// illegal operation among them.
/// </summary>
public sealed class ShimTarget : IFuzzTarget
{
    private const string LegalName = "shim", Module = "interopfuzz/fuzz/shim";
    private const int SeedPrograms = 64, BesideHeavy = 8;

    private readonly string _native;
    private readonly Operation? _illegal;

    /// <summary>Makes the target.</summary>
    /// <param name="native">The repository's folder <c>native</c>.</param>
    /// <param name="illegal">The illegal operation that programs may hold, by its name; null for legal programs.</param>
    /// <exception cref="FuzzTargetException">There is no such illegal operation; the message lists them.</exception>
    public ShimTarget(string native, string? illegal = null)
    {
        _native = Path.GetFullPath(native);
        if (illegal is null) return;
        _illegal = Forbidden.FirstOrDefault(o => o.Name == illegal)
            ?? throw new FuzzTargetException($"the shim has no illegal operation '{illegal}': {string.Join(", ", Forbidden.Select(o => o.Name))}");
    }

    /// <summary>The illegal operations, in the order of their numbers.</summary>
    public static IEnumerable<Operation> Forbidden => OperationTable.Current.Operations.Where(o => !o.IsLegal);

    /// <inheritdoc/>
    public string Name => _illegal is null ? LegalName : $"{LegalName}/{_illegal.Name}";

    /// <inheritdoc/>
    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel)
    {
        var go = Path.Combine(_native, "go-ops");
        if (!File.Exists(Path.Combine(go, "go.mod"))) throw new FuzzTargetException($"{go} is not there: the shim's sources are part of the repository");
        Directory.CreateDirectory(Path.Combine(folder, "target"));
        AtomicFile.Write(Path.Combine(folder, "go.mod"), $"module {Module}\n\ngo 1.19\n\nrequire interopfuzz/ops v0.0.0\n\nreplace interopfuzz/ops => {Quoted(go)}\n");
        AtomicFile.Write(Path.Combine(folder, "target", "target.go"), $$"""
            // Package target performs operation programs on the shim.
            package target

            import "interopfuzz/ops/ops"

            // One performs the legal operations of a program{{(_illegal is null ? "" : $" and {_illegal.Name}")}}.
            func One(data []byte) int { return ops.Perform(data, "{{_illegal?.Name}}") }

            """);
        return Task.FromResult(new FuzzSource
        {
            Folder = folder,
            Module = Module,
            Covered = ["interopfuzz/ops/..."],
            Mutator = Mutator(),
            Sources = [go, Path.Combine(_native, "src"), Path.Combine(_native, "include")],
        });
    }

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds()
    {
        yield return new OperationProgram([]).Encode();
        var random = new RandomPrograms(1);
        for (var i = 1; i <= SeedPrograms; i++) yield return random.NextDrawn(i).Encode();
        // One of these among them may well be missing.
        foreach (var heavy in OperationCosts.Heavy.Keys)
            yield return new OperationProgram([.. random.NextDrawn(BesideHeavy).Steps, OperationProgram.Decode([(byte)OperationTable.Current.Version, (byte)heavy.Number, 0, 2, 2]).Steps[0]]).Encode();
    }

    /// <summary>Every operation that counts, on the first place of its banks and with something to work on, so that one finds what another left.</summary>
    public IEnumerable<byte[]> Dictionary()
        => OperationTable.Current.Operations.Where(IsPerformed).Select(o => (byte[])[(byte)o.Number, .. o.Arguments.Select(a => (byte)(a.Kind.Name == "slot" ? 0 : 2)), .. new byte[3 - o.Arguments.Count]]);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Smaller(byte[] input) => SmallerPrograms.Of(input);

    /// <inheritdoc/>
    public string Show(byte[] input)
    {
        var program = OperationProgram.Decode(input);
        if (program.Version != OperationTable.Current.Version) return $"a program of version {program.Version}, which this build does not know\n";
        return string.Concat(program.Steps.Select((s, i) => $"{i} {s}{(IsPerformed(s.Operation) ? "" : " (off)")}\n"));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel)
    {
        var steps = OperationProgram.Decode(input).Steps.Where(s => IsPerformed(s.Operation)).ToList();
        return Task.FromResult(steps.Count == 0 ? null : new StandaloneProgram(_native).Of(steps));
    }

    /// <summary>native/fuzz/mutate_operations.c for this target.</summary>
    private string Mutator()
    {
        var table = OperationTable.Current;
        return $"""
            #define OPS_VERSION {table.Version}
            #define OPS_LEGAL {table.Operations.Count(o => o.IsLegal)}
            #define OPS_WANTED {_illegal?.Number ?? -1}
            #define OPS_ORDINARY {OperationCosts.Ordinary}
            #define OPS_HEAVY {string.Join(", ", OperationCosts.Heavy.Select(h => $"{{{h.Key.Number}, {h.Value}}}"))}

            """ + Resource("mutate_operations.c");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ShimTarget).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }

    private bool IsPerformed(Operation operation) => operation.IsLegal || operation == _illegal;

    /// <summary>A path in go.mod: in quotes where it has a space or what starts a comment.</summary>
    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
