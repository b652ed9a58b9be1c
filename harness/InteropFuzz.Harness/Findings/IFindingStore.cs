namespace InteropFuzz.Harness.Findings;

/// <summary>Where findings are kept. What a method has returned from is on the disk.</summary>
public interface IFindingStore
{
    /// <summary>A finding by its name, or by a signature that it was seen as; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is there and cannot be read; the message names the file.</exception>
    StoredFinding? Find(string id);

    /// <summary>All that can be read, in the order of their names.</summary>
    /// <param name="problems">What cannot, with the file's name.</param>
    IReadOnlyList<StoredFinding> All(out IReadOnlyList<string> problems);

    /// <summary>Keeps a finding: a new one whole or not at all; of one that is there, report and files are replaced.</summary>
    /// <exception cref="IOException">The disk is full; what was there is there.</exception>
    void Put(Finding finding, FindingFiles files);

    /// <summary>Counts a sighting. One of a closed finding opens it again.</summary>
    /// <param name="id">The finding.</param>
    /// <param name="target">What showed it.</param>
    /// <param name="input">The input; some are kept.</param>
    /// <param name="seenAs">The signature of the engine's process; null for that of the finding.</param>
    /// <exception cref="IOException">The disk is full; it was not counted.</exception>
    News Count(string id, string target, byte[] input, string? seenAs);

    /// <summary>Closes or opens a finding.</summary>
    /// <exception cref="IOException">The disk is full; nothing changed.</exception>
    void Change(string id, FindingState state, string who, string reason);

    /// <summary>Where a person can look at a finding, such as a folder; null when there is no such place.</summary>
    string? PlaceOf(string id);

    /// <summary>The input of a finding: the minimised one when there is one.</summary>
    /// <param name="id">The finding.</param>
    /// <param name="original">Whether it is wanted as it was found.</param>
    byte[] Input(string id, bool original = false);

    /// <summary>The files of its standalone program; empty when there is none.</summary>
    IReadOnlyDictionary<string, byte[]> Program(string id);
}

/// <summary>What is kept beside a finding's report. Null leaves what is there.</summary>
public sealed record FindingFiles
{
    /// <summary>The input as it was found.</summary>
    public byte[]? Input { get; init; }

    /// <summary>The smallest input that shows it.</summary>
    public byte[]? Minimised { get; init; }

    /// <summary>What the engine's process printed.</summary>
    public string? EngineOutput { get; init; }

    /// <summary>What the run printed that the report is about.</summary>
    public string? Output { get; init; }

    /// <summary>What a debugger said of the same crash; empty for nothing.</summary>
    public string? Debugger { get; init; }

    /// <summary>The standalone program, by names below its folder.</summary>
    public IReadOnlyDictionary<string, byte[]>? Program { get; init; }
}
