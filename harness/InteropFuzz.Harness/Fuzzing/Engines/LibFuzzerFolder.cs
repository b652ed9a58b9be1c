using System.Security.Cryptography;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>
/// What a fuzzing process may write into: its status, and the inputs that it found. The corpus itself is only shown to it; what it found goes there
/// from here, checked.
/// </summary>
internal sealed class LibFuzzerFolder : IDisposable
{
    private const string StatusFile = "status", FoundFolder = "found", MergeFile = "merge", SharedFolder = "shared";

    /// <summary>A line for each input, with a number for each feature of it.</summary>
    private const int MostMergeBytes = 1 << 30;

    private readonly ScratchFolder _scratch = new();
    private readonly FileStream _status;
    private readonly string _found, _corpus;
    private readonly int _longest;

    /// <summary>Makes it.</summary>
    /// <param name="corpus">Where inputs go.</param>
    /// <param name="longest">The longest one, in bytes.</param>
    public LibFuzzerFolder(string corpus, int longest)
    {
        (_corpus, _longest) = (corpus, longest);
        Path = Open(_scratch.PathOf(SharedFolder));
        _found = Open(System.IO.Path.Combine(Path, FoundFolder));
        _status = DriverStatus.Create(System.IO.Path.Combine(Path, StatusFile), longest);
        Inputs = Readable(corpus);
    }

    /// <summary>The folder, to be shared with the cage.</summary>
    public string Path { get; }

    /// <summary>How many inputs the corpus has.</summary>
    public int Inputs { get; private set; }

    /// <summary>When the last one came; null when none did.</summary>
    public DateTimeOffset? LastNew { get; private set; }

    /// <summary>The status file as the program sees it.</summary>
    public static string StatusIn(Cage cage) => $"{cage.InnerShared}/{StatusFile}";

    /// <summary>The folder for inputs as the program sees it.</summary>
    public static string FoundIn(Cage cage) => $"{cage.InnerShared}/{FoundFolder}";

    /// <summary>The file in which a merge writes what it comes to, as the program sees it.</summary>
    public static string MergeIn(Cage cage) => $"{cage.InnerShared}/{MergeFile}";

    /// <summary>
    /// The inputs that a merge would keep: the smallest that cover all, which are in the folder of what was found, and those that it did not perform
    /// to the end. Null when it wrote nothing that makes sense.
    /// </summary>
    public IReadOnlySet<string>? Merged()
    {
        if (SharedFile.Read(System.IO.Path.Combine(Path, MergeFile), MostMergeBytes) is not { } control) return null;
        if (MergeControl.Read(System.Text.Encoding.UTF8.GetString(control)) is not { } merge) return null;
        var kept = merge.Unfinished.ToHashSet();
        kept.UnionWith(Directory.EnumerateFiles(_found).Select(f => System.IO.Path.GetFileName(f)));
        return kept;
    }

    /// <summary>Where the program is.</summary>
    public DriverStatus Status() => DriverStatus.Read(_status);

    /// <summary>Brings what was found into the corpus.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Collect()
    {
        foreach (var file in Directory.EnumerateFileSystemEntries(_found))
        {
            var input = SharedFile.Read(file, _longest);
#pragma warning disable CA5350 // libFuzzer names inputs so; nothing rests on it being hard to forge.
            var name = input is null ? "" : Convert.ToHexStringLower(SHA1.HashData(input));
#pragma warning restore CA5350
            // libFuzzer may be about to write the rest of it.
            if (input is null || name != System.IO.Path.GetFileName(file)) continue;
            Keep(name, input);
            File.Delete(file);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _status.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Whole or not at all, so that a corpus never holds half an input.</summary>
    private void Keep(string name, byte[] input)
    {
        var path = System.IO.Path.Combine(_corpus, name);
        if (File.Exists(path)) return;
        var aside = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllBytes(aside, input);
        File.Move(aside, path, overwrite: true);
        Inputs++;
        LastNew = DateTimeOffset.Now;
    }

    /// <summary>Lets the program's user, who is another than the harness's where that is root, read the corpus; gives how many inputs it has.</summary>
    private static int Readable(string corpus)
    {
        var inputs = Directory.GetFiles(corpus);
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return inputs.Length;
        File.SetUnixFileMode(corpus, File.GetUnixFileMode(corpus) | (UnixFileMode)0b101_101);
        foreach (var input in inputs)
            if (File.GetUnixFileMode(input) is var mode && !mode.HasFlag(UnixFileMode.OtherRead)) File.SetUnixFileMode(input, mode | UnixFileMode.OtherRead);
        return inputs.Length;
    }

    /// <summary>A folder that the program's user, who may be another than the harness's, can write into.</summary>
    private static string Open(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b1_111_111_111);
        return path;
    }
}
