namespace InteropFuzz.Cli.Inputs;

/// <summary>Finds what is to be read: files, folders, standard input, core files.</summary>
/// <param name="binary">The program of the core files; null when none is named.</param>
/// <param name="readCore">Reads core files.</param>
public sealed class InputFinder(string? binary, CoreReader readCore)
{
    /// <summary>The name of standard input in reports.</summary>
    public const string Stdin = "stdin";

    /// <summary>The inputs in the order of the words; folders in the order of the names.</summary>
    /// <param name="words">Files, folders, and <c>-</c> for standard input.</param>
    public IEnumerable<TriageInput> Find(IEnumerable<string> words)
        => words.SelectMany(word =>
            word == "-" ? [new(Stdin, _ => ReportEncoding.Open(Console.OpenStandardInput()))]
            : Directory.Exists(word) ? Walk(word)
            : [new(word, cancel => OpenFile(word, named: true, cancel))]);

    private IEnumerable<TriageInput> Walk(string folder)
    {
        FileSystemInfo[] entries;
        TriageInput? unreadable = null;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (entries, unreadable) = ([], new(folder, _ => throw e));
        }
        if (unreadable is not null) yield return unreadable;
        foreach (var entry in entries.Where(e => !e.Name.StartsWith('.')).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, entry.Name);
            // A link to a folder may lead back up.
            if (entry is DirectoryInfo)
            {
                if (entry.LinkTarget is null)
                    foreach (var input in Walk(path)) yield return input;
            }
            // Pipes and devices have no length: opening them could wait for ever.
            else if (entry is FileInfo { Exists: true, Length: 0 }) yield return new(path, _ => TextReader.Null);
            else yield return new(path, cancel => OpenFile(path, named: false, cancel));
        }
    }

    private TextReader? OpenFile(string path, bool named, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new FileNotFoundException("there is no file of that name");
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return Open(path, stream, named, cancel);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private TextReader? Open(string path, FileStream stream, bool named, CancellationToken cancel)
    {
        // What is piped in can be looked at only once.
        if (!stream.CanSeek) return ReportEncoding.Open(stream);
        Span<byte> head = stackalloc byte[FileKinds.HeadSize];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var kind = FileKinds.Of(head);
        if (kind == FileKind.Text && (named || !FileKinds.LooksBinary(head)))
        {
            stream.Position = 0;
            return ReportEncoding.Open(stream);
        }
        stream.Dispose();
        if (kind == FileKind.Core)
            return binary is null
                ? throw new InvalidDataException($"it is a core file: name the program that left it: interopfuzz triage {path} --binary PROGRAM")
                : new StringReader(readCore(path, binary, cancel));
        return named ? throw new InvalidDataException("it is a program, an archive or a picture, not a report") : null;
    }
}
