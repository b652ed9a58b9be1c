using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Checking.Tests;

/// <summary>
/// Where the tests of a cell run. They find the package's folder at its own path, as under go test, and may write beside themselves: it is a copy, which goes away.
/// All else of the user's files is read-only. Without a sandbox they run in the package's folder itself.
/// </summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>What a folder may hold for being copied; a larger one is shown as it is, read-only.</summary>
    private const long MostCopied = 512L << 20;

    private const string Git = ".git";

    private readonly ScratchFolder _scratch = new();
    private readonly string? _copy;

    /// <summary>Makes the copy.</summary>
    /// <param name="package">The package's folder.</param>
    /// <param name="root">The user's files around it.</param>
    /// <param name="sandboxed">Whether there is a sandbox.</param>
    /// <param name="runs">The folder of checks, which is no part of the package should it lie there.</param>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public TestFolder(string package, string root, bool sandboxed, string runs)
    {
        Start = package;
        if (!sandboxed) return;
        // The program's user is another one when the harness is root, and must be able to enter.
        if (!Chain(package, root).Contains(root)) root = package;
        var asOther = Environment.IsPrivilegedProcess;
        var at = asOther && !Chain(package, root).All(IsOpen) ? root : package;
        if (Size(at) > MostCopied)
        {
            Note = $"the package's folder is larger than {MostCopied >> 20} MiB: its tests could not write into it";
            at = null;
        }
        var closed = asOther ? Ancestors(root).FirstOrDefault(f => !IsOpen(f)) : null;
        Emptied = closed is null ? [] : [closed];
        if (at is not null) Copy(at, _copy = _scratch.PathOf("package"), runs);
        Bound = [.. at == root || !Directory.Exists(root) ? [] : new BoundFolder[] { new(root, root, false) }, .. _copy is null ? [] : new BoundFolder[] { new(_copy, at!, true) }];
    }

    /// <summary>Where they start.</summary>
    public string Start { get; }

    /// <summary>What the sandbox shows them.</summary>
    public IReadOnlyList<BoundFolder> Bound { get; } = [];

    /// <summary>What it does not show them.</summary>
    public IReadOnlyList<string> Emptied { get; } = [];

    /// <summary>Why they cannot write there; null when they can.</summary>
    public string? Note { get; }

    /// <summary>A home for tests outside of a sandbox.</summary>
    public string Scratch => _scratch.Path;

    /// <summary>A program that stands for the go command: a file outside of what tests may write.</summary>
    /// <param name="script">What it does; the first one stays.</param>
    public string GoCommand(string script)
    {
        const string name = "go";
        if (File.Exists(_scratch.PathOf(name))) return _scratch.PathOf(name);
        using var file = _scratch.Create(name);
        file.Write(System.Text.Encoding.UTF8.GetBytes(script));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)0b111_101_101);
        return file.Name;
    }

    /// <summary>Ends when the tests have written more than so many bytes beside themselves.</summary>
    /// <param name="most">How many.</param>
    /// <param name="cancel">Ends the watching.</param>
    public async Task WatchAsync(long most, CancellationToken cancel)
    {
        var watched = _copy ?? _scratch.Path;
        var before = Size(watched);
        while (true)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            if (Size(watched) - before > most) return;
            // A look at many files costs something.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(500, clock.ElapsedMilliseconds * 50)), cancel);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    private static IEnumerable<string> Chain(string folder, string root)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (at == root) yield break;
        }
    }

    private static IEnumerable<string> Ancestors(string folder) => Chain(folder, "/").Skip(1).Reverse();

    private static bool IsOpen(string folder)
        => OperatingSystem.IsWindows() || !Directory.Exists(folder) || (File.GetUnixFileMode(folder) & (UnixFileMode.OtherRead | UnixFileMode.OtherExecute)) == (UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    private static long Size(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(f => !f.FullName.Contains($"/{Git}/", StringComparison.Ordinal)).Sum(LengthOf);
        }
        catch (IOException)
        {
            // Files come and go meanwhile.
            return 0;
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Copy(string from, string to, string leftOut)
    {
        Directory.CreateDirectory(to);
        Open(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link) File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
            {
                if (entry.Name != Git && entry.FullName != leftOut) Copy(entry.FullName, target, leftOut);
            }
            else if (entry is FileInfo file)
            {
                file.CopyTo(target);
                Open(target);
            }
        }
    }

    /// <summary>Lets everybody read and write, and execute who could before.</summary>
    private static void Open(string path)
    {
        const UnixFileMode executable = (UnixFileMode)0b001_001_001, open = (UnixFileMode)0b110_110_110;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (File.GetUnixFileMode(path) & executable) == 0 ? open : open | executable);
    }
}
