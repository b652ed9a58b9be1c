using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace InteropFuzz.Triage.Intake;

/// <summary>
/// What goroutines that stand in the same place have in common: state without the minutes, functions, files with lines, who
/// created them; not numbers, arguments and addresses. Lines as runtime/traceback.go of Go 1.19 to 1.27 prints them.
/// </summary>
internal struct GoroutineShape
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private const ulong Other = 0xC2B2AE3D27D4EB4F;

    /// <summary>A number that is the same for the same shape, and for two different ones only by a rare chance.</summary>
    internal ulong Hash { get; private set; }

    /// <summary>Whether the line heads a goroutine of a dump: <c>goroutine 1 [running]:</c>, <c>goroutine 1 gp=… [syscall]:</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool IsHeader(ReadOnlySpan<char> line)
    {
        const string start = "goroutine ";
        if (line.Length < 14 || line[^1] != ':' || !line.StartsWith(start, StringComparison.Ordinal))
        {
            return false;
        }

        int i = start.Length;
        while (char.IsAsciiDigit(line[i]))
        {
            i++;
        }

        return i > start.Length && line[i] == ' ' && line[i + 1] is '[' or 'g' && line[^2] == ']';
    }

    /// <summary>Begins with a goroutine's header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static GoroutineShape Of(ReadOnlySpan<char> header)
    {
        GoroutineShape shape = default;
        ReadOnlySpan<char> state = header[(header.IndexOf('[') + 1)..];
        int minutes = state.IndexOf(" minutes", StringComparison.Ordinal);
        int comma = minutes < 0 ? -1 : state[..minutes].LastIndexOf(',');
        shape.Mix(comma < 0 ? state : state[..comma]);
        if (comma >= 0)
        {
            shape.Mix(state[(minutes + " minutes".Length)..]);
        }

        return shape;
    }

    /// <summary>Adds the next line.</summary>
    /// <returns>Whether the line belongs to the goroutine; if not, nothing was added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryAdd(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return false;
        }

        if (line[0] == '\t')
        {
            // FILE:LINE +0x1d fp=0x… sp=0x… pc=0x…
            int offset = line.IndexOf(" +0x", StringComparison.Ordinal);
            Mix(offset < 0 ? line : line[..offset]);
            return true;
        }

        if (line[^1] == ')')
        {
            int arguments = line.LastIndexOf('(');
            if (arguments <= 0 || line[..arguments].Contains(' '))
            {
                return false;
            }

            Mix(line[..arguments]);
            return true;
        }

        if (line.StartsWith("created by ", StringComparison.Ordinal))
        {
            int creator = line.IndexOf(" in goroutine ", StringComparison.Ordinal);
            Mix(creator < 0 ? line : line[..creator]);
            return true;
        }

        // "...additional frames elided..." and, from 1.21 on, "...23 frames elided..."
        if (line.StartsWith("...", StringComparison.Ordinal))
        {
            Mix(line);
            return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mix(ReadOnlySpan<char> text)
    {
        ulong hash = Hash ^ (ulong)text.Length;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text);
        if (bytes.Length < 16)
        {
            ulong few = 0;
            foreach (char c in text)
            {
                few = (few * Step) + c;
            }

            Hash = Fold(few ^ hash ^ Step, Other);
            return;
        }

        // The last sixteen bytes may overlap those before.
        ReadOnlySpan<byte> last = bytes[^16..];
        for (; bytes.Length > 16; bytes = bytes[16..])
        {
            hash = Fold(MemoryMarshal.Read<ulong>(bytes) ^ hash, MemoryMarshal.Read<ulong>(bytes[8..]) ^ Other);
        }

        Hash = Fold(MemoryMarshal.Read<ulong>(last) ^ hash ^ Step, MemoryMarshal.Read<ulong>(last[8..]) ^ Other);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
