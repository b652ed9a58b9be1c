using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>
/// A fuzzing engine: builds a target, runs it over a corpus, tells its progress, and says at which input it ended. Each is one file in
/// <c>Fuzzing/Engines</c>; <see cref="EngineCatalog"/> finds them by this interface.
/// </summary>
public interface IFuzzEngine
{
    /// <summary>Its name on the command line and in campaign.yaml.</summary>
    string Name { get; }

    /// <summary>One plain line: what it is for.</summary>
    string Purpose { get; }

    /// <summary>The same engine for an architecture; itself where it only knows this machine's.</summary>
    IFuzzEngine For(Arch arch) => this;

    /// <summary>How many of its processes run at once on other machines; 0 when they need this one's processors.</summary>
    int PlacesElsewhere => 0;

    /// <summary>Why it cannot fuzz with that Go release and instrument for that architecture, on any machine; null when it can.</summary>
    string? WhyNever(GoVersion go, Arch arch, string instrument);

    /// <summary>Why this machine cannot do it now, with the way out; null when it can.</summary>
    string? WhyNotHere(HostTools tools);

    /// <summary>Builds the target for this engine; an unchanged one is taken from the unit cache.</summary>
    /// <param name="source">The written target.</param>
    /// <param name="toolchain">The Go release.</param>
    /// <param name="instrument">The instrument's name.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="FuzzTargetException">It does not compile; the message is the compiler's.</exception>
    Task<FuzzUnit> BuildAsync(FuzzSource source, GoToolchain toolchain, string instrument, CancellationToken cancel);

    /// <summary>
    /// One process over the corpus until a limit, an artifact, or the end. New inputs go into the corpus folder as they are found, so that
    /// nothing is lost when it is killed.
    /// </summary>
    /// <param name="unit">What <see cref="BuildAsync"/> gave.</param>
    /// <param name="limits">When it ends by itself.</param>
    /// <param name="progress">Is told about once a second.</param>
    /// <param name="cancel">Ends it; the corpus stays whole.</param>
    Task<FuzzRound> RunAsync(FuzzUnit unit, FuzzLimits limits, IProgress<FuzzProgress> progress, CancellationToken cancel);

    /// <summary>
    /// Says which inputs of a corpus are enough to cover all that it covers; those that cannot be performed to the end count as needed. The corpus is
    /// only read.
    /// </summary>
    /// <param name="unit">What <see cref="BuildAsync"/> gave.</param>
    /// <param name="limits">The corpus, and how long it may take.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Names of files; null when this engine cannot tell, or the time was too short.</returns>
    Task<IReadOnlySet<string>?> MergeAsync(FuzzUnit unit, FuzzLimits limits, CancellationToken cancel) => Task.FromResult<IReadOnlySet<string>?>(null);
}
