using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Campaigns;

/// <summary>One way to fuzz one target: a cell of Go release × architecture × instrument, under an engine.</summary>
/// <param name="Target">What is fuzzed.</param>
/// <param name="Toolchain">The Go release.</param>
/// <param name="Arch">The architecture.</param>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Engine">The engine.</param>
public sealed record FuzzLane(IFuzzTarget Target, GoToolchain Toolchain, Arch Arch, string Instrument, IFuzzEngine Engine)
{
    /// <summary>A file with words for mutations, besides the target's own; null for none.</summary>
    public string? Dictionary { get; init; }

    /// <summary>The architecture of the other machines on which its programs run; null when they run on this one.</summary>
    public Arch? Elsewhere => Engine.PlacesElsewhere > 0 ? Arch : null;

    /// <summary><c>shim go1.27/amd64/asan/libfuzzer</c>; the patch release is left out, so that a name outlives an update.</summary>
    public string Name => $"{Target.Name} go{Toolchain.Version.Release}/{Arch.Name()}/{Instrument}/{Engine.Name}";
}
