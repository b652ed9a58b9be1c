using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>A target built by an engine, or for replays.</summary>
/// <param name="Folder">What it needs besides the system, shown to it alone.</param>
/// <param name="Program">Its file in that folder.</param>
/// <param name="Toolchain">The Go release it was built with.</param>
/// <param name="Arch">What it runs on.</param>
/// <param name="Instrument">The instrument over it, by name; several joined by <c>+</c>.</param>
public sealed record FuzzUnit(string Folder, string Program, GoToolchain Toolchain, Arch Arch, string Instrument)
{
    /// <summary>The instrument whose replays show what this unit shows: an engine may have more over the C code than it was asked for.</summary>
    public string ReplayInstrument { get; init; } = Instrument;
}
