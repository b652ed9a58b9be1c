using System.Text;
using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Fuzzing.Writing;
using InteropFuzz.Bindings.Model;
using InteropFuzz.Bindings.Reading;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Calls of the functions that a C header declares, generated from it.</summary>
public sealed class HeaderTarget : IFuzzTarget
{
    private const string Module = "headerfuzz";
    private readonly HeaderRequest _request;
    private readonly string _path;
    private readonly LinkOptions _link;

    private HeaderTarget(HeaderRequest request, string path, LinkOptions link, HeaderPlan plan)
    {
        _request = request;
        _path = path;
        _link = link;
        Plan = plan;
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileName(_path);

    /// <summary>How the functions are called, and which are not.</summary>
    public HeaderPlan Plan { get; }

    /// <summary>Reads the header and its annotations, and plans the calls.</summary>
    /// <param name="request">Which header.</param>
    /// <param name="tools">The C compiler, which finds out what can be linked.</param>
    /// <exception cref="FuzzTargetException">There is no such header, it has errors, the annotations do not fit, or the library cannot be linked.</exception>
    /// <exception cref="SetupException">libclang is missing.</exception>
    public static HeaderTarget Open(HeaderRequest request, HostTools tools)
    {
        var path = HeaderFile.Find(request.Header, request.Include)
            ?? throw new FuzzTargetException($"there is no header '{request.Header}', here or in {string.Join(", ", HeaderFile.Folders(request.Include))}; --include DIR names a further folder");
        try
        {
            string[] flags = [.. request.Include.Select(i => "-I" + Path.GetFullPath(i)), .. request.Define.Select(d => "-D" + d)];
            var header = HeaderReader.Read(new(path) { ClangArguments = flags });
            var link = HeaderFile.Link(path, flags, request.Link);
            var annotations = Annotations(request.Annotations, path);
            // What is wrong with the annotations is said before anything is linked.
            HeaderPlanner.Plan(header, annotations, new());
            // What a library built from source exports is not known yet; the system's tells when it is linked behind it.
            var missing = request.Library is null || request.Link.Count > 0 ? LinkCheck.Missing(header, link, tools) : new Dictionary<string, string>();
            var plan = HeaderPlanner.Plan(header, annotations, new() { OutOfRange = request.OutOfRange, Missing = missing });
            if (plan.Calls.Count == 0) throw new FuzzTargetException($"{path} declares no function that can be called:\n{Listed(plan.Unbound)}");
            return new(request, path, link, plan);
        }
        catch (HeaderException e)
        {
            throw new FuzzTargetException(e.Message, e);
        }
        catch (AnnotationException e)
        {
            throw new FuzzTargetException(e.Message, e);
        }
        catch (LibclangMissingException e)
        {
            throw new SetupException(e.Message);
        }
    }

    /// <summary>What is not called, a line for each function.</summary>
    public static string Listed(IEnumerable<COmission> unbound) => string.Concat(unbound.Select(u => $"  {u}\n"));

    /// <inheritdoc/>
    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(folder, "target"));
        AtomicFile.Write(Path.Combine(folder, "go.mod"), $"module {Module}\n\ngo 1.19\n");
        foreach (var (name, text) in TargetWriter.Write(Plan, _link))
        {
            cancel.ThrowIfCancellationRequested();
            AtomicFile.Write(Path.Combine(folder, "target", name), text);
        }
        return Task.FromResult(new FuzzSource
        {
            Folder = folder,
            Module = Module,
            Covered = [Module + "/target"],
            Sources = [_path],
            LinkFlags = _request.Link,
            Library = _request.Library,
        });
    }

    /// <inheritdoc/>
    public IEnumerable<byte[]> Seeds() => ProgramSeeds.Of(Plan);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Dictionary() => ProgramDictionary.Of(Plan);

    /// <inheritdoc/>
    public IEnumerable<byte[]> Smaller(byte[] input) => ProgramReducer.Smaller(Plan, input);

    /// <inheritdoc/>
    public string Show(byte[] input) => ProgramListing.Show(Plan, input);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel)
        => Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(StandaloneWriter.Write(Plan, _link, input).ToDictionary(f => f.Key, f => Encoding.UTF8.GetBytes(f.Value)));

    private static Annotations Annotations(string? file, string header)
    {
        if (file is null) return ReadyAnnotations.For(Path.GetFileName(header)) is var (name, ready) ? AnnotationReader.Read(ready, name) with { ForEveryVersion = true } : Bindings.Fuzzing.Annotating.Annotations.None;
        try
        {
            return AnnotationReader.Read(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FuzzTargetException($"the annotations cannot be read: {e.Message}", e);
        }
    }
}
