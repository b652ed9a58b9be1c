using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Diagnosing;

/// <summary>Which instruments take their turn, in which order, and why some do not. Pure.</summary>
public static class Layers
{
    /// <summary>The cheapest first: what needs no run, what needs no build of its own, what a build makes slow, what is slow by itself.</summary>
    public static IReadOnlyList<string> Order { get; } = ["vet", "plain", "cgocheck2", "checkptr", "race", "asan", "gcstress", "efence", "valgrind"];

    private static readonly string[] s_withoutBuild = ["plain", "gcstress", "efence", "valgrind"];

    /// <summary>How often a program is tried that shows nothing, or not always the same.</summary>
    public static int Tries(string instrument) => instrument is "plain" or "race" or "gcstress" ? 3 : instrument == "asan" ? 2 : 1;

    /// <summary>Why an instrument can add nothing, or cannot be used; null when it takes its turn.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="subject">The program.</param>
    /// <param name="tools">This machine's tools.</param>
    /// <param name="steps">What was seen before.</param>
    public static string? WhyNot(IInstrument instrument, Subject subject, HostTools tools, IReadOnlyList<Step> steps)
    {
        var go = subject.Toolchain.Version;
        if (subject.Program is not null && !s_withoutBuild.Contains(instrument.Name)) return "it needs the sources: name the package instead";
        // Valgrind can run any binary; without the build tag its words on Go's own memory do not count.
        if (subject.Program is null && instrument.WhyNever(go, PlanWords.HostArch, RunnerKind.Local) is { } never) return never;
        if (!subject.UsesCgo && instrument.WhyNotWithoutCgo is { } pure) return pure;
        if (instrument.WhyNotHere(tools) is { } missing && !(subject.Program is not null && instrument.Name is "plain" or "gcstress")) return missing;
        return NothingToSee(instrument.Name, subject) ?? NothingToAdd(instrument.Name, steps);
    }

    private static string? NothingToSee(string instrument, Subject subject)
    {
        var isUnsafe = subject.Has("unsafe.") || subject.UsesCgo;
        return instrument switch
        {
            "cgocheck2" when !subject.UsesCgo => "no C memory: the program has no cgo",
            "checkptr" when !subject.Has("unsafe.") => "the program does not use unsafe",
            "race" when !subject.Has("go func") && !subject.Has("\tgo ") && !subject.Has("pthread") && !subject.Has("//export") => "one goroutine only",
            "asan" or "gcstress" or "vet" when !isUnsafe => "the program has neither cgo nor unsafe",
            "efence" when !isUnsafe => "the program has neither cgo nor unsafe",
            _ => null,
        };
    }

    private static string? NothingToAdd(string instrument, IReadOnlyList<Step> steps)
    {
        Crash? Seen(string name) => steps.FirstOrDefault(s => s.Instrument == name)?.Crash;
        if (Seen("plain") is not { } plain) return null;
        if (plain.Symptom == Symptom.Timeout && instrument != "race") return "the program hangs; it would only hang more slowly";
        // Memory is the runtime's own business there.
        if (plain.Symptom.Family == "exit" || plain.Symptom.Name is "go-fatal/signal-stack" or "go-fatal/exit-syscall") return "the program ends by itself, it touches no wrong memory";
        if (instrument == "gcstress" && plain.Symptom.Family == "go-fatal") return "the runtime has thrown without stress";
        if (instrument is "efence" or "valgrind" && Seen("asan") is { } asan && plain.Symptom.Family is "go-fatal" or "go-panic" && asan.Symptom == plain.Symptom)
            return "the runtime throws before it can see anything, as under asan";
        if (instrument == "efence" && Seen("asan") is { } seen && seen.Symptom.Family == "asan") return "asan has seen the access";
        return null;
    }
}
