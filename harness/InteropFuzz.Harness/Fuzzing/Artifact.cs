using InteropFuzz.Harness.Running;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>An input at which a fuzzing process ended, with what it said.</summary>
/// <param name="Target">The target's name; empty from an engine, whose round is of one target that the caller knows.</param>
/// <param name="Input">The input.</param>
/// <param name="Unit">What performed it.</param>
/// <param name="Observation">How it ended.</param>
/// <param name="Crash">What triage reads in that.</param>
public sealed record Artifact(string Target, byte[] Input, FuzzUnit Unit, Observation Observation, Crash Crash);
