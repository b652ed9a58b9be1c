using System.Security.Cryptography;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>
/// A target's corpus on the disk: a file for each input, named by the SHA-1 of its bytes as libFuzzer does. No fuzzed program ever sees this folder;
/// each works on a <see cref="FuzzCorpusCopy"/>. A file whose bytes do not match its name was torn by a crash and is dropped.
/// </summary>
public sealed class FuzzCorpus
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly Dictionary<string, Input> _inputs = [];

    /// <summary>In the order of their coming; some may be gone since.</summary>
    private readonly List<string> _order = [];

    private sealed record Input(string Path, int Bytes)
    {
        /// <summary>Whether somebody put it there by hand.</summary>
        public bool IsNamed => !IsName(System.IO.Path.GetFileName(Path));
    }

    private FuzzCorpus(string folder) => _folder = folder;

    /// <summary>Opens or makes one. Files with other names, which somebody put there, are inputs too and stay as they are.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="longest">Files longer than this are passed over, in bytes.</param>
    public static FuzzCorpus Open(string folder, int longest)
    {
        Directory.CreateDirectory(folder);
        var corpus = new FuzzCorpus(folder);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            // What AtomicFile or a copy left half-written.
            if (file.Name.EndsWith(Aside, StringComparison.Ordinal)) file.Delete();
            else if (file.Length > longest) continue;
            else if (File.ReadAllBytes(file.FullName) is var bytes && NameOf(bytes) is var name && IsName(file.Name) && file.Name != name) file.Delete();
            else corpus.Put(name, new(file.FullName, bytes.Length));
        }
        return corpus;
    }

    private const string Aside = ".new";

    /// <summary>The name of an input.</summary>
    public static string NameOf(ReadOnlySpan<byte> input)
    {
#pragma warning disable CA5350 // libFuzzer names its files so; nothing rests on it being hard to forge.
        return Convert.ToHexStringLower(SHA1.HashData(input));
#pragma warning restore CA5350
    }

    /// <summary>Whether a file's name can be that of an input.</summary>
    internal static bool IsName(string name) => name.Length == 2 * SHA1.HashSizeInBytes && name.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    /// <summary>How many inputs.</summary>
    public int Count { get { lock (_lock) return _inputs.Count; } }

    /// <summary>All of them, in bytes.</summary>
    public long Bytes { get { lock (_lock) return _inputs.Values.Sum(i => (long)i.Bytes); } }

    /// <summary>Whether there is much in it and a quarter more than after the last <see cref="KeepOnly"/>.</summary>
    public bool IsWorthMerging { get { lock (_lock) return _inputs.Count >= LeastMerged && 4L * _inputs.Count >= 5L * Merged; } }

    /// <summary>Keeps those inputs, and what somebody put there by hand; remembers how many are left.</summary>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        lock (_lock)
        {
            Remove([.. _inputs.Where(i => !names.Contains(i.Key) && !i.Value.IsNamed).Select(i => i.Key)]);
            AtomicFile.Write(MergedFile, $"{_inputs.Count}\n");
        }
    }

    /// <summary>Loading fewer takes no time.</summary>
    private const int LeastMerged = 500;

    /// <summary>Beside the folder, in which everything is an input.</summary>
    private string MergedFile => _folder + ".merged";

    private int Merged => File.Exists(MergedFile) && int.TryParse(File.ReadAllText(MergedFile), out var count) ? count : 0;

    /// <summary>Takes an input in; false when it was there.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        var name = NameOf(bytes);
        lock (_lock)
        {
            if (_inputs.ContainsKey(name)) return false;
            // Not flushed: a torn file is recognised by its name, and the last seconds may be lost.
            var path = Path.Combine(_folder, name);
            File.WriteAllBytes(path + Aside, bytes);
            File.Move(path + Aside, path, overwrite: true);
            Put(name, new(path, bytes.Length));
            return true;
        }
    }

    /// <summary>Drops inputs.</summary>
    public void Remove(IEnumerable<string> names)
    {
        lock (_lock)
            foreach (var name in names)
                if (_inputs.Remove(name, out var input)) File.Delete(input.Path);
    }

    /// <summary>The names of all inputs, longest first: the order in which they make room.</summary>
    public IReadOnlyList<(string Name, int Bytes)> LongestFirst()
    {
        lock (_lock) return [.. _inputs.OrderByDescending(i => i.Value.Bytes).Select(i => (i.Key, i.Value.Bytes))];
    }

    /// <summary>The names and files that came since a position, and moves it.</summary>
    internal IReadOnlyList<(string Name, string Path)> Since(ref int position)
    {
        lock (_lock)
        {
            var names = _order[Math.Min(position, _order.Count)..];
            position = _order.Count;
            return [.. names.Where(_inputs.ContainsKey).Select(n => (n, _inputs[n].Path))];
        }
    }

    private void Put(string name, Input input)
    {
        if (_inputs.TryAdd(name, input)) _order.Add(name);
    }
}
