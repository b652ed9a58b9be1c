using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>The memory map at death, so that the fault address, and the addresses in Go's own words, have names.</summary>
public sealed partial class Maps : ICollector
{
    private const int MostNamed = 8;

    /// <summary>si_code of a fault whose address the processor does not tell (asm-generic/siginfo.h).</summary>
    private const int SiKernel = 128;

    /// <inheritdoc/>
    public string Name => "maps";

    /// <inheritdoc/>
    public int Order => 40;

    /// <inheritdoc/>
    public string Purpose => "the memory map at death: which heap, stack, file or hole a fault address is in";

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => Debugger.WhyNotHere(tools);

    /// <inheritdoc/>
    public string? WhyNotIn(in Planning.Cell cell) => Debugger.WhyNotIn(cell);

    /// <summary>
    /// The map, the stack pointers, and from the runtime's own variables: stacks of goroutines and threads, arenas, the span of the
    /// fault address. An arena's address is its index times its size from -2^47 on (runtime/malloc.go, arenaBaseOffset on amd64).
    /// </summary>
    public IReadOnlyList<string> AskDebugger(GoVersion go)
    {
        var arenas = go.Minor >= 25 ? "heapArenas" : "allArenas";
        return
        [
            "info proc mappings",
            "thread apply all -q -s printf \"sp %d 0x%lx\\n\", $_thread, $sp",
            "set $i = 0",
            "while $i < 'runtime.allgs'.len && $i < 256",
            "set $g = 'runtime.allgs'.array[$i]",
            "printf \"g %ld 0x%lx 0x%lx\\n\", $g->goid, $g->stack.lo, $g->stack.hi",
            "set $i = $i + 1",
            "end",
            "set $m = 'runtime.allm'",
            "set $i = 0",
            "while $m && $i < 64",
            "printf \"m %ld g0 0x%lx 0x%lx\\n\", $m->id, $m->g0->stack.lo, $m->g0->stack.hi",
            "if $m->gsignal",
            "printf \"m %ld gsignal 0x%lx 0x%lx\\n\", $m->id, $m->gsignal->stack.lo, $m->gsignal->stack.hi",
            "end",
            "set $m = $m->alllink",
            "set $i = $i + 1",
            "end",
            "set $i = 0",
            $"while $i < 'runtime.mheap_'.{arenas}.len && $i < 256",
            $"printf \"arena 0x%lx\\n\", ((unsigned long) 'runtime.mheap_'.{arenas}.array[$i] << 26) + 0xffff800000000000",
            "set $i = $i + 1",
            "end",
            // A signal's address; at a breakpoint there is no siginfo of a fault, and an error would end what follows: so it comes last.
            "set $a = (unsigned long) $_siginfo._sifields._sigfault.si_addr",
            "set $i = ($a - 0xffff800000000000) >> 26",
            "set $h = $i < 4194304 ? (*'runtime.mheap_'.arenas[0])[$i] : 0",
            "set $s = $h ? $h->spans[($a >> 13) & 8191] : 0",
            "if $s",
            "printf \"span 0x%lx %ld %ld %d\\n\", $s->startAddr, $s->npages, $s->elemsize, $s->state.s.value",
            "end",
        ];
    }

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Stop is not { } stop) return EvidencePart.Nothing(material.WhyNoStop ?? "there was no fault");
        var lines = stop.PartOf(Name);
        var map = MemoryMap.Read(lines);
        if (map.Mappings.Count == 0) return EvidencePart.Nothing("gdb could not read the map");
        var go = material.Planned.Cell.Go;
        var named = new List<(ulong Address, string Where)>();
        if (Fault(stop) is { } fault) named.Add(fault);
        foreach (var (address, line) in InWords(material.DebuggedOutput))
            if (named.All(n => n.Address != address) && named.Count < MostNamed) named.Add((address, line));
        named.Add((stop.Pc, "program counter"));
        named.Add((stop.Sp, "stack pointer"));
        var says = new List<string>();
        var addresses = new JsonArray();
        foreach (var (address, where) in named)
        {
            var name = AddressNaming.Of(address, map, go);
            says.Add($"0x{address:x} is {name.Kind}: {name.Says}   ({where})");
            addresses.Add(new JsonObject { ["address"] = $"0x{address:x}", ["kind"] = name.Kind, ["says"] = name.Says, ["where"] = where });
        }
        return new()
        {
            Says = says,
            Figures = new() { ["mappings"] = map.Mappings.Count, ["goroutines"] = map.Goroutines.Count, ["arenas"] = map.Arenas.Count, ["addresses"] = addresses },
        };
    }

    /// <summary>
    /// The address that was touched. For one that is not canonical amd64 gives none, and Linux 0 with SI_KERNEL: then it is what the
    /// instruction computes from its registers.
    /// </summary>
    private static (ulong Address, string Where)? Fault(FaultStop stop)
    {
        if (!stop.IsSignal || stop.What is not ("SIGSEGV" or "SIGBUS")) return null;
        if (stop.Code != SiKernel) return stop.Address is { } address ? (address, "fault address") : null;
        return Operand.Of(stop) is { } computed ? (computed, "address that the instruction computes; the processor names none") : null;
    }

    /// <summary>Addresses in what the runtime says before it lists goroutines.</summary>
    private static IEnumerable<(ulong Address, string Line)> InWords(string output)
    {
        foreach (var line in output.Split('\n'))
        {
            if (line.StartsWith("goroutine ", StringComparison.Ordinal) || line.StartsWith("runtime stack:", StringComparison.Ordinal)) yield break;
            if (!Words().IsMatch(line)) continue;
            foreach (Match m in Address().Matches(line))
                // PC= and the like say where it ran, which is shown anyway.
                if (FaultStop.Hex(m.Groups["address"].ValueSpan) is { } address) yield return (address, "in: " + (line.Length > 100 ? line[..100] + "…" : line));
        }
    }

    [GeneratedRegex(@"^(runtime: |fatal error: |panic: |unexpected fault address |checkptr: |\[signal |SIG[A-Z]+: |PC=|found |object=|\*\* |free\(\)|munmap_chunk|malloc)")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![\w])(?<!pc=|PC=)(?<address>0x[0-9a-f]{1,16})\b")]
    private static partial Regex Address();
}
