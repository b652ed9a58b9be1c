using System.Text.Json;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>Builds units with the go command, and keeps what it built under the unit's key.</summary>
/// <param name="casesFolder">The cases.</param>
/// <param name="cache">Where built units are kept.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the go command, so that it too ends when the harness does.</param>
/// <param name="parallel">How many commands one go build may run at once (its -p).</param>
public sealed class GoBuilder(string casesFolder, CacheFolder cache, HostTools tools, Launcher launcher, int parallel) : IUnitBuilder
{
    /// <summary>Raised when the way of building changes.</summary>
    private const string Format = "interopfuzz-unit-2";

    private const string ProgramName = "prog", AnalysesName = "vet.json";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(15);

    private readonly UnitFolders _units = new(cache);
    private readonly Dictionary<string, string> _user = BuildEnvironment.OfUser();

    /// <inheritdoc/>
    public BuiltUnit? FromCache(BuildUnit unit)
        => _units.Find(KeyOf(unit), f => IsWhole(unit, f)) is { } folder ? new(unit, folder, Artifacts(unit, folder, []), 0, 0) : null;

    /// <inheritdoc/>
    public async Task<BuiltUnit> BuildAsync(BuildUnit unit, CancellationToken cancel)
    {
        UnitWork? work = null;
        var folder = await _units.MakeAsync(KeyOf(unit), f => IsWhole(unit, f), async aside =>
        {
            work = new(aside);
            if (unit.Kind == UnitKind.Analysis) await AnalyseAsync(unit, work, cancel);
            else await CompileAsync(unit, work, cancel);
            // A unit with a failure is not kept: what it lacks may be mended outside the sources.
            return work.Failures.Count == 0;
        }, cancel);
        return new(unit, folder, Artifacts(unit, folder, work?.Failures ?? []), work?.CpuSeconds ?? 0, work?.WallSeconds ?? 0);
    }

    /// <summary>What the compiler says of a case with further flags; nothing is linked.</summary>
    /// <param name="p">The case, with its toolchain. It is compiled as plain does, since what is asked is about the source.</param>
    /// <param name="flags">Flags of the go command.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The go command's exit code, and what it printed.</returns>
    /// <exception cref="LaunchException">The go command could not be started.</exception>
    public async Task<(int Code, string Output)> AskCompilerAsync(PlannedCell p, IReadOnlyList<string> flags, CancellationToken cancel)
    {
        var unit = new BuildUnit(UnitKind.Apart, p.Toolchain, p.Cell with { Instrument = new Plain() }, [p.Case]);
        // go list compiles for the export data and repeats the compiler's words from its cache.
        return await GoAsync(unit, ["list", "-export", "-trimpath", .. flags, "-f", "{{.Name}}", "./" + p.Case.Id], casesFolder, new(""), cancel);
    }

    private string KeyOf(BuildUnit unit)
    {
        var recipe = unit.Cell.Instrument.Build(unit.Cell.Go, tools.Of(unit.Cell));
        return UnitKey.Of(
        [
            Format, unit.Kind.ToString(), .. UnitKey.OfGo(GoOf(unit), recipe, EnvironmentOf(unit, recipe), tools, tools.ForeignOf(unit.Cell.Arch)),
            .. unit.Sampled ? [Sampler.Text + Sampler.CText] : (string[])[],
            .. unit.Cases.Any(c => c.UsesCpp) ? [tools.Gxx?.VersionLine ?? ""] : (string[])[],
            .. unit.Cases.SelectMany(c => new[] { c.Id, c.Hash }),
        ]);
    }

    private Dictionary<string, string> EnvironmentOf(BuildUnit unit, BuildRecipe recipe)
        => BuildEnvironment.Make(GoOf(unit), recipe, cache, _user, tools.ForeignOf(unit.Cell.Arch));

    private static GoToolchain GoOf(BuildUnit unit) => (GoToolchain)unit.Toolchain;

    private static bool IsWhole(BuildUnit unit, string folder)
        => unit.Kind == UnitKind.Analysis ? Analyses(folder) is not null : File.Exists(Path.Combine(folder, ProgramName));

