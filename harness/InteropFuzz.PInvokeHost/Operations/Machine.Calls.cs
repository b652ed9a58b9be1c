using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Callbacks, errno, variadics, control.</summary>
internal sealed unsafe partial class Machine
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnCall(void* user, long value) => value * 3 + UserData.Of<long>(user);

    private void Call(int value)
    {
        using var user = new UserData(5L);
        long result = 0;
        var status = ifz_call(&OnCall, user.Pointer, value, &result);
        Say($"{(int)status} {result}");
    }

    private void CallMany(int from, int count)
    {
        using var user = new UserData(5L);
        long result = 0;
        var status = ifz_call_many(&OnCall, user.Pointer, from, (uint)count, &result);
        Say($"{(int)status} {result}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnNested(void* user, long left)
    {
        if (left <= 0) return ifz_call_depth();
        long result = 0;
        var status = ifz_call(&OnNested, user, left - 1, &result);
        return status == ifz_status.IFZ_OK ? result + UserData.Of<long>(user) : (long)status;
    }

    private void CallNested(int depth, int value)
    {
        using var user = new UserData((long)value);
        long result = 0;
        var status = ifz_call(&OnNested, user.Pointer, depth, &result);
        Say($"{(int)status} {result} depth={ifz_call_depth()}");
    }

    private void CallOnThread(int value)
    {
        using var user = new UserData(5L);
        long result = 0;
        var status = ifz_call_on_thread(&OnCall, user.Pointer, value, &result);
        Say($"{(int)status} {result}");
    }

    private void CallOnThreads(int threads, int calls)
    {
        using var user = new UserData(5L);
        long result = 0;
        var status = ifz_call_on_threads(&OnCall, user.Pointer, (uint)threads, (uint)calls, &result);
        Say($"{(int)status} {result}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ifz_point OnPoint(void* user, ifz_point point) => new() { x = point.y + (int)UserData.Of<long>(user), y = point.x * 2 };

    private void CallPoint(int x, int y)
    {
        using var user = new UserData(5L);
        ifz_point result = default;
        var status = ifz_call_point(&OnPoint, user.Pointer, new() { x = x, y = y }, &result);
        Say($"{(int)status} {result.x},{result.y}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* OnProvide(void* user, nuint* size)
    {
        var pin = UserData.Of<Pin>(user);
        *size = (nuint)pin.Data.Length;
        return pin.Address;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* OnProvideOwned(void* user, nuint* size)
    {
        var data = UserData.Of<byte[]>(user);
        *size = (nuint)data.Length;
        fixed (byte* p = data) return (byte*)ifz_mem_copy(p, (nuint)data.Length);
    }

    private void CallProvider(int size, int seed)
    {
        using var pin = new Pin(BufferOf(size, seed));
        using var user = new UserData(pin);
        ulong digest = 0;
        var status = ifz_call_provider(&OnProvide, user.Pointer, &digest);
        Say($"{(int)status} digest={digest:x16}");
    }

    private void CallProviderOwned(int size, int seed)
    {
        using var user = new UserData(BufferOf(size, seed));
        ulong digest = 0;
        var status = ifz_call_provider_owned(&OnProvideOwned, user.Pointer, &digest);
        Say($"{(int)status} digest={digest:x16}");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOrder(void* user, int a, int b) => a % 10 - b % 10 is var by and not 0 ? by : b - a;

    private void CallSort(int seed, int count)
    {
        var numbers = NumbersOf(seed, count, 0);
        fixed (int* p = numbers) Say($"{(int)ifz_call_sort(p, (nuint)count, &OnOrder, null)} sum={SumOf(numbers):x8}");
    }

    private void Register(int slot, int weight)
    {
        ifz_unregister(_callback[slot]);
        _weight[slot]?.Dispose();
        var kept = _weight[slot] = new(weight);
        uint callback = 0;
        var status = ifz_register(kept.Function, kept.User, &callback);
        _callback[slot] = callback;
        Say($"{(int)status}");
    }

    private void Fire(int slot, int value)
    {
        long result = 0;
        var status = ifz_fire(_callback[slot], value, &result);
        Say($"{(int)status} {result}");
    }

    private void FireOnThread(int slot, int value)
    {
        long result = 0;
        var status = ifz_fire_on_thread(_callback[slot], value, &result);
        Say($"{(int)status} {result}");
    }

    private void Unregister(int slot)
    {
        Say($"{(int)ifz_unregister(_callback[slot])}");
        _weight[slot]?.Dispose();
        _weight[slot] = null;
    }

    private void StackCall(int frames, int value)
    {
        using var user = new UserData(5L);
        long result = 0, other = 0;
        var status = ifz_stack_call((uint)frames, &OnCall, user.Pointer, value, &result);
        var on = ifz_stack_call_on(IFZ_LIMIT_STACK * 2, &OnCall, user.Pointer, value + 1, &other);
        Say($"{(int)status} {result} {(int)on} {other}");
    }

    // The same functions, with errno taken before the runtime can change it.
    [LibraryImport("interopfuzz-shim", EntryPoint = "ifz_errno_fail", SetLastError = true)]
    private static partial int FailWithErrno(int error, int result);

    [LibraryImport("interopfuzz-shim", EntryPoint = "ifz_errno_open_nothing", SetLastError = true)]
    private static partial int OpenNothingWithErrno();

    private void ErrnoFail(int error, int result) => Say($"{FailWithErrno(error, result)} errno={Marshal.GetLastPInvokeError()}");

    private void ErrnoOpenNothing() => Say($"{OpenNothingWithErrno()} errno={Marshal.GetLastPInvokeError()}");

    private void ErrnoText(int error)
    {
        var text = stackalloc sbyte[24];
        var status = ifz_errno_text(error, text, 24);
        Say($"{(int)status} {StringOf(text)}");
    }

    private void VaSum(int seed, int count)
    {
        var values = stackalloc long[10];
        for (var i = 0; i < 10; i++) values[i] = (long)(seed + i) << (4 * i);
        Say($"{ifz_va_sum_of(values, (uint)count)}");
    }

    private void VaFormat(int seed, int length, int value)
    {
        var room = new byte[60];
        fixed (byte* text = Utf8(TextOf(seed, length)), p = room)
        {
            var wanted = ifz_va_format_three((sbyte*)p, (nuint)room.Length, (sbyte*)text, value * 1000000007L, value * 0.125);
            Say($"{wanted} sum={Sum(room):x8}");
        }
    }

    private void JumpInside(int depth, int value)
    {
        int result = 0;
        var status = ifz_jump_inside((uint)depth, value, &result);
        Say($"{(int)status} {result}");
    }

    private void Signal(int count)
    {
        const int usr1 = 10;
        byte onStack = 0;
        var handled = ifz_signal_handle(usr1);
        var raised = ifz_status.IFZ_OK;
        for (var i = 0; i < count; i++) raised = ifz_signal_raise(usr1);
        var thread = ifz_signal_on_thread(usr1, &onStack);
        Say($"{(int)handled} {(int)raised} {(int)thread} {onStack} count={ifz_signal_count(usr1)}");
        var restored = ifz_signal_restore(usr1);
        Say($" {(int)restored} {(int)ifz_signal_raise(usr1)}");
    }

    private void StackUse(int frames, int size)
    {
        ulong deep = 0, wide = 0;
        var went = ifz_stack_deep((uint)frames, &deep);
        var lay = ifz_stack_wide((nuint)size * 6, (uint)frames, &wide);
        Say($"{(int)went} {deep:x16} {(int)lay} {wide:x16}");
    }
}
