namespace InteropFuzz.Harness.Campaigns;

/// <summary>What a campaign has on the disk, in bytes.</summary>
/// <param name="Corpus">Corpora.</param>
/// <param name="Findings">Findings, and artifacts that are not triaged yet.</param>
/// <param name="Logs">The log and its older parts.</param>
/// <param name="Work">Working copies and written targets.</param>
public readonly record struct FuzzDiskUse(long Corpus, long Findings, long Logs, long Work)
{
    /// <summary>All together.</summary>
    public long Total => Corpus + Findings + Logs + Work;

    /// <summary>Measures a campaign.</summary>
    public static FuzzDiskUse Of(FuzzFolder folder, IEnumerable<FuzzCorpus> corpora, string findings) => new(
        corpora.Sum(c => c.Bytes),
        SizeOf(findings) + SizeOf(folder.Pending),
        LogsOf(folder).Sum(f => f.Length),
        SizeOf(folder.Work) + SizeOf(Path.Combine(folder.Root, "targets")));

    /// <summary>The log's files, the one that is written to last.</summary>
    public static IReadOnlyList<FileInfo> LogsOf(FuzzFolder folder)
        => [.. new DirectoryInfo(folder.Root).EnumerateFiles("log*.json").OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>For people.</summary>
    public override string ToString()
        => $"{FuzzQuantity.Say(Total)} (findings {FuzzQuantity.Say(Findings)}, corpora {FuzzQuantity.Say(Corpus)}, logs {FuzzQuantity.Say(Logs)}, working copies {FuzzQuantity.Say(Work)})";

    private static long SizeOf(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(f => Length(f))
                : 0;
        }
        catch (DirectoryNotFoundException)
        {
            // A job's folder went away meanwhile.
            return 0;
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
