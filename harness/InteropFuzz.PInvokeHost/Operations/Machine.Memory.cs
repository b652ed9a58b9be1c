using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Ownership, borrowing, buffers.</summary>
internal sealed unsafe partial class Machine
{
    private void BlockNew(int slot, int size, int fill)
    {
        ifz_block_release(_block[slot]);
        uint block = 0;
        var status = ifz_block_new((nuint)size, (byte)fill, &block);
        _block[slot] = block;
        Say($"{(int)status}");
    }

    private void BlockRetain(int slot)
    {
        var status = ifz_block_retain(_block[slot]);
        Say($"{(int)status} references={ifz_block_references(_block[slot])}");
    }

    private void BlockRelease(int slot)
    {
        var status = ifz_block_release(_block[slot]);
        Say($"{(int)status} references={ifz_block_references(_block[slot])} released={_released}");
    }

    private void BlockWrite(int slot, int offset, int size)
    {
        fixed (byte* data = BufferOf(size, offset)) Say($"{(int)ifz_block_write(_block[slot], (nuint)offset, data, (nuint)size)}");
    }

    private void BlockRead(int slot, int offset, int size)
    {
        var data = BufferOf(size, 0);
        fixed (byte* p = data) Say($"{(int)ifz_block_read(_block[slot], (nuint)offset, p, (nuint)size)} sum={Sum(data):x8}");
    }

    private void BlockResize(int slot, int size)
    {
        var status = ifz_block_resize(_block[slot], (nuint)size);
        nuint now = 0;
        ifz_block_size(_block[slot], &now);
        Say($"{(int)status} size={now}");
    }

    private void BlockDigest(int slot)
    {
        ulong digest = 0;
        var status = ifz_block_digest(_block[slot], &digest);
        Say($"{(int)status} digest={digest:x16}");
    }

    private void BlockView(int slot, int value)
    {
        var data = ifz_block_data(_block[slot]);
        nuint size = 0;
        if (data == null || ifz_block_size(_block[slot], &size) != ifz_status.IFZ_OK)
        {
            Say("none");
            return;
        }
        var view = new Span<byte>(data, (int)size);
        for (var i = 0; i < view.Length; i += 16) view[i] = (byte)value;
        Say($"sum={Sum(view):x8}");
    }

    private void BlockClone(int slot, int to)
    {
        uint clone = 0;
        var status = ifz_block_clone(_block[slot], &clone);
        ifz_block_release(_block[to]);
        _block[to] = clone;
        Say($"{(int)status} released={_released}");
    }

    private void BlockDetach(int slot)
    {
        byte* data = null;
        nuint size = 0;
        var status = ifz_block_detach(_block[slot], &data, &size);
        Say($"{(int)status} size={size} sum={Sum(new Span<byte>(data, (int)size)):x8}");
        ifz_mem_free(data);
    }

    /// <summary>The user data of a release function: it ends the pin.</summary>
    private sealed record Release(Machine Machine, Pin Pin);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRelease(void* user, void* data, nuint size)
    {
        var handle = GCHandle.FromIntPtr((nint)user);
        var release = (Release)handle.Target!;
        handle.Free();
        release.Pin.Dispose();
        release.Machine._released++;
    }

    private void BlockAdopt(int slot, int size, int seed)
    {
        ifz_block_release(_block[slot]);
        var pin = new Pin(BufferOf(size + 1, seed));
        var user = new UserData(new Release(this, pin));
        uint block = 0;
        var status = ifz_block_adopt(pin.Address, (nuint)pin.Data.Length, &OnRelease, user.Pointer, &block);
        if (status != ifz_status.IFZ_OK)
        {
            pin.Dispose();
            user.Dispose();
        }
        _block[slot] = block;
        Say($"{(int)status} released={_released}");
    }

    private void MemCopy(int slot, int size, int seed)
    {
        ifz_mem_free(_memory[slot].Data);
        fixed (byte* data = BufferOf(size, seed)) _memory[slot] = new((nint)ifz_mem_copy(data, (nuint)size), size);
        if (_memory[slot].Address == 0) _memory[slot] = default;
        Say($"{_memory[slot].Size} sum={Sum(_memory[slot].View):x8}");
    }

    private void MemResize(int slot, int size)
    {
        var old = _memory[slot];
        var data = (nint)ifz_mem_resize(old.Data, (nuint)size);
        if (data != 0)
        {
            _memory[slot] = new(data, size);
            _memory[slot].View[Math.Min(old.Size, size)..].Clear();
        }
        Say($"{(data != 0 ? "ok" : "none")} size={_memory[slot].Size} sum={Sum(_memory[slot].View):x8}");
    }

    private void MemFree(int slot)
    {
        Say(_memory[slot].Address != 0 ? "ok" : "none");
        ifz_mem_free(_memory[slot].Data);
        _memory[slot] = default;
    }

    private void BufferNew(int slot, int size, int seed)
    {
        _buffer[slot] = BufferOf(size, seed);
        Say($"sum={Sum(_buffer[slot]):x8}");
    }

    private void BufferSum(int slot) => Say($"{_buffer[slot].Length} sum={Sum(_buffer[slot]):x8}");

    private void BorrowSum(int slot)
    {
        fixed (byte* data = _buffer[slot]) Say($"{ifz_borrow_sum(data, (nuint)_buffer[slot].Length)}");
    }

