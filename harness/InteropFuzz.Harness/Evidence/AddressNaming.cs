using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence;

/// <summary>What an address is in.</summary>
/// <param name="Kind">
/// <c>null-page</c>, <c>non-canonical</c>, <c>goroutine-stack</c>, <c>signal-stack</c>, <c>go-heap</c>, <c>main-stack</c>, <c>c-stack</c>,
/// <c>c-heap</c>, <c>file</c>, <c>guard-page</c>, <c>reserved</c>, <c>anonymous</c> or <c>unmapped</c>.
/// </param>
/// <param name="Says">The same in plain words, with the bounds that decide it.</param>
public readonly record struct AddressName(string Kind, string Says);

/// <summary>
/// Names addresses by the map of their process and by what the Go runtime knows of its own memory. For Linux on amd64 and arm64. Pure.
/// </summary>
public static class AddressNaming
{
    /// <summary>What the runtime itself takes for a nil dereference (runtime/signal_unix.go, sigpanic: below 0x1000).</summary>
    private const ulong NullPage = 0x1000;

    /// <summary>heapArenaBytes (runtime/malloc.go) on 64 bit.</summary>
    private const ulong ArenaBytes = 64 << 20;

    /// <summary>HEAP_MAX_SIZE of glibc (malloc/arena.c): arenas of threads begin at multiples of it and reserve it whole.</summary>
    private const ulong MallocArena = 64 << 20;

    /// <summary>stack_guard_gap of Linux (mm/mmap.c): 256 pages below a stack that grows are never mapped by chance.</summary>
    private const ulong StackGap = 256 * 4096;

    /// <summary>pthread_attr_setguardsize(3): a page by default; more is rare.</summary>
    private const ulong LargestGuard = 64 << 10;

    /// <summary>Names an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="map">The map of its process.</param>
    /// <param name="go">The release that built the program: where arenas could not be read, it says where they usually are.</param>
    public static AddressName Of(ulong address, MemoryMap map, GoVersion go)
    {
        if (address < NullPage)
            return new("null-page", address == 0 ? "the null pointer" : $"{address} bytes behind the null pointer: a field or element of nothing");
        // 47 bits for programs, and the upper half, in which bit 47 is repeated, for the kernel.
        if (address >> 47 is not (0 or 0x1ffff)) return new("non-canonical", "no address at all: bits 47 to 63 differ");
        if (address >> 47 == 0x1ffff && map.At(address) is null) return new("unmapped", "in the kernel's half, where a program has nothing");
        foreach (var g in map.Goroutines)
            if (g.Contains(address)) return new("goroutine-stack", $"stack of {g.Owner} (0x{g.Low:x} to 0x{g.High:x}), {address - g.Low} bytes above its end");
        foreach (var s in map.SignalStacks)
            if (s.Contains(address)) return new("signal-stack", $"signal stack of {s.Owner} (m.gsignal, 0x{s.Low:x} to 0x{s.High:x})");
        if (InGoHeap(address, map, go) is { } heap) return heap;
        return map.At(address) is { } mapping ? InMapping(address, mapping, map) : Unmapped(address, map);
    }

    private static AddressName? InGoHeap(ulong address, MemoryMap map, GoVersion go)
    {
        foreach (var arena in map.Arenas)
        {
            if (address < arena || address - arena >= ArenaBytes) continue;
            var where = $"Go heap, arena 0x{arena:x}";
            if (map.At(address) is { IsForbidden: true } or null) return new("go-heap", $"{where}: reserved, not in use yet");
            return new("go-heap", map.Span?.Of(address) is { } span ? $"{where}: {span}" : where);
        }
        // runtime/malloc.go, mallocinit: 0x00c0<<32 and up on amd64, 0x0040<<32 on arm64 in this form only from 1.22; random from Go 1.26.
        return map.Arenas.Count == 0 && go.Minor < 26 && address >> 32 == 0xc0 && map.At(address) is not null
            ? new("go-heap", "Go heap, by its address (0xc000000000 and up); the runtime's arenas could not be read")
            : null;
    }

