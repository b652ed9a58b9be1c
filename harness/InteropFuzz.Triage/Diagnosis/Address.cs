using System.Globalization;

namespace InteropFuzz.Triage.Diagnosis;

/// <summary>What an address looks like. Addresses are those of Linux on amd64 and arm64.</summary>
internal static class Address
{
    private const ulong FirstPage = 0x1000;

    // GODEBUG=clobberfree=1 fills freed objects with the first (runtime/mgcsweep.go, clobberfree), the compiler's -clobberdead
    // fills dead pointers on the stack with the second (runtime/mbitmap.go, clobberdeadPtr).
    private const ulong Clobbered = 0xdeadbeefdeadbeef;
    private const ulong ClobberedStack = 0xdeaddeaddeaddead;

    /// <summary>Reads the hexadecimal number after a mark, such as <c>addr=0x</c>; null when the line has none.</summary>
    internal static ulong? After(ReadOnlySpan<char> line, string mark)
    {
        int at = line.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> digits = line[(at + mark.Length)..];
        int length = 0;
        while (length < digits.Length && length < 17 && char.IsAsciiHexDigit(digits[length]))
        {
            length++;
        }

        return ulong.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value) ? value : null;
    }

    /// <summary>The kind of an address that was touched in vain, as a clue's last part; null when it looks like any other.</summary>
    internal static string? Kind(ulong address)
    {
        if (address < FirstPage)
        {
            return address == 0 ? "null" : "small";
        }

        if (Near(address, Clobbered) || Near(address, ClobberedStack))
        {
            return "clobbered";
        }

        if (IsText(address))
        {
            return "text";
        }

        if (IsRepeated(address))
        {
            return "pattern";
        }

        // Where the linker puts a program that is not position independent, and the main thread's stack.
        if (address is >= 0x400000 and < 0x2000000)
        {
            return "image";
        }

        if (address is >= 0x7ff000000000 and < 0x800000000000)
        {
            return "stack";
        }

        // 47 bits for a program, whatever the paging.
        return address >= 1UL << 47 && address < ulong.MaxValue - FirstPage ? "not-canonical" : null;
    }

    private static bool Near(ulong address, ulong mark) => address - mark < FirstPage || mark - address < FirstPage;

    /// <summary>At least five bytes, all of them letters, digits or blanks, as when a string was copied over a pointer.</summary>
    private static bool IsText(ulong address)
    {
        int count = 0;
        bool isVaried = false;
        for (ulong rest = address; rest != 0; rest >>= 8)
        {
            char c = (char)(rest & 0xff);
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '_' or '-' or '.' or '/'))
            {
                return false;
            }

            count++;
            isVaried |= c != (char)(address & 0xff);
        }

        return count >= 5 && (isVaried || count == 8);
    }

    /// <summary>One byte over and over, as of memory that an allocator filled (0x5a5a5a5a…).</summary>
    private static bool IsRepeated(ulong address)
    {
        ulong low = address & 0xff;
        return low != 0 && (address >> 16) == ((low * 0x0101010101010101UL) >> 16);
    }
}