    private void BorrowXor(int slot, int key)
    {
        fixed (byte* data = _buffer[slot]) Say($"{(int)ifz_borrow_xor(data, (nuint)_buffer[slot].Length, (byte)key)} sum={Sum(_buffer[slot]):x8}");
    }

    /// <summary>The buffer leaves its place; from now on it is C's to say when it may go.</summary>
    private void Retain(int slot, int buffer)
    {
        ifz_retained_release(_retained[slot]);
        (_retained[slot], _kept[slot]) = (0, null);
        var pin = new Pin(_buffer[buffer]);
        var user = new UserData(new Release(this, pin));
        uint retained = 0;
        var status = ifz_retain(pin.Address, (nuint)pin.Data.Length, &OnRelease, user.Pointer, &retained);
        if (status == ifz_status.IFZ_OK)
        {
            (_retained[slot], _kept[slot], _keptPin[slot], _buffer[buffer]) = (retained, pin.Data, pin, []);
        }
        else
        {
            pin.Dispose();
            user.Dispose();
        }
        Say($"{(int)status} released={_released}");
    }

    private void RetainedWrite(int slot, int offset, int value)
    {
        var status = ifz_retained_write(_retained[slot], (nuint)offset, (byte)value);
        ulong digest = 0;
        ifz_retained_digest(_retained[slot], &digest);
        Say($"{(int)status} digest={digest:x16}");
    }

    /// <summary>Both sides look at the same byte.</summary>
    private void RetainedRead(int slot, int offset)
    {
        byte value = 0;
        var status = ifz_retained_read(_retained[slot], (nuint)offset, &value);
        Say($"{(int)status} {value} {(status == ifz_status.IFZ_OK ? _kept[slot]![offset] : -1)}");
    }

    private void RetainedRelease(int slot)
    {
        var status = ifz_retained_release(_retained[slot]);
        _kept[slot] = null;
        Say($"{(int)status} released={_released}");
    }

    private void CookieSwap(int slot, int value)
    {
        var before = ifz_cookie_swap((uint)slot, (nuint)GCHandle.ToIntPtr(GCHandle.Alloc(value)));
        if (before == 0)
        {
            Say("none");
            return;
        }
        var handle = GCHandle.FromIntPtr((nint)before);
        Say($"{(int)handle.Target!}");
        handle.Free();
    }

    private void Fill(int slot, int value)
    {
        fixed (byte* data = _buffer[slot]) Say($"{(int)ifz_fill(data, (nuint)_buffer[slot].Length, (byte)value)} sum={Sum(_buffer[slot]):x8}");
    }

    private void Pattern(int slot, int seed)
    {
        var size = (nuint)_buffer[slot].Length;
        fixed (byte* data = _buffer[slot])
        {
            var status = ifz_pattern(data, size, (uint)seed);
            Say($"{(int)status} sum={Sum(_buffer[slot]):x8} {ifz_pattern_differs(data, size, (uint)seed)} {ifz_pattern_differs(data, size, (uint)seed + 1)}");
        }
    }

    private void Copy(int slot, int to)
    {
        if (slot == to)
        {
            Say("same");
            return;
        }
        nuint copied = 0;
        fixed (byte* from = _buffer[slot], data = _buffer[to])
        {
            var status = ifz_copy(data, (nuint)_buffer[to].Length, from, (nuint)_buffer[slot].Length, &copied);
            Say($"{(int)status} copied={copied} sum={Sum(_buffer[to]):x8}");
        }
    }

    private void Reverse(int slot)
    {
        var size = (nuint)_buffer[slot].Length;
        fixed (byte* data = _buffer[slot])
        {
            var turned = ifz_reverse(data, size);
            var moved = ifz_move(data, size, 0, size / 3, size / 2);
            Say($"{(int)turned} {(int)moved} sum={Sum(_buffer[slot]):x8}");
        }
    }

    private void Compare(int slot, int to)
    {
        var (a, b) = (_buffer[slot], _buffer[to]);
        fixed (byte* x = a, y = b)
            Say($"{ifz_compare(x, (nuint)a.Length, y, (nuint)b.Length)} found={ifz_find(x, (nuint)a.Length, b.Length > 0 ? b[0] : (byte)0)}");
    }

    private void Gather(int slot, int to)
    {
        using var a = new Pin(_buffer[slot]);
        using var b = new Pin(_buffer[to]);
        var spans = stackalloc ifz_span[3];
        spans[0] = new() { data = a.Address, size = (nuint)a.Data.Length };
        spans[1] = new() { data = b.Address, size = (nuint)b.Data.Length };
        spans[2] = new() { data = a.Address, size = (nuint)(a.Data.Length / 2) };
        var all = BufferOf(4096, 0);
        nuint written = 0;
        fixed (byte* data = all)
        {
            var status = ifz_gather(spans, 3, data, (nuint)all.Length, &written);
            Say($"{(int)status} written={written} sum={Sum(all):x8}");
        }
    }

    private void Part(int slot, int offset, int size)
    {
        var part = _buffer[slot].AsSpan(Math.Min(offset, _buffer[slot].Length));
        part = part[..Math.Min(size, part.Length)];
        fixed (byte* data = part)
        {
            var status = ifz_borrow_xor(data, (nuint)part.Length, 0x3c);
            Say($"{(int)status} bytes={part.Length} sum={Sum(_buffer[slot]):x8}");
        }
    }
}