    /// <summary>What vet said, by case id; null when the file is not there or broken.</summary>
    private static Dictionary<string, string>? Analyses(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, AnalysesName)), StorageJson.Default.DictionaryStringString);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, CaseArtifact> Artifacts(BuildUnit unit, string folder, Dictionary<string, string> failures)
    {
        var analyses = unit.Kind == UnitKind.Analysis ? Analyses(folder) ?? [] : null;
        return unit.Cases.ToDictionary(c => c.Id, c => failures.TryGetValue(c.Id, out var words) ? new CaseArtifact(null, [], words) { Failed = true }
            : analyses is null ? new(Path.Combine(folder, ProgramName), unit.Kind == UnitKind.Shared ? [c.Id] : [], "")
            : new(null, [], analyses.GetValueOrDefault(c.Id, "")));
    }

    private async Task AnalyseAsync(BuildUnit unit, UnitWork work, CancellationToken cancel)
    {
        var analyses = new Dictionary<string, string>();
        await AnalyseAsync(unit.Cases);
        File.WriteAllText(Path.Combine(work.Folder, AnalysesName), JsonSerializer.Serialize(analyses, StorageJson.Default.DictionaryStringString));

        async Task AnalyseAsync(IReadOnlyList<Case> cases)
        {
            string[] packages = [.. cases.Select(c => "./" + c.Id)];
            var (code, output) = await GoAsync(unit, ["vet", "-json", .. packages], casesFolder, work, cancel);
            var outputs = GoOutput.ByCase(output);
            // A package that cannot be loaded ends the go command before it looks at any other: the halves tell which one it is. They cannot
            // tell that of a command that did not end.
            if (code != 0 && outputs.ContainsKey("") && cases.Count > 1 && work.WallSeconds < s_deadline.TotalSeconds)
            {
                await AnalyseAsync([.. cases.Take(cases.Count / 2)]);
                await AnalyseAsync([.. cases.Skip(cases.Count / 2)]);
                return;
            }
            foreach (var c in cases)
            {
                var words = analyses[c.Id] = outputs.GetValueOrDefault(c.Id, "");
                if (code != 0 && outputs.TryGetValue("", out var loose)) work.Failures[c.Id] = words + loose;
                // With -json findings do not make it fail; what does is the source.
                else if (code != 0 && words.Length > 0 && !words.Contains('{', StringComparison.Ordinal)) work.Failures[c.Id] = words;
            }
        }
    }

    private async Task CompileAsync(BuildUnit unit, UnitWork work, CancellationToken cancel)
    {
        var program = Path.Combine(work.Folder, ProgramName);
        if (unit.Kind == UnitKind.Apart)
        {
            var folder = unit.Sampled ? WriteSampled(Path.Combine(work.Folder, "src"), unit.Cases[0]) : casesFolder;
            var (code, output) = await GoAsync(unit, ["build", .. Flags(unit), "-o", program, "./" + unit.Cases[0].Id], folder, work, cancel);
            if (unit.Sampled) Directory.Delete(folder, recursive: true);
            if (code != 0) work.Failures[unit.Cases[0].Id] = output;
            return;
        }

        // Each round drops the packages that the compiler names, until what is left compiles.
        for (var left = unit.Cases; left.Count > 0;)
        {
            var source = Path.Combine(work.Folder, "src");
            WriteShared(source, left, unit.Sampled);
            var (code, output) = await GoAsync(unit, ["build", .. Flags(unit), "-o", program, "."], source, work, cancel);
            Directory.Delete(source, recursive: true);
            if (code == 0) return;
            var blamed = GoOutput.ByCase(output);
            var failed = left.Where(c => blamed.ContainsKey(c.Id)).ToList();
            // The linker blames nobody: then every case of the unit shows its words, and 'Build: apart' is the way out.
            if (failed.Count == 0)
            {
                foreach (var c in left)
                    work.Failures[c.Id] = output + "\nthe shared binary does not link: make C functions static, or put 'Build: apart' into the case's head\n";
                return;
            }
            foreach (var c in failed) work.Failures[c.Id] = blamed[c.Id];
            left = [.. left.Except(failed)];
        }
    }

    /// <summary>A copy of a case that is built apart, with the sampler beside it.</summary>
    private string WriteSampled(string source, Case c)
    {
        var folder = Directory.CreateDirectory(Path.Combine(source, c.Id)).FullName;
        File.Copy(Path.Combine(casesFolder, "go.mod"), Path.Combine(source, "go.mod"));
        foreach (var file in c.Files) File.WriteAllText(Path.Combine(folder, file.Name), file == c.Main ? SharedSource.Sampled(c) : file.Text);
        Sampler.WriteInto(folder, c.UsesCgo);
        return source;
    }

    private void WriteShared(string source, IReadOnlyList<Case> cases, bool sampled)
    {
        Directory.CreateDirectory(source);
        File.Copy(Path.Combine(casesFolder, "go.mod"), Path.Combine(source, "go.mod"));
        File.WriteAllText(Path.Combine(source, "main.go"), SharedSource.MainFor(cases, sampled));
        if (sampled) Sampler.WriteInto(source, cases[0].UsesCgo);
        foreach (var c in cases)
        {
            var folder = Directory.CreateDirectory(Path.Combine(source, c.Id)).FullName;
            File.WriteAllText(Path.Combine(folder, "main.go"), SharedSource.AsPackage(c));
        }
    }

    /// <summary>From this release on the linker refuses a go:linkname to what the runtime does not offer.</summary>
    private const int ChecksLinkname = 23;

    /// <summary>-trimpath: the same source gives the same bytes, and reports name no folder of this machine.</summary>
    private IEnumerable<string> Flags(BuildUnit unit)
        => ["-trimpath", $"-p={parallel}", .. unit.Cell.Instrument.Build(unit.Cell.Go, tools.Of(unit.Cell)).Flags,
            .. unit.Cases.Any(c => c.Tampers is not null) && unit.Cell.Go.Minor >= ChecksLinkname ? ["-ldflags=-checklinkname=0"] : (string[])[]];

    private async Task<(int Code, string Output)> GoAsync(BuildUnit unit, IReadOnlyList<string> arguments, string folder, UnitWork work, CancellationToken cancel)
    {
        var recipe = unit.Cell.Instrument.Build(unit.Cell.Go, tools.Of(unit.Cell));
        var result = await work.CallAsync(launcher, new()
        {
            Command = [GoOf(unit).GoCommand, .. arguments],
            Environment = EnvironmentOf(unit, recipe),
            WorkingDirectory = folder,
            Deadline = s_deadline,
        }, cancel);
        return (result.Ending.IsSuccess ? 0 : Math.Max(1, result.Exit), result.Output);
    }
}