    private static AddressName InMapping(ulong address, Mapping at, MemoryMap map)
    {
        var bounds = $"0x{at.Start:x} to 0x{at.End:x} {at.Permissions}".TrimEnd();
        switch (at.Name)
        {
            case "[stack]":
                return new("main-stack", $"C stack of the main thread ({bounds})");
            case "[heap]":
                return new("c-heap", $"C heap ([heap], {bounds})");
            case { Length: > 0 }:
                return new("file", $"mapping of {at.Name}, byte {address - at.Start} of {bounds}");
        }
        if (at.IsForbidden)
        {
            if (InMallocArena(at.Start) is { } whole) return new("c-heap", $"C heap, the part of a malloc arena that is not in use yet (arena of a thread at 0x{whole:x})");
            if (at.Size <= LargestGuard && StackAbove(at) is { } stack) return new("guard-page", $"guard page ({bounds}) below the {stack}");
            return new("reserved", $"reserved, no access ({bounds})");
        }
        if (OwnerOfStack(at) is { } owner) return new("c-stack", $"{owner} ({bounds})");
        if (InMallocArena(at.Start) is { } arena) return new("c-heap", $"C heap, malloc arena of a thread at 0x{arena:x} ({bounds})");
        if (FileBelow(at) is { } file) return new("file", $"zero-initialised data of {file} ({bounds})");
        return new("anonymous", $"anonymous memory ({bounds}): mmap of C, a large block of malloc, or the runtime's own tables");

        // What a thread's stack pointer is in, or what the runtime calls the stack of one of its threads.
        string? OwnerOfStack(Mapping m)
        {
            foreach (var (thread, sp) in map.StackPointers)
                if (m.Contains(sp) && map.Goroutines.All(g => !g.Contains(sp)) && map.SignalStacks.All(s => !s.Contains(sp))) return $"C stack of gdb's thread {thread}";
            foreach (var s in map.ThreadStacks)
                if (m.Contains(s.High - 1) && s.High - s.Low <= m.Size + LargestGuard) return $"C stack of {s.Owner} (g0)";
            return null;
        }

        string? StackAbove(Mapping guard)
        {
            foreach (var m in map.Mappings)
                if (m.Start == guard.End && !m.IsForbidden && m.Name.Length == 0) return OwnerOfStack(m) ?? "memory above it, as a C stack has it";
            return null;
        }

        // An arena's heap is readable at its beginning and reserved up to the next multiple of its largest size.
        ulong? InMallocArena(ulong start)
        {
            var begin = start & ~(MallocArena - 1);
            var first = map.At(begin);
            return first is { Name: "" } f && f.Start == begin && f.Permissions.StartsWith("rw", StringComparison.Ordinal) && f.Size < MallocArena
                && map.Mappings.Any(m => m.Start == f.End && m.IsForbidden && m.End == begin + MallocArena) ? begin : null;
        }

        string? FileBelow(Mapping m)
        {
            foreach (var below in map.Mappings)
                if (below.End == m.Start && below.Name is ['/', ..] && below.Permissions.StartsWith("rw", StringComparison.Ordinal)) return below.Name;
            return null;
        }
    }

    private static AddressName Unmapped(ulong address, MemoryMap map)
    {
        Mapping? below = null, above = null;
        foreach (var m in map.Mappings)
        {
            if (m.End <= address && (below is null || m.End > below.Value.End)) below = m;
            if (m.Start > address && (above is null || m.Start < above.Value.Start)) above = m;
        }
        if (above is { Name: "[stack]" } stack && stack.Start - address <= StackGap)
            return new("guard-page", $"unmapped, {stack.Start - address} bytes below the C stack of the main thread, which may not grow further");
        static string Say(Mapping m) => m.Name.Length > 0 ? m.Name : $"0x{m.Start:x} to 0x{m.End:x}";
        var near = below is { } b && (above is not { } up || address - b.End <= up.Start - address) ? $"{address - b.End} bytes behind {Say(b)}"
            : above is { } a ? $"{a.Start - address} bytes before {Say(a)}" : "there is no map";
        return new("unmapped", $"unmapped, {near}");
    }
}
