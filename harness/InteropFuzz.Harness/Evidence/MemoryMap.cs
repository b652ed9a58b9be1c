using System.Globalization;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Evidence;

/// <summary>One line of /proc/PID/maps as gdb shows it.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="Permissions"><c>rw-p</c>; empty where gdb is too old to show them (before 12).</param>
/// <param name="Name">The file or the kernel's name in brackets; empty for anonymous memory.</param>
public readonly record struct Mapping(ulong Start, ulong End, string Permissions, string Name)
{
    /// <summary>Whether the address is in it.</summary>
    public bool Contains(ulong address) => address >= Start && address < End;

    /// <summary>Whether nothing may be done with it.</summary>
    public bool IsForbidden => Permissions.StartsWith("---", StringComparison.Ordinal);

    /// <summary>Its size in bytes.</summary>
    public ulong Size => End - Start;
}

/// <summary>A stack with its bounds.</summary>
/// <param name="Low">Its first byte.</param>
/// <param name="High">Behind its last byte.</param>
/// <param name="Owner">Whose it is: <c>goroutine 7</c>, <c>thread m3 (g0)</c>.</param>
public readonly record struct StackBounds(ulong Low, ulong High, string Owner)
{
    /// <summary>Whether the address is in it.</summary>
    public bool Contains(ulong address) => address >= Low && address < High;
}

/// <summary>The memory of a process at a stop of the debugger, with what the Go runtime says of it.</summary>
public sealed partial record MemoryMap
{
    /// <summary>In the order of addresses.</summary>
    public required IReadOnlyList<Mapping> Mappings { get; init; }

    /// <summary>Stack pointers of all threads, by gdb's number.</summary>
    public IReadOnlyDictionary<int, ulong> StackPointers { get; init; } = new Dictionary<int, ulong>();

    /// <summary>Goroutine stacks (runtime.allgs, g.stack).</summary>
    public IReadOnlyList<StackBounds> Goroutines { get; init; } = [];

    /// <summary>Signal stacks of the runtime's threads (m.gsignal.stack); the runtime takes them from the Go heap's address space.</summary>
    public IReadOnlyList<StackBounds> SignalStacks { get; init; } = [];

    /// <summary>System stacks of the runtime's threads (m.g0.stack), as far as the runtime knows them.</summary>
    public IReadOnlyList<StackBounds> ThreadStacks { get; init; } = [];

    /// <summary>First addresses of heap arenas (mheap.allArenas, from Go 1.25 on heapArenas), 64 MiB each.</summary>
    public IReadOnlyList<ulong> Arenas { get; init; } = [];

    /// <summary>What the span of the fault address is, where it is in an arena; null when it is not known.</summary>
    public GoSpan? Span { get; init; }

    /// <summary>The mapping with the address; null when there is none.</summary>
    public Mapping? At(ulong address)
    {
        foreach (var m in Mappings)
            if (m.Contains(address)) return m;
        return null;
    }

    /// <summary>Reads the lines that <see cref="Collectors.Maps"/> asks gdb for. What is none of them is passed over.</summary>
    public static MemoryMap Read(IEnumerable<string> lines)
    {
        List<Mapping> mappings = [];
        List<StackBounds> goroutines = [], signals = [], threads = [];
        List<ulong> arenas = [];
        Dictionary<int, ulong> pointers = [];
        GoSpan? span = null;
        foreach (var line in lines)
        {
            if (MappingLine().Match(line) is { Success: true } m)
            {
                if (FaultStop.Hex(m.Groups["start"].ValueSpan) is { } start && FaultStop.Hex(m.Groups["end"].ValueSpan) is { } end)
                    mappings.Add(new(start, end, m.Groups["perms"].Value, m.Groups["name"].Value));
                continue;
            }
            switch (line.Split(' '))
            {
                case ["sp", var thread, var sp] when int.TryParse(thread, CultureInfo.InvariantCulture, out var n) && FaultStop.Hex(sp) is { } address:
                    pointers[n] = address;
                    break;
                case ["g", var id, var low, var high] when Bounds(low, high, $"goroutine {id}") is { } bounds:
                    goroutines.Add(bounds);
                    break;
                case ["m", var id, "g0", var low, var high] when Bounds(low, high, $"thread m{id}") is { } bounds:
                    threads.Add(bounds);
                    break;
                case ["m", var id, "gsignal", var low, var high] when Bounds(low, high, $"thread m{id}") is { } bounds:
                    signals.Add(bounds);
                    break;
                case ["arena", var at] when FaultStop.Hex(at) is { } arena:
                    arenas.Add(arena);
                    break;
                case ["span", var at, var pages, var size, var state] when FaultStop.Hex(at) is { } from
                    && long.TryParse(pages, CultureInfo.InvariantCulture, out var count) && long.TryParse(size, CultureInfo.InvariantCulture, out var bytes)
                    && int.TryParse(state, CultureInfo.InvariantCulture, out var number):
                    span = new(from, count, bytes, number);
                    break;
            }
        }
        return new()
        {
            Mappings = mappings,
            StackPointers = pointers,
            Goroutines = goroutines,
            SignalStacks = signals,
            ThreadStacks = threads,
            Arenas = arenas,
            Span = span,
        };
    }

    /// <summary>Null for the bounds of a stack that is not there (a dead goroutine) or not known (m1 has none, m.g0 of a thread that begins).</summary>
    private static StackBounds? Bounds(string low, string high, string owner)
        => FaultStop.Hex(low) is { } l and > 0 && FaultStop.Hex(high) is { } h && h > l ? new(l, h, owner) : null;

    [GeneratedRegex(@"^ *(?<start>0x[0-9a-f]+) +(?<end>0x[0-9a-f]+) +0x[0-9a-f]+ +0x[0-9a-f]+(?: +(?<perms>[-rwxsp]{4}))?(?: +(?<name>\S.*?))? *$")]
    private static partial Regex MappingLine();
}

/// <summary>A span of the Go heap (runtime/mheap.go, mspan).</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Pages">Its size in pages of 8 KiB.</param>
/// <param name="ElementSize">The size of its objects.</param>
/// <param name="State">mSpanDead 0, mSpanInUse 1, mSpanManual 2.</param>
public readonly record struct GoSpan(ulong Start, long Pages, long ElementSize, int State)
{
    private const ulong Page = 8192;

    /// <summary>What it says of an address.</summary>
    public string? Of(ulong address)
    {
        if (address < Start || address >= Start + (ulong)Pages * Page) return null;
        return State switch
        {
            1 when ElementSize > 0 => $"byte {(address - Start) % (ulong)ElementSize} of slot {(address - Start) / (ulong)ElementSize} of a span of {ElementSize}-byte objects",
            1 => "a span of objects",
            2 => "a span that the runtime manages by hand (stacks)",
            _ => "a span that is free",
        };
    }
}
