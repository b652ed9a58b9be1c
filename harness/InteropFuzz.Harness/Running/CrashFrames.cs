using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using Serilog;

namespace InteropFuzz.Harness.Running;

/// <summary>
/// The C frames of programs that die in C: Go's own report ends at the crossing, so the program runs once more under gdb. That
/// costs more than most cells, so it is done once for a case, a Go release and a symptom, whatever the instrument, and what came
/// out is kept between runs.
/// </summary>
/// <param name="runner">Runs programs under gdb.</param>
/// <param name="tools">This machine's tools; without gdb there are no frames.</param>
/// <param name="cache">Where answers are kept.</param>
/// <param name="log">Where it is said, once, when gdb cannot work here.</param>
public sealed class CrashFrames(CellRunner runner, HostTools tools, CacheFolder cache, ILogger log)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _answers = new();
    private int _forbidden;

    /// <summary>The machines that are reached over ssh; null for none.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>What gdb says of a crash: a line that tells what was done, and the stack in gdb's form where it died the same way again.</summary>
    /// <param name="p">The field of the matrix.</param>
    /// <param name="artifact">The program of it.</param>
    /// <param name="folder">Where the program is.</param>
    /// <param name="ending">How it ended the first time.</param>
    /// <param name="symptom">What the first time showed.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Lines; empty when the symptom is none of a crash in C, when the instrument shows C frames itself, or when there is no gdb that works here.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> OfAsync(PlannedCell p, CaseArtifact artifact, string folder, Ending ending, Symptom symptom, CancellationToken cancel)
    {
        if (p.Cell.Net is not null) return await OfNetAsync(p, artifact, folder, ending, symptom, cancel);
        // gdb would debug the emulator.
        if (tools.Of(p.Cell).Gdb is null || artifact.Program is null || p.Cell.Runner == RunnerKind.QemuUser || p.Cell.Instrument.ShowsCFrames || GdbScript.SignalOf(symptom) is not { } signal) return "";
        var key = Key(p, ending, symptom);
        return await _answers.GetOrAdd(key, _ => new(() => Kept(key) is { } kept ? Task.FromResult(kept) : AskAsync(key, p, artifact, folder, ending, signal, cancel))).Value;
    }

    /// <summary>The same for a program of .NET: it runs once more and leaves a dump, which has the frames of both sides.</summary>
    private async Task<string> OfNetAsync(PlannedCell p, CaseArtifact artifact, string folder, Ending ending, Symptom symptom, CancellationToken cancel)
    {
        if (tools.Gdb is null || artifact.Program is null || p.Cell.Instrument.ShowsCFrames || symptom.Family is not ("signal" or "libc-abort" or "dotnet")) return "";
        var key = "net2-" + Key(p, ending, symptom);
        return await _answers.GetOrAdd(key, _ => new(() => Kept(key) is { } kept ? Task.FromResult(kept) : AskNetAsync())).Value;

        async Task<string> AskNetAsync()
        {
            try
            {
                var (ended, stacks, problem) = await runner.RunForDumpAsync(p, artifact, folder, cancel);
                if (ended != ending) return CellRunner.NetWords(p, $"ran once more and ended otherwise ({ended}, not {ending})", null, null);
                var answer = CellRunner.NetWords(p, "ran once more, died the same way and left a dump", stacks, problem);
                if (stacks is not null) Keep(key, answer);
                return answer;
            }
            catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
            {
                return CellRunner.NetWords(p, "could not run once more", null, e.Message);
            }
        }
    }

    /// <summary>Deletes answers that no run has used for so long.</summary>
    public void Prune(TimeSpan unused)
    {
        if (!Directory.Exists(cache.Frames)) return;
        foreach (var file in Directory.GetFiles(cache.Frames))
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > unused) File.Delete(file);
    }

    private async Task<string> AskAsync(string key, PlannedCell p, CaseArtifact artifact, string folder, Ending ending, string signal, CancellationToken cancel)
    {
        if (_forbidden != 0) return "";
        Observation again;
        try
        {
            again = p.Cell.Runner == RunnerKind.Ssh ? await AskFarAsync(p, artifact, cancel) : Observation.Of(await runner.RunUnderGdbAsync(p, artifact, folder, cancel));
        }
        catch (RunnerException e)
        {
            return $"{DebuggerPart.Mark}could not run once more: {GoOutput.FirstLine(e.Message)}; no C frames\n";
        }
        catch (Exception e) when (e is LaunchException or IOException or UnauthorizedAccessException)
        {
            Forbidden(e.Message);
            return "";
        }
        if (GdbScript.IsForbidden(again.Output))
        {
            Forbidden("gdb may not start programs here; containers that forbid ptrace allow it with --cap-add=SYS_PTRACE");
            return "";
        }
        var (ended, raised, stack) = GdbScript.Read(again.Output);
        var what = $"{DebuggerPart.Mark}ran once more, with {p.Cell.Instrument.Name} on Go {p.Cell.Go}, and ";
        if (ended.Kind == EndingKind.Unknown) return $"{what}gdb did not see it end ({again.Ending}); no C frames\n";
        if (ended != ending || raised != signal)
            return $"{what}it ended otherwise: {ended} after {raised ?? "no signal"} in C, not {ending} after {signal}; no C frames\n";
        var answer = $"{what}it died of {signal} again\n{stack}";
        Keep(key, answer);
        return answer;
    }

    /// <summary>gdb's run on a machine that is reached over ssh.</summary>
    /// <exception cref="RunnerException">No machine could run it.</exception>
    private async Task<Observation> AskFarAsync(PlannedCell p, CaseArtifact artifact, CancellationToken cancel)
    {
        const string name = "frames.gdb";
        var fleet = Fleet ?? throw new RunnerException(RunnerFailure.Lost, "no runner is connected");
        using var scratch = new ScratchFolder();
        await using (var file = scratch.Create(name)) file.Write(Encoding.UTF8.GetBytes(GdbScript.Text));
        return (await fleet.RunAsync(runner.FarUnderGdb(p, artifact, scratch.PathOf(name)), p.Cell.Arch, 1, () => { }, cancel)).Tries[0];
    }

    private void Forbidden(string why)
    {
        if (Interlocked.Exchange(ref _forbidden, 1) == 0) log.Warning("Crashes in C show no C frames: {Why}", why);
    }

    private string Key(PlannedCell p, Ending ending, Symptom symptom)
    {
        string?[] parts = [GdbScript.Format, p.Case.Id, p.Case.Hash, p.Toolchain.Release, p.Cell.Arch.Name(), symptom.Name, ending.ToString(), tools.Of(p.Cell).Gdb?.VersionLine, tools.Gcc?.VersionLine, .. p.Cell.Runner == RunnerKind.Ssh ? [p.Cell.Runner.Name()] : (string[])[]];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 20));
    }

    private string? Kept(string key)
    {
        var file = Path.Combine(cache.Frames, key);
        try
        {
            if (!File.Exists(file)) return null;
            var answer = File.ReadAllText(file);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return answer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Keep(string key, string answer)
    {
        try
        {
            Directory.CreateDirectory(cache.Frames);
            AtomicFile.Write(Path.Combine(cache.Frames, key), answer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning("What gdb said is not kept for later runs: {Why}", e.Message);
        }
    }
}
