using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InteropFuzz.PInvokeHost;

/// <summary>What calls cost from .NET, in each of the ways that it has.</summary>
internal static unsafe partial class CallBench
{
    /// <summary>Rounds of a kind before it counts: tiered compilation replaces a method that was called 30 times, some 100 ms later.</summary>
    private const int WarmUpMilliseconds = 400;

    private static readonly byte[] s_buffer = new byte[1024];
    private static ulong s_sink;

    // The classic kind: the runtime makes the stub.
    [DllImport("interopfuzz-shim", EntryPoint = "ifz_noop", CallingConvention = CallingConvention.Cdecl)]
    private static extern void NoopByDllImport();

    [DllImport("interopfuzz-shim", EntryPoint = "ifz_fill", CallingConvention = CallingConvention.Cdecl)]
    private static extern int FillByDllImport(byte[] data, nuint size, byte value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long Callback(void* user, long value);

    [DllImport("interopfuzz-shim", EntryPoint = "ifz_call", CallingConvention = CallingConvention.Cdecl)]
    private static extern int CallByDllImport(Callback callback, void* user, long value, long* result);

    [LibraryImport("interopfuzz-shim", EntryPoint = "ifz_fill")]
    private static partial int FillByLibraryImport(Span<byte> data, nuint size, byte value);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long OnCall(void* user, long value) => value + 1;

    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<void> s_noop = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)NativeLibrary.GetExport(ShimLibrary.Handle, "ifz_noop");
    private static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nuint, byte, int> s_fill = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, nuint, byte, int>)NativeLibrary.GetExport(ShimLibrary.Handle, "ifz_fill");
    private static readonly Callback s_callback = static (_, value) => value + 1;

    /// <summary>Measures each kind of call for so many milliseconds, and prints a line for each: a name, nanoseconds.</summary>
    public static void Run(int milliseconds)
    {
        Measure("LibraryImport empty", milliseconds, static times => { for (var i = 0; i < times; i++) Shim.ifz_noop(); });
        Measure("LibraryImport buffer", milliseconds, static times => { for (var i = 0; i < times; i++) s_sink += (ulong)FillByLibraryImport(s_buffer, 1024, (byte)i); });
        Measure("LibraryImport callback", milliseconds, static times =>
        {
            for (var i = 0; i < times; i++)
            {
                long result;
                Shim.ifz_call(&OnCall, null, i, &result);
                s_sink += (ulong)result;
            }
        });
        Measure("DllImport empty", milliseconds, static times => { for (var i = 0; i < times; i++) NoopByDllImport(); });
        Measure("DllImport buffer", milliseconds, static times => { for (var i = 0; i < times; i++) s_sink += (ulong)FillByDllImport(s_buffer, 1024, (byte)i); });
        Measure("DllImport callback", milliseconds, static times =>
        {
            for (var i = 0; i < times; i++)
            {
                long result;
                _ = CallByDllImport(s_callback, null, i, &result);
                s_sink += (ulong)result;
            }
        });
        Measure("SuppressGCTransition empty", milliseconds, static times => { for (var i = 0; i < times; i++) s_noop(); });
        Measure("SuppressGCTransition buffer", milliseconds, static times =>
        {
            for (var i = 0; i < times; i++)
                fixed (byte* data = s_buffer) s_sink += (ulong)s_fill(data, 1024, (byte)i);
        });
    }

    /// <summary>As many calls as last so long, found by doubling; the last round counts.</summary>
    private static void Measure(string name, int milliseconds, Action<int> work)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < WarmUpMilliseconds;) work(1000);
        for (var times = 1000; ; times *= 2)
        {
            var start = Stopwatch.GetTimestamp();
            work(times);
            var took = Stopwatch.GetElapsedTime(start);
            if (took.TotalMilliseconds < milliseconds) continue;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {took.TotalNanoseconds / times:F2}"));
            return;
        }
    }
}
