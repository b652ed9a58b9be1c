namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>A fuzz function of a user's package; made by <see cref="PackageTargets"/>.</summary>
public sealed class PackageTarget : IFuzzTarget
{
    private readonly GoArguments _arguments;
    private readonly IReadOnlyList<byte[]> _added;
    private readonly PackageTargets _targets;
    private readonly GoRewriter _rewriter;
    private readonly LibraryBuilder _libraries;
    private readonly PackageRequest _request;

    internal PackageTarget(FuzzFunction function, GoArguments arguments, IReadOnlyList<byte[]> added, PackageTargets targets, GoRewriter rewriter, LibraryBuilder libraries, PackageRequest request)
        => (Function, _arguments, _added, _targets, _rewriter, _libraries, _request) = (function, arguments, added, targets, rewriter, libraries, request);

    /// <summary>The fuzz function.</summary>
    public FuzzFunction Function { get; }

    /// <summary>What its body takes besides T.</summary>
    public IReadOnlyList<GoValueType> Types => _arguments.Types;

    /// <inheritdoc/>
    public string Name => $"{Function.Package.Path}.{Function.Name}";

    /// <inheritdoc/>
    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel)
        => Task.FromResult(_targets.With(_request.Library, new PackageModule(Function).Write(folder, Types)));

    /// <summary>What f.Add gave, and the files of testdata/fuzz.</summary>
    /// <exception cref="FuzzTargetException">A file of testdata/fuzz does not fit the fuzz function.</exception>
    public IEnumerable<byte[]> Seeds() => [.. _added, .. GoCorpus().Select(f => f.Input)];

    /// <summary>The files of testdata/fuzz, by name, as inputs.</summary>
    /// <exception cref="FuzzTargetException">One of them does not fit the fuzz function; the message names file and line.</exception>
    public IEnumerable<(string File, byte[] Input)> GoCorpus()
        => Directory.Exists(Function.CorpusFolder)
            ? Directory.GetFiles(Function.CorpusFolder).Order(StringComparer.Ordinal).Select(f => (f, _arguments.Encode(GoCorpusFile.Read(f, File.ReadAllText(f), Types))))
            : [];

    /// <inheritdoc/>
    public IEnumerable<byte[]> Smaller(byte[] input) => GoArguments.Smaller(_arguments.Decode(input)).Select(_arguments.Encode);

    /// <inheritdoc/>
    public string Show(byte[] input) => string.Join('\n', _arguments.Decode(input).Select(GoLiteral.Write));

    /// <summary>An input as a file of testdata/fuzz.</summary>
    /// <returns>The name that Go would give to it, and its text.</returns>
    public (string Name, string Text) ToGoCorpus(byte[] input)
    {
        var text = GoCorpusFile.Write(_arguments.Decode(input));
        return (GoCorpusFile.Name(text), text);
    }

    /// <summary>An input from the text of a file of testdata/fuzz.</summary>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="FuzzTargetException">It does not fit the fuzz function.</exception>
    public byte[] FromGoCorpus(string name, string text) => _arguments.Encode(GoCorpusFile.Read(name, text, Types));

    /// <summary>Writes an input into the package's testdata/fuzz, where go test takes it as a seed from now on.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string Keep(byte[] input)
    {
        var (name, text) = ToGoCorpus(input);
        var file = Path.Combine(Directory.CreateDirectory(Function.CorpusFolder).FullName, name);
        Storage.AtomicFile.Write(file, text);
        return file;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel)
        => await new PackageProgram(Function, _arguments, _rewriter, _request, _libraries).WriteAsync(input, cancel);
}
