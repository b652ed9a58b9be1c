using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Findings;

/// <summary>
/// Findings as plain files: a folder for each, in which every file is the old one or the new one whatever happens in between. Several processes may
/// use one store at once.
/// </summary>
/// <param name="folder">The folder; made when first written to. What does not look like a finding in it is left alone.</param>
/// <param name="page">Writes a finding for people, as Markdown.</param>
/// <param name="clock">For the times of sightings and changes.</param>
public sealed class FindingStore(string folder, Func<StoredFinding, string> page, TimeProvider clock) : IFindingStore
{
    /// <summary>So many inputs are kept besides the first and the minimised one.</summary>
    public const int MostFurther = 5;

    private const int IdLength = 12;

    /// <summary>Lines of sightings beyond this size are folded into one for each target.</summary>
    private const long MostSightingBytes = 64 << 10;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private Dictionary<string, string>? _seenAs;

    /// <summary>The folder of a finding.</summary>
    public FindingFolder FolderOf(string id) => new(Path.Combine(folder, id));

    /// <inheritdoc/>
    public StoredFinding? Find(string id)
    {
        if (!IsId(id)) return null;
        var at = FolderOf(id);
        if (File.Exists(at.Report)) return Load(at);
        lock (_lock)
        {
            _seenAs ??= All(out _).SelectMany(f => f.Finding.SeenAs.Select(s => (As: s, f.Finding.Id))).DistinctBy(s => s.As).ToDictionary(s => s.As, s => s.Id);
            return _seenAs.TryGetValue(id, out var real) && File.Exists(FolderOf(real).Report) ? Load(FolderOf(real)) : null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredFinding> All(out IReadOnlyList<string> problems)
    {
        var findings = new List<StoredFinding>();
        var broken = new List<string>();
        problems = broken;
        if (!Directory.Exists(folder)) return findings;
        foreach (var root in Directory.GetDirectories(folder).Where(d => IsId(Path.GetFileName(d))).Order(StringComparer.Ordinal))
        {
            var at = new FindingFolder(root);
            try
            {
                if (File.Exists(at.Report)) findings.Add(Load(at));
                else broken.Add($"{root}: there is no report.json in it");
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                broken.Add(e.Message);
            }
        }
        return findings;
    }

    /// <inheritdoc/>
    public void Put(Finding finding, FindingFiles files)
    {
        using var held = Hold();
        var at = FolderOf(finding.Id);
        if (Directory.Exists(at.Root)) Update(at, finding, files);
        else
        {
            var aside = new FindingFolder(Path.Combine(folder, $".{finding.Id}.{Environment.ProcessId}.new"));
            try
            {
                if (Directory.Exists(aside.Root)) Directory.Delete(aside.Root, recursive: true);
                Update(aside, finding, files);
                Directory.Move(aside.Root, at.Root);
            }
            catch
            {
                if (Directory.Exists(aside.Root)) Directory.Delete(aside.Root, recursive: true);
                throw;
            }
        }
        Learn(finding);
    }

    /// <inheritdoc/>
    public News Count(string id, string target, byte[] input, string? seenAs)
    {
        using var held = Hold();
        var at = FolderOf(id);
        var now = clock.GetUtcNow();
        JsonLines.Append(at.Sightings, new(now, now, 1, target), FindingLinesJson.Default.SightingLine);
        if (new FileInfo(at.Sightings).Length > MostSightingBytes) Fold(at);
        KeepFurther(at, input);
        if (seenAs is not null && seenAs != id && Load(at) is { Finding: var finding } && !finding.SeenAs.Contains(seenAs))
        {
            finding = finding with { SeenAs = [.. finding.SeenAs, seenAs] };
            WriteReport(at, finding);
            Learn(finding);
        }
        if (States(at).LastOrDefault()?.State != FindingState.Closed) return News.Known;
        Change(at, FindingState.Open, "interopfuzz", $"seen again in {target}");
        return News.Reopened;
    }

    /// <inheritdoc/>
    public void Change(string id, FindingState state, string who, string reason)
    {
        using var held = Hold();
        Change(FolderOf(id), state, who, reason);
    }

    /// <inheritdoc/>
    public string? PlaceOf(string id) => FolderOf(id).Root;

    /// <inheritdoc/>
    public byte[] Input(string id, bool original = false)
    {
        var at = FolderOf(id);
        return File.ReadAllBytes(!original && File.Exists(at.Minimised) ? at.Minimised : at.Input);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, byte[]> Program(string id) => ProgramFiles.Read(FolderOf(id).Program);

    private static bool IsId(string name) => name.Length == IdLength && name.All(char.IsAsciiHexDigitLower);

    private void Learn(Finding finding)
    {
        lock (_lock)
        {
            foreach (var seenAs in finding.SeenAs) _seenAs?.TryAdd(seenAs, finding.Id);
        }
    }

    private void Change(FindingFolder at, FindingState state, string who, string reason)
    {
        JsonLines.Append(at.States, new(clock.GetUtcNow(), state, who, reason), FindingLinesJson.Default.StateChange);
        AtomicFile.Write(at.Page, page(Load(at)));
    }

    private static StateChange[] States(FindingFolder at) => [.. JsonLines.Read(at.States, FindingLinesJson.Default.StateChange)];

    private static StoredFinding Load(FindingFolder at)
    {
        try
        {
            var finding = JsonSerializer.Deserialize(File.ReadAllText(at.Report), FindingJson.Default.Finding) ?? throw new InvalidDataException($"{at.Report} is empty");
            return new(finding, [.. JsonLines.Read(at.Sightings, FindingLinesJson.Default.SightingLine)], States(at))
            {
                Read = () => (TextOf(at.Output), TextOf(at.Debugger)),
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{at.Report} is not a finding's report: {e.Message}", e);
        }
    }

    private static string TextOf(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    /// <summary>The report last: what it speaks of is there by then.</summary>
    private void Update(FindingFolder at, Finding finding, FindingFiles files)
    {
        Directory.CreateDirectory(at.Artifacts);
        // Somebody's edit went wrong: it is put aside, not lost.
        if (File.Exists(at.Report) && !IsReadable(at)) File.Move(at.Report, at.Report + ".broken", overwrite: true);
        Write(at.Input, files.Input);
        Write(at.Minimised, files.Minimised);
        Write(at.EngineOutput, Bytes(files.EngineOutput));
        Write(at.Output, Bytes(files.Output));
        Write(at.Debugger, Bytes(files.Debugger));
        if (files.Program is { } program) ReplaceProgram(at, program);
        WriteReport(at, finding);
    }

    private void WriteReport(FindingFolder at, Finding finding)
    {
        AtomicFile.Write(at.Report, finding.ToJson());
        AtomicFile.Write(at.Page, page(Load(at)));
    }

    private static bool IsReadable(FindingFolder at)
    {
        try
        {
            return Load(at) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static void Write(string path, byte[]? bytes)
    {
        if (bytes is not null) AtomicFile.Write(path, bytes);
    }

    /// <summary>A folder cannot take another one's place in one step: between the two steps the old one stands beside it, and <see cref="Hold"/> puts it back.</summary>
    private static void ReplaceProgram(FindingFolder at, IReadOnlyDictionary<string, byte[]> program)
    {
        var (aside, old) = (at.Program + ".new", at.Program + OldSuffix);
        if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        try
        {
            ProgramFiles.Write(aside, program);
            if (Directory.Exists(at.Program)) Directory.Move(at.Program, old);
            Directory.Move(aside, at.Program);
        }
        catch
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
            throw;
        }
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
    }

    private const string OldSuffix = ".old";

    private static void KeepFurther(FindingFolder at, byte[] input)
    {
        var path = at.Further(Convert.ToHexStringLower(SHA256.HashData(input))[..IdLength]);
        if (File.Exists(path) || Directory.GetFiles(at.Artifacts, FindingFolder.FurtherPrefix + "*").Length >= MostFurther) return;
        if (File.Exists(at.Input) && new FileInfo(at.Input).Length == input.Length && File.ReadAllBytes(at.Input).AsSpan().SequenceEqual(input)) return;
        AtomicFile.Write(path, input);
    }

    private static void Fold(FindingFolder at)
    {
        var lines = JsonLines.Read(at.Sightings, FindingLinesJson.Default.SightingLine)
            .GroupBy(s => s.Target)
            .Select(g => new SightingLine(g.Min(s => s.First), g.Max(s => s.Last), g.Sum(s => s.Count), g.Key));
        AtomicFile.Write(at.Sightings, string.Concat(lines.Select(l => JsonSerializer.Serialize(l, FindingLinesJson.Default.SightingLine) + "\n")));
    }

    /// <summary>Keeps other writers out, of this process and of others, and mends what one that was killed has left half done.</summary>
    /// <exception cref="IOException">Another process holds the store for too long, or the folder cannot be written.</exception>
    private FileStream Hold()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ".lock");
        var begin = clock.GetTimestamp();
        while (true)
        {
            FileStream held;
            try
            {
                held = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && clock.GetElapsedTime(begin) < s_patience)
            {
                Thread.Sleep(5);
                continue;
            }
            try
            {
                Mend();
                return held;
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
    }

    private bool _mended;

    /// <summary>Once is enough: what breaks off later was this process itself.</summary>
    private void Mend()
    {
        if (_mended) return;
        foreach (var root in Directory.GetDirectories(folder))
        {
            var name = Path.GetFileName(root);
            if (name.Length > IdLength && name[0] == '.' && IsId(name[1..(IdLength + 1)]) && name.EndsWith(".new", StringComparison.Ordinal)) Directory.Delete(root, recursive: true);
            if (!IsId(name)) continue;
            var program = new FindingFolder(root).Program;
            if (!Directory.Exists(program + OldSuffix)) continue;
            if (Directory.Exists(program)) Directory.Delete(program + OldSuffix, recursive: true);
            else Directory.Move(program + OldSuffix, program);
        }
        _mended = true;
    }
}
