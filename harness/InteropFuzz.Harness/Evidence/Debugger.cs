using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence;

/// <summary>When collectors that ask gdb have nothing to ask.</summary>
internal static class Debugger
{
    internal static string? WhyNotHere(HostTools tools) => tools.Gdb is null ? "gdb is missing (apt-get install gdb) or switched off" : null;

    internal static string? WhyNotIn(in Cell cell)
        => cell.Instrument.IsStatic ? $"{cell.Instrument.Name} runs nothing"
            : cell.Instrument.Name == "valgrind" ? "inside of Valgrind gdb sees Valgrind"
            : null;
}
