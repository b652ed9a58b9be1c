using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Threads, globals, canaries, and what the runtime does besides.</summary>
internal sealed unsafe partial class Machine
{
    /// <summary>The user data of workers, who may call when the operation is long over.</summary>
    private static readonly UserData s_seven = new(7L);

    /// <summary>Ends what was lent to a worker that has come to its end.</summary>
    private void Unlend(int slot)
    {
        _lent[slot]?.Dispose();
        _lent[slot] = null;
    }

    private void Stop(int slot)
    {
        ifz_worker_stop(_worker[slot]);
        _worker[slot] = 0;
        Unlend(slot);
    }

    private void WorkerStart(int slot)
    {
        Stop(slot);
        uint worker = 0;
        var status = ifz_worker_start(&worker);
        _worker[slot] = worker;
        Say($"{(int)status}");
    }

    private void WorkerCall(int slot, int value) => Say($"{(int)ifz_worker_call(_worker[slot], &OnCall, s_seven.Pointer, value)}");

    private void WorkerFill(int slot, int size, int seed)
    {
        var pin = new Pin(BufferOf(size + 1, 0));
        var status = ifz_worker_fill(_worker[slot], pin.Address, (nuint)pin.Data.Length, (uint)seed);
        if (status == ifz_status.IFZ_OK) _lent[slot] = pin;
        else pin.Dispose();
        Say($"{(int)status}");
    }

    private void WorkerWait(int slot)
    {
        long result = 0;
        var status = ifz_worker_wait(_worker[slot], &result);
        Say($"{(int)status} {result} sum={Sum(_lent[slot]?.Data ?? []):x8}");
        Unlend(slot);
    }

    private void WorkerStop(int slot)
    {
        Say(_worker[slot] != 0 ? "ok" : "none");
        Stop(slot);
    }

    /// <summary>The lock is a thread's; managed code does not change threads here.</summary>
    private void Lock()
    {
        var entered = ifz_lock_enter();
        var again = ifz_lock_enter();
        var left = ifz_lock_leave();
        Say($"{(int)entered} {(int)again} {(int)left} {(int)ifz_lock_leave()}");
    }

    // P/Invoke binds functions only; a variable has an address.
    private static readonly int* s_globalNumber = (int*)NativeLibrary.GetExport(ShimLibrary.Handle, "ifz_global_number");
    private static readonly sbyte* s_globalName = (sbyte*)NativeLibrary.GetExport(ShimLibrary.Handle, "ifz_global_name");

    private void GlobalAdd(int by)
    {
        var now = ifz_global_add(by);
        *s_globalNumber += by * 2;
        Say($"{now} total={ifz_global_total()} {StringOf(s_globalName)}");
    }

    private void GlobalText(int seed, int length)
    {
        var before = new byte[200];
        nuint needed = 0;
        fixed (byte* text = Utf8(TextOf(seed, length)), p = before)
        {
            var got = ifz_global_text_get((sbyte*)p, (nuint)before.Length, &needed);
            var set = ifz_global_text_set((sbyte*)text);
            Say($"{(int)got} needed={needed} sum={Sum(before):x8} {(int)set}");
        }
    }

    private void CanaryNew(int slot, int size)
    {
        ifz_canary_free(_canary[slot]);
        ifz_canary_forget(_canary[slot]);
        uint canary = 0;
        var status = ifz_canary_new((nuint)size, &canary);
        (_canary[slot], _canarySize[slot]) = (canary, size);
        Say($"{(int)status}");
    }

    private void CanaryWrite(int slot, int seed)
    {
        var data = ifz_canary_data(_canary[slot]);
        if (data == null)
        {
            Say("none");
            return;
        }
        var view = new Span<byte>(data, _canarySize[slot]);
        for (var i = 0; i < view.Length; i++) view[i] = PatternAt(seed, i);
        Say($"sum={Sum(view):x8}");
    }

    private void CanarySeal(int slot) => Say($"{(int)ifz_canary_seal(_canary[slot])}");

    private void CanaryCheck(int slot)
    {
        ifz_canary_report report = default;
        var status = ifz_canary_check(_canary[slot], &report);
        Say($"{(int)status} zone={(int)report.zone} offset={report.offset} changed={report.changed} count={report.count} first={report.found[0]}");
    }

    private void CanaryFree(int slot) => Say($"{(int)ifz_canary_free(_canary[slot])}");

