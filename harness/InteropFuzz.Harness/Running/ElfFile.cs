using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InteropFuzz.Harness.Running;

/// <summary>What an ELF file is for.</summary>
internal enum ElfType
{
    /// <summary>Not an ELF file, or one of another kind.</summary>
    Other,

    /// <summary>An executable, position-independent or not.</summary>
    Program,

    /// <summary>A core file.</summary>
    Core,
}

/// <summary>The little of ELF that is needed to know a file (elf(5)). 64 bit, least significant byte first: amd64 and arm64.</summary>
internal static class ElfFile
{
    internal const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;

    /// <summary>What a file is for, by its first bytes.</summary>
    internal static ElfType TypeOf(SafeFileHandle file)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        return Read(file, header, 0) && header.StartsWith("\u007fELF\u0002\u0001"u8)
            ? BinaryPrimitives.ReadUInt16LittleEndian(header[16..]) switch { 2 or 3 => ElfType.Program, 4 => ElfType.Core, _ => ElfType.Other }
            : ElfType.Other;
    }

    /// <summary>Its program headers, as far as they can be read.</summary>
    internal static IEnumerable<(uint Type, long Offset, ulong Address, long Size)> ProgramHeaders(SafeFileHandle file)
    {
        var header = new byte[HeaderSize];
        if (!Read(file, header, 0) || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54)) != ProgramHeaderSize) yield break;
        var at = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        var entry = new byte[ProgramHeaderSize];
        for (var i = 0; i < count && Read(file, entry, at + i * ProgramHeaderSize); i++)
            yield return (
                BinaryPrimitives.ReadUInt32LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(8)),
                BinaryPrimitives.ReadUInt64LittleEndian(entry.AsSpan(16)),
                BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(32)));
    }

    /// <summary>The names of the shared libraries that it asks for (DT_NEEDED of its dynamic section); none when it is linked statically.</summary>
    internal static IReadOnlyList<string> Needed(SafeFileHandle file)
    {
        const int load = 1, dynamic = 2;
        const long end = 0, needed = 1, stringTable = 5;
        var headers = ProgramHeaders(file).ToList();
        if (headers.Find(h => h.Type == dynamic) is not { Type: dynamic } section) return [];
        var names = new List<long>();
        var strings = 0UL;
        var entry = new byte[16];
        for (long at = 0; at + entry.Length <= section.Size && Read(file, entry, section.Offset + at); at += entry.Length)
        {
            var (tag, value) = (BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry.AsSpan(8)));
            if (tag == end) break;
            if (tag == needed) names.Add((long)value);
            if (tag == stringTable) strings = value;
        }
        var table = headers.Find(h => h.Type == load && strings >= h.Address && strings - h.Address < (ulong)h.Size);
        return [.. names.Select(n => Text(file, table.Offset + (long)(strings - table.Address) + n)).Where(n => n.Length > 0)];
    }

    /// <summary>A name of at most 255 bytes that ends with a NUL.</summary>
    private static string Text(SafeFileHandle file, long offset)
    {
        var buffer = new byte[256];
        var bytes = offset < 0 ? 0 : RandomAccess.Read(file, buffer, offset);
        var length = buffer.AsSpan(0, bytes).IndexOf((byte)0);
        return length < 0 ? "" : Encoding.ASCII.GetString(buffer, 0, length);
    }

    /// <summary>Fills a buffer from a place in the file; false when there is not as much, or no such place.</summary>
    internal static bool Read(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        if (offset < 0) return false;
        for (int done = 0, n; done < buffer.Length; done += n)
            if ((n = RandomAccess.Read(file, buffer[done..], offset + done)) == 0) return false;
        return true;
    }
}
