using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Operations that are faults: they run only when asked for.</summary>
internal sealed unsafe partial class Machine
{
    private void BadWriteFreed(int size, int value)
    {
        ifz_fault_write_freed((nuint)size, (byte)value);
        Say("done");
    }

    private void BadReadFreed(int size)
    {
        ifz_fault_read_freed((nuint)size);
        Say("done");
    }

    private void BadDoubleFree(int size)
    {
        ifz_fault_double_free((nuint)size);
        Say("done");
    }

    private Memory Take(int slot)
    {
        var memory = _memory[slot];
        _memory[slot] = default;
        return memory;
    }

    private void BadMemFreeTwice(int slot)
    {
        var memory = Take(slot);
        ifz_mem_free(memory.Data);
        ifz_mem_free(memory.Data);
        Say(memory.Address != 0 ? "done" : "none");
    }

    private void BadUseAfterFree(int slot, int value)
    {
        var memory = Take(slot);
        ifz_mem_free(memory.Data);
        memory.View.Fill((byte)value);
        Say(memory.Size > 0 ? "done" : "none");
    }

    private void BadFreeLent(int slot)
    {
        fixed (byte* data = _buffer[slot]) ifz_fault_free_lent(data);
        Say("done");
    }

    private void BadLeak(int size)
    {
        ifz_fault_leak((nuint)size);
        Say("done");
    }

    private void BadGiveFreed(int size)
    {
        var data = ifz_fault_give_freed((nuint)size);
        if (data != null && size > 0) Volatile.Read(ref data[size - 1]);
        Say("done");
    }

    private void BadWritePast(int slot, int by, int value)
    {
        fixed (byte* data = _buffer[slot]) ifz_fault_write_past(data, (nuint)_buffer[slot].Length, (nuint)by, (byte)value);
        Say("done");
    }

    private void BadWriteBefore(int slot, int by, int value)
    {
        fixed (byte* data = _buffer[slot]) ifz_fault_write_before(data, (nuint)by, (byte)value);
        Say("done");
    }

    private void BadReadPast(int slot, int by)
    {
        fixed (byte* data = _buffer[slot]) ifz_fault_read_past(data, (nuint)_buffer[slot].Length, (nuint)by);
        Say("done");
    }

    private void BadMemWritePast(int slot, int by, int value)
    {
        var memory = _memory[slot];
        if (memory.Address != 0) new Span<byte>(memory.Data + memory.Size, by).Fill((byte)value);
        Say(memory.Address != 0 ? "done" : "none");
    }

    private void BadSayLonger(int slot, int by)
    {
        nuint written = 0;
        fixed (byte* data = _buffer[slot])
        {
            ifz_fault_say_longer(data, (nuint)_buffer[slot].Length, (nuint)by, &written);
            for (nuint i = 0; data != null && i < written; i++) Volatile.Read(ref data[i]);
        }
        Say($"{written}");
    }

    private void KeepLent(int slot)
    {
        fixed (byte* data = _buffer[slot]) ifz_fault_keep_lent(data, (nuint)_buffer[slot].Length);
        _buffer[slot] = [];
        GC.Collect();
    }

    private void BadKeepLent(int slot)
    {
        KeepLent(slot);
        ifz_fault_read_kept();
        Say("done");
    }

    private void BadTouchKept(int slot, int value)
    {
        KeepLent(slot);
        ifz_fault_touch_kept((byte)value);
        Say("done");
    }

    private void BadUnpinEarly(int slot)
    {
        _keptPin[slot]?.Dispose();
        _kept[slot] = null;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Say($"{(int)ifz_retained_write(_retained[slot], 0, 1)}");
    }

    private void BadStorePointer(int slot)
    {
        var place = new nint[1];
        fixed (nint* p = place)
        fixed (byte* data = _buffer[slot])
        {
            ifz_fault_store_pointer((void**)p, data);
            Say(place[0] == (nint)data ? "stored" : "lost");
            ifz_fault_store_pointer((void**)p, null);
        }
    }

    private void BadFireUnregistered(int value)
    {
        GC.Collect();
        ifz_fault_fire_unregistered(value);
        Say("done");
    }

    private void BadCanaryHit(int slot, int offset, int value)
    {
        ifz_fault_canary_hit(_canary[slot], offset, (byte)value);
        Say("done");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnJump(void* user, long value)
    {
        ifz_fault_jump(value);
        return value;
    }

    private void BadJumpOverCallback(int value)
    {
        long result = 0;
        var status = ifz_jump_guard(&OnJump, null, value, &result);
        Say($"{(int)status} {result}");
    }

    private void BadWriteNull()
    {
        ifz_fault_write_address(0, 1);
        Say("done");
    }

    private void BadStackSmash(int by)
    {
        ifz_fault_stack_smash((nuint)by);
        Say("done");
    }

    private void BadPassNested(int slot)
    {
        var room = stackalloc byte[8];
        nuint written = 0;
        fixed (byte* data = _buffer[slot])
        {
            var spans = new ifz_span[] { new() { data = data, size = (nuint)_buffer[slot].Length } };
            fixed (ifz_span* span = spans) ifz_gather(span, 1, room, 8, &written);
        }
        Say("done");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* OnProvideUnpinned(void* user, nuint* size)
    {
        var data = UserData.Of<byte[]>(user);
        *size = (nuint)data.Length;
        fixed (byte* p = data) return p;
    }

    private void BadReturnUnpinned(int size, int seed)
    {
        using var user = new UserData(BufferOf(size, seed));
        ulong digest = 0;
        ifz_call_provider(&OnProvideUnpinned, user.Pointer, &digest);
        Say("done");
    }

    private void BadLeakPin(int slot)
    {
        GCHandle.Alloc(_buffer[slot], GCHandleType.Pinned);
        GC.Collect();
        Say("done");
    }

    private void BadStoreInC(int slot)
    {
        var place = (void**)ifz_mem_alloc(8);
        fixed (byte* data = _buffer[slot]) *place = data;
        ifz_mem_free(place);
        Say("done");
    }
}