    /// <summary>Compacting, so that what is not pinned moves.</summary>
    private void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Say("ok");
    }

    private void Garbage(int count)
    {
        var sum = 0u;
        for (var i = 0; i < count; i++) sum += Sum(BufferOf(i * 200, i));
        Say($"{sum}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnDeeper(void* user, long value) => Deeper(UserData.Of<int>(user) - 1, value);

    /// <summary>A kilobyte of stack on each level; every eighth one goes through C.</summary>
    private static long Deeper(int depth, long value)
    {
        var local = stackalloc byte[1024];
        for (var i = 0; i < 1024; i++) local[i] = PatternAt(depth, i);
        var result = value;
        if (depth > 0 && depth % 8 == 0)
        {
            using var user = new UserData(depth);
            ifz_call(&OnDeeper, user.Pointer, value, &result);
        }
        else if (depth > 0)
        {
            result = Deeper(depth - 1, value);
        }
        return result * 3 % 1000003 + local[result & 1023] + (long)(ifz_borrow_sum(local, 1024) % 7);
    }

    /// <summary>On a new thread, whose stack is small.</summary>
    private void GrowStack(int depth, int value)
    {
        long result = 0;
        var thread = new Thread(() => result = Deeper(depth, value + 128), maxStackSize: 512 << 10);
        thread.Start();
        thread.Join();
        Say($"{result}");
    }

    private void Concurrently(int threads, int seed)
    {
        var results = new long[threads];
        var all = Enumerable.Range(0, threads).Select(i => new Thread(() => results[i] = Piece(100 + 50 * i, seed + i), maxStackSize: 512 << 10)).ToList();
        foreach (var thread in all) thread.Start();
        foreach (var thread in all) thread.Join();
        long sum = 0;
        foreach (var result in results) sum = sum * 31 + result;
        Say($"{sum}");
    }

    private static long Piece(int size, int seed)
    {
        using var user = new UserData(7L);
        long called = 0;
        fixed (byte* data = BufferOf(size, seed))
        {
            ifz_borrow_xor(data, (nuint)size, 0x5a);
            ifz_call(&OnCall, user.Pointer, size, &called);
            return (long)ifz_borrow_sum(data, (nuint)size) + called;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnSend(void* user, long value)
    {
        UserData.Of<BlockingCollection<long>>(user).Add(value);
        return value + 1;
    }

    private void Channel(int threads, int calls)
    {
        using var sent = new BlockingCollection<long>(1);
        using var answer = new BlockingCollection<long>(1);
        using var user = new UserData(sent);
        var thread = new Thread(() => answer.Add(sent.GetConsumingEnumerable().Sum(value => value * value + 1)), maxStackSize: 512 << 10);
        thread.Start();
        long result = 0;
        var status = ifz_call_on_threads(&OnSend, user.Pointer, (uint)threads, (uint)calls, &result);
        sent.CompleteAdding();
        Say($"{(int)status} {result} total={answer.Take()}");
        thread.Join();
    }

    private void HandOver(int stages, int size, int seed)
    {
        Memory memory;
        fixed (byte* data = BufferOf(size, seed)) memory = new((nint)ifz_mem_copy(data, (nuint)size), size);
        var channels = Enumerable.Range(0, stages + 1).Select(_ => new BlockingCollection<(Memory Memory, int Key)>(1)).ToList();
        var all = Enumerable.Range(0, stages).Select(i => new Thread(() => Pass(channels[i], channels[i + 1]), maxStackSize: 512 << 10)).ToList();
        foreach (var thread in all) thread.Start();
        channels[0].Add((memory, seed));
        var last = channels[stages].Take();
        foreach (var thread in all) thread.Join();
        foreach (var channel in channels) channel.Dispose();
        Say($"{last.Key} sum={Sum(last.Memory.View):x8}");
        ifz_mem_free(last.Memory.Data);
    }

    private static void Pass(BlockingCollection<(Memory Memory, int Key)> from, BlockingCollection<(Memory Memory, int Key)> to)
    {
        var (memory, key) = from.Take();
        ifz_borrow_xor(memory.Data, (nuint)memory.Size, (byte)key);
        to.Add((memory, key + 1));
    }

    private sealed class Owner(uint block)
    {
        ~Owner() => ifz_block_release(block);
    }

    /// <summary>Apart, so that no frame still refers to the object.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Orphan(uint block) => _ = new Owner(block);

    private void Finalize(int size)
    {
        uint block = 0;
        var status = ifz_block_new((nuint)size, 1, &block);
        var before = ifz_block_references(block);
        Orphan(block);
        // The first collection finds it, as a rule.
        for (var tries = 0; tries < 100 && ifz_block_references(block) != 0; tries++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Say($"{(int)status} {before} then {ifz_block_references(block)}");
    }

    private void Echo(int value)
    {
        Say($"{ifz_echo_i8((sbyte)value)} {ifz_echo_u8((byte)value)} {ifz_echo_i16((short)(value * 257))} {ifz_echo_u16((ushort)(value * 257))} {ifz_echo_i32(value * 65537)} {ifz_echo_u32((uint)value * 65537)}");
        var wide = value * 4295032833L;
        Say($" {ifz_echo_i64(wide)} {ifz_echo_u64((ulong)wide)} {(int)ifz_echo_f32((float)value * 2)} {(int)ifz_echo_f64(value * 4.0)} {ifz_echo_bool((byte)(value % 2 != 0 ? 1 : 0))}");
        Say($" {ifz_many((sbyte)value, (ushort)(value * 3), value, wide, value, value * 0.5, (byte)value, (short)(value * 5), (uint)value, (ulong)wide, value * 0.25, (byte)(value > 0 ? 1 : 0)):x16}");
    }
}
