using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>
/// The working copy of a corpus that one fuzzing process writes into. What it finds goes into the corpus, and what others found comes to it, each
/// time <see cref="Sync"/> is called. The process is hostile: it can spoil its copy, and nothing else.
/// </summary>
public sealed class FuzzCorpusCopy
{
    private readonly Lock _lock = new();
    private readonly FuzzCorpus _corpus;
    private readonly int _longest;
    private readonly HashSet<string> _here = [];
    private int _given;
    private DateTime _lookedAt;

    /// <summary>Makes an empty folder for it.</summary>
    /// <param name="folder">Where; what was there is deleted.</param>
    /// <param name="corpus">The corpus.</param>
    /// <param name="longest">The longest input, in bytes.</param>
    public FuzzCorpusCopy(string folder, FuzzCorpus corpus, int longest)
    {
        (Folder, _corpus, _longest) = (folder, corpus, longest);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        // Inside the cage the program has a user of its own.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
    }

    /// <summary>Takes what a killed session left in a working copy, and deletes it; gives how many inputs the corpus gained.</summary>
    public static int Salvage(string folder, FuzzCorpus corpus, int longest)
    {
        var gained = 0;
        foreach (var path in Directory.EnumerateFiles(folder))
            if (SharedFile.Read(path, longest) is { Length: > 0 } bytes && (!FuzzCorpus.IsName(Path.GetFileName(path)) || FuzzCorpus.NameOf(bytes) == Path.GetFileName(path)) && corpus.Add(bytes)) gained++;
        Directory.Delete(folder, recursive: true);
        return gained;
    }

    /// <summary>The folder that the process writes into.</summary>
    public string Folder { get; }

    /// <summary>Whether it has to be made anew for the next process.</summary>
    public bool IsWorn { get; set; }

    /// <summary>Exchanges what is new; gives how many inputs the corpus gained.</summary>
    /// <param name="without">Names of inputs that the process is not to have: it ends at them.</param>
    /// <param name="thorough">Whether to look although the folder looks unchanged; at the end of a process.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public int Sync(IReadOnlySet<string> without, bool thorough = false)
    {
        lock (_lock)
        {
            var gained = TakeIn(thorough);
            foreach (var (name, path) in _corpus.Since(ref _given))
                if (!without.Contains(name) && _here.Add(name)) Give(name, path);
            return gained;
        }
    }

    /// <summary>Takes an input away from the process; whether it had it.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            var path = Path.Combine(Folder, name);
            if (!File.Exists(path)) return false;
            File.Delete(path);
            return true;
        }
    }

    /// <summary>Deletes the folder; all in it was taken in before.</summary>
    public void Delete() => Directory.Delete(Folder, recursive: true);

    private int TakeIn(bool thorough)
    {
        var changed = Directory.GetLastWriteTimeUtc(Folder);
        if (changed == _lookedAt && !thorough) return 0;
        _lookedAt = changed;
        var gained = 0;
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            var name = Path.GetFileName(path);
            if (_here.Contains(name) || SharedFile.Read(path, _longest) is not { Length: > 0 } bytes) continue;
            // It is still being written; the next look takes it.
            if (FuzzCorpus.IsName(name) && FuzzCorpus.NameOf(bytes) != name)
            {
                _lookedAt = default;
                continue;
            }
            _here.Add(name);
            _here.Add(FuzzCorpus.NameOf(bytes));
            if (_corpus.Add(bytes)) gained++;
        }
        return gained;
    }

    private void Give(string name, string path)
    {
        try
        {
            // The program could have put a link there: CreateNew follows none.
            using var file = new FileStream(Path.Combine(Folder, name), FileMode.CreateNew, FileAccess.Write);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)0b110_100_100);
            file.Write(File.ReadAllBytes(path));
        }
        catch (IOException e) when (e is FileNotFoundException || File.Exists(Path.Combine(Folder, name)))
        {
            // Dropped from the corpus meanwhile, or there already.
        }
    }
}
