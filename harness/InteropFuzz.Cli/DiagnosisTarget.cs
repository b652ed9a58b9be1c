using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Diagnosing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli;

/// <summary>Finds what the user of <c>diagnose</c> means.</summary>
/// <param name="launcher">Starts the go command.</param>
/// <param name="cache">Where toolchains are.</param>
/// <param name="casesFolder">The cases.</param>
/// <param name="release">The Go release that was asked for; null for the newest that will do.</param>
public sealed class DiagnosisTarget(Launcher launcher, CacheFolder cache, string casesFolder, string? release)
{
    private readonly IReadOnlyList<GoToolchain> _toolchains = GoToolchains.Find(cache);

    /// <summary>The program that a word stands for: a case, a folder, a Go file, a built program, an import path.</summary>
    /// <exception cref="UsageException">It is none of these, several, or the Go for it is missing.</exception>
    public async Task<Subject> FindAsync(string word, CancellationToken cancel)
    {
        try
        {
            var finder = new SubjectFinder(launcher, cache);
            if (CaseOf(word) is { } c) return await OfCaseAsync(c, cancel);
            var path = Path.GetFullPath(word);
            if (Directory.Exists(path)) return await finder.OfPackageAsync(word, path, ".", For(path), cancel);
            if (!File.Exists(path)) return await OfImportPathAsync(finder, word, cancel);
            var folder = Path.GetDirectoryName(path)!;
            return path.EndsWith(".go", StringComparison.Ordinal)
                ? await finder.OfPackageAsync(word, folder, Path.GetFileName(path), For(folder), cancel)
                : SubjectFinder.OfProgram(word, Newest(_ => true, "any"));
        }
        catch (SubjectException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>A case as a subject.</summary>
    /// <exception cref="UsageException">No Go here builds it.</exception>
    /// <exception cref="SubjectException">go list does not take it.</exception>
    public Task<Subject> OfCaseAsync(Case c, CancellationToken cancel)
        => c.Runtime != ManagedRuntime.Go ? throw new UsageException($"{c.Id} is a case for .NET; diagnose knows Go programs") : new SubjectFinder(launcher, cache).OfCaseAsync(c, casesFolder, Newest(t => c.WhyNot(t.Version, PlanWords.HostArch) is null, c.Id), cancel);

    private Case? CaseOf(string word)
    {
        if (!Directory.Exists(casesFolder)) return null;
        var cases = CaseSet.Load(casesFolder).Cases;
        if (cases.FirstOrDefault(c => c.Id == word) is { } exact) return exact;
        if (Path.Exists(word)) return null;
        var glob = new Glob(word);
        var fitting = cases.Where(c => glob.Matches(c.Id)).ToList();
        // A word that is part of a case's name is part of its twin's as well.
        if (fitting.Count > 1 && fitting.Where(c => !c.IsTwin).ToList() is [var one]) return one;
        if (fitting.Count > 1) throw new UsageException($"'{word}' fits {fitting.Count} cases, such as {fitting[0].Id} and {fitting[1].Id}: name one");
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private async Task<Subject> OfImportPathAsync(SubjectFinder finder, string word, CancellationToken cancel)
    {
        var here = Environment.CurrentDirectory;
        try
        {
            return await finder.OfPackageAsync(word, here, word, For(here), cancel);
        }
        catch (SubjectException e)
        {
            throw new UsageException($"there is no case, folder, file or package '{word}': {e.Message}");
        }
    }

    private GoToolchain For(string folder)
    {
        var wanted = SubjectFinder.Wanted(folder);
        return Newest(t => wanted is not { } w || t.Version >= w || (w.Patch < 0 && t.Version.Minor == w.Minor), wanted is { } v ? $"{v} or newer, as go.mod says" : "any");
    }

    private GoToolchain Newest(Func<GoToolchain, bool> fits, string why)
    {
        if (release is not null)
            return GoToolchains.Pick(_toolchains, Selection.Release(release)) ?? throw new UsageException($"Go {release} is not here: interopfuzz toolchain install {release}", ExitCode.Missing);
        return _toolchains.LastOrDefault(fits) ?? throw new UsageException(
            _toolchains.Count == 0 ? "there is no Go here: interopfuzz toolchain install 1.27" : $"no Go here will do for {why}; 'interopfuzz toolchain list' shows what is here", ExitCode.Missing);
    }
}
