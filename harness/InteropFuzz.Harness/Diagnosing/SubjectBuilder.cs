using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>
/// Builds one program for one instrument after the other, by its own module's settings. Nothing is kept here: what a package is made of is
/// Go's own cache's business.
/// </summary>
/// <param name="subject">The program.</param>
/// <param name="cache">For GOCACHE where the user has none.</param>
/// <param name="tools">The compilers.</param>
/// <param name="launcher">Starts the go command.</param>
/// <param name="folder">Where binaries go.</param>
public sealed class SubjectBuilder(Subject subject, CacheFolder cache, HostTools tools, Launcher launcher, string folder)
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, Task<CaseArtifact>> _built = [];
    private Task _last = Task.CompletedTask;

    /// <summary>The program for an instrument; one that differs from another by nothing that is compiled in is built once.</summary>
    /// <exception cref="LaunchException">The go command could not be started.</exception>
    public Task<CaseArtifact> BuildAsync(IInstrument instrument, CancellationToken cancel)
    {
        if (subject.Program is { } program) return Task.FromResult(new CaseArtifact(program, subject.Arguments, ""));
        var recipe = instrument.Build(subject.Toolchain.Version, tools);
        var key = instrument.IsStatic ? "vet" : string.Join(' ', recipe.Flags.Concat(recipe.Environment.Select(v => $"{v.Key}={v.Value}")));
        lock (_built)
        {
            if (!_built.TryGetValue(key, out var task)) _last = _built[key] = task = GoAsync(instrument, recipe, _built.Count, _last, cancel);
            return task;
        }
    }

    /// <summary>The same as a shell would be told it, from the subject's folder.</summary>
    public string ByHand(IInstrument instrument)
    {
        var recipe = instrument.Build(subject.Toolchain.Version, tools);
        var variables = string.Concat(recipe.Environment.Select(v => $"{v.Key}={Shell.Quote(v.Value)} "));
        return $"cd {Shell.Quote(subject.Folder)} && {variables}{Shell.Line([subject.Toolchain.GoCommand, .. Arguments(instrument, recipe, "/tmp/prog")])}";
    }

    private IReadOnlyList<string> Arguments(IInstrument instrument, BuildRecipe recipe, string program)
        => instrument.IsStatic ? ["vet", "-json", subject.Package] : ["build", "-trimpath", .. recipe.Flags, .. subject.BuildFlags, "-o", program, subject.Package];

    private async Task<CaseArtifact> GoAsync(IInstrument instrument, BuildRecipe recipe, int number, Task previous, CancellationToken cancel)
    {
        // One go command at a time: the other processor runs the program.
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var place = Directory.CreateDirectory(Path.Combine(folder, $"{number}-{instrument.Name}")).FullName;
        var program = Path.Combine(place, "prog");
        var result = await launcher.RunAsync(new()
        {
            Command = [subject.Toolchain.GoCommand, .. Arguments(instrument, recipe, program)],
            Environment = BuildEnvironment.Make(subject.Toolchain, recipe, cache, BuildEnvironment.OfUser()),
            WorkingDirectory = subject.Folder,
            Deadline = s_deadline,
            HeadBytes = 1 << 20,
        }, cancel);
        if (instrument.IsStatic) return new(null, [], result.Output) { Failed = result.Exit != 0 && !result.Output.Contains("\"posn\"", StringComparison.Ordinal) };
        return File.Exists(program) ? new(program, subject.Arguments, "") : new(null, [], result.Output) { Failed = true };
    }
}
