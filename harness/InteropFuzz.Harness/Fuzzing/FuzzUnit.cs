using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>A target built by an engine, or for replays.</summary>
/// <param name="Folder">What it needs besides the system, shown to it alone.</param>
/// <param name="Program">Its file in that folder.</param>
/// <param name="Toolchain">The Go release it was built with.</param>
/// <param name="Arch">What it runs on.</param>
/// <param name="Instrument">The instrument over it, by name.</param>
public sealed record FuzzUnit(string Folder, string Program, GoToolchain Toolchain, Arch Arch, string Instrument);
