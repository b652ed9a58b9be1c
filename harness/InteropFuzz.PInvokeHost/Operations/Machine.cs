using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static InteropFuzz.PInvokeHost.Shim;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>What the operations of one program share. Every bank has four places.</summary>
internal sealed unsafe partial class Machine
{
    private const int Slots = 4, Cookies = 10;

    private readonly StringBuilder _out = new();
    private readonly uint[] _block = new uint[Slots], _retained = new uint[Slots], _callback = new uint[Slots], _worker = new uint[Slots], _canary = new uint[Slots];
    private readonly byte[][] _buffer = [[], [], [], []];
    private readonly byte[]?[] _kept = new byte[]?[Slots];
    private readonly Pin?[] _keptPin = new Pin?[Slots], _lent = new Pin?[Slots];
    private readonly Memory[] _memory = new Memory[Slots];
    private readonly Weighing?[] _weight = new Weighing?[Slots];
    private readonly int[] _canarySize = new int[Slots];
    private int _released;

    /// <summary>Memory that C gave and the caller must free.</summary>
    private readonly record struct Memory(nint Address, int Size)
    {
        public byte* Data => (byte*)Address;
        public Span<byte> View => new(Data, Size);
    }

    /// <summary>Performs an operation and gives its result.</summary>
    public string Result(int number, int a, int b, int c)
    {
        _out.Clear();
        Perform(number, a, b, c);
        return _out.ToString();
    }

    /// <summary>Gives back all that the program left, and says what that was.</summary>
    public string End()
    {
        _out.Clear();
        ifz_live live;
        foreach (var memory in _memory) ifz_mem_free(memory.Data);
        ifz_live_count(&live);
        Say($"left blocks={live.blocks} retained={live.retained} callbacks={live.callbacks} workers={live.workers} canaries={live.canaries} raw={live.raw}");
        for (var i = 0u; i < Cookies; i++)
            if (ifz_cookie_swap(i, 0) is var before and not 0) GCHandle.FromIntPtr((nint)before).Free();
        ifz_reset();
        ifz_live_count(&live);
        Say($" then {live.blocks + live.retained + live.callbacks + live.workers + live.canaries + live.raw} released={_released}");
        for (var i = 0; i < Slots; i++)
        {
            Unlend(i);
            _weight[i]?.Dispose();
        }
        return _out.ToString();
    }

    private void Say(ref DefaultInterpolatedStringHandler text) => _out.Append(text.ToStringAndClear());

    private void Say(string text) => _out.Append(text);

    private static byte PatternAt(int seed, int i) => (byte)(seed + i * 7 + (i >> 5));

    private static byte[] BufferOf(int size, int seed)
    {
        var data = new byte[size];
        for (var i = 0; i < size; i++) data[i] = PatternAt(seed, i);
        return data;
    }

    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = 2166136261u;
        foreach (var c in data) sum = (sum ^ c) * 16777619;
        return sum;
    }

    private static readonly string[] s_letters = ["a", "Z", ",", "é", "ß", "日", "本", "😀"];

    /// <summary>A text of so many code points, one to four bytes each.</summary>
    private static string TextOf(int seed, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) text.Append(s_letters[(seed + i * 5 + (i >> 2)) & 7]);
        return text.ToString();
    }

    /// <summary>UTF-8 with a terminator.</summary>
    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static ReadOnlySpan<byte> BytesOf(sbyte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)text);

    private static string StringOf(sbyte* text) => Marshal.PtrToStringUTF8((nint)text)!;
}
