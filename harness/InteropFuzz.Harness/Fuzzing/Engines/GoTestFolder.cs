using System.Security.Cryptography;
using System.Text;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Running;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>What <c>go test -fuzz</c> may write into: its corpus in Go's format, a failing input, and what it prints.</summary>
internal sealed class GoTestFolder : IDisposable
{
    /// <summary>The folder of corpora and the file of its output, in the folder.</summary>
    public const string CorpusFolder = "corpus", OutputFile = "output";

    /// <summary>What is read of its output: as much from the beginning and from the end.</summary>
    private const int MostOutput = 256 << 10;

    private static readonly GoValueType[] s_types = [GoValueType.Bytes];

    private readonly ScratchFolder _scratch = new();
    private readonly FileStream _output;
    private readonly string _found, _failed, _corpus;
    private readonly int _longest;
    private readonly HashSet<string> _known = [];

    /// <summary>Makes it, with the corpus in Go's format.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="function">The fuzz function.</param>
    /// <param name="longest">The longest input, in bytes.</param>
    public GoTestFolder(string corpus, string function, int longest)
    {
        (_corpus, _longest) = (corpus, longest);
        Path = Open(_scratch.PathOf("shared"));
        _found = Open(System.IO.Path.Combine(Open(System.IO.Path.Combine(Path, CorpusFolder)), function));
        // It may make what is missing of these; they are made here so that it cannot make links of them.
        _failed = Open(System.IO.Path.Combine(Open(System.IO.Path.Combine(Open(System.IO.Path.Combine(Path, "testdata")), "fuzz")), function));
        // Opened before the program begins: whatever it puts there later, this is the file.
        var file = System.IO.Path.Combine(Path, OutputFile);
        _output = new(file, FileMode.CreateNew, FileAccess.Read | FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
        foreach (var input in Directory.EnumerateFiles(corpus))
        {
            var name = System.IO.Path.GetFileName(input);
            var bytes = File.ReadAllBytes(input);
            Inputs++;
            if (bytes.Length > longest) continue;
            var to = System.IO.Path.Combine(_found, name);
            File.WriteAllText(to, GoCorpusFile.Write([new(GoValueType.Bytes, bytes)]));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, (UnixFileMode)0b110_100_100);
            _known.Add(name);
        }
    }

    /// <summary>The folder, to be shared with the cage.</summary>
    public string Path { get; }

    /// <summary>The folder around it.</summary>
    public string Scratch => _scratch.Path;

    /// <summary>How many inputs the corpus has.</summary>
    public int Inputs { get; private set; }

    /// <summary>When the last one came; null when none did.</summary>
    public DateTimeOffset? LastNew { get; private set; }

    /// <summary>What it has printed so far, bounded.</summary>
    public string Output()
    {
        var length = RandomAccess.GetLength(_output.SafeFileHandle);
        var from = Math.Max(0, length - MostOutput);
        var head = from > 0 ? Part(0, (int)Math.Min(MostOutput, from)) + "\n" : "";
        return head + Part(from, (int)(length - from));
    }

    /// <summary>Brings what was found into the corpus.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Collect()
    {
        foreach (var file in Directory.EnumerateFileSystemEntries(_found))
        {
            var name = System.IO.Path.GetFileName(file);
            if (_known.Contains(name) || Read(file) is not { } input) continue;
            _known.Add(name);
            if (input.Length > _longest) continue;
#pragma warning disable CA5350 // The corpus names inputs as libFuzzer does; nothing rests on it being hard to forge.
            var path = System.IO.Path.Combine(_corpus, Convert.ToHexStringLower(SHA1.HashData(input)));
#pragma warning restore CA5350
            if (File.Exists(path)) continue;
            var aside = $"{path}.{Environment.ProcessId}.new";
            File.WriteAllBytes(aside, input);
            File.Move(aside, path, overwrite: true);
            Inputs++;
            LastNew = DateTimeOffset.Now;
        }
    }

    /// <summary>The input that it says failed; null when none did.</summary>
    public byte[]? Failure() => Directory.EnumerateFileSystemEntries(_failed).Select(Read).FirstOrDefault(i => i is not null);

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _scratch.Dispose();
    }

    /// <summary>A quoted byte has four letters at most; null while the file is not whole.</summary>
    private byte[]? Read(string file)
    {
        const int quoted = 4, around = 256, lengthens = 4;
        try
        {
            // Go's own mutations know no limit of length.
            return SharedFile.Read(file, Math.Max(1 << 20, _longest) * quoted * lengthens + around) is { } text
                ? GoCorpusFile.Read(file, Encoding.UTF8.GetString(text), s_types)[0].Raw.ToArray() : null;
        }
        catch (FuzzTargetException)
        {
            return null;
        }
    }

    private string Part(long from, int length)
    {
        var bytes = new byte[length];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(_output.SafeFileHandle, bytes, from));
    }

    /// <summary>A folder that the program's user, who may be another than the harness's, can write into.</summary>
    private static string Open(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b1_111_111_111);
        return path;
    }
}
