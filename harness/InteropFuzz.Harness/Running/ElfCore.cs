using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace InteropFuzz.Harness.Running;

/// <summary>What a core file says of the program that left it (notes of core(5), Linux's fs/binfmt_elf.c). Nothing here is trusted: sizes are bounded.</summary>
internal static class ElfCore
{
    private const uint Load = 1, Note = 4;
    private const uint ProcessInfo = 3, MappedFiles = 0x46494c45;
    private const long LargestNotes = 16 << 20;
    private const int Page = 4096;

    /// <summary>Offset and size of the command line in the note about the process, for 64 bit.</summary>
    private const int CommandAt = 56, CommandSize = 80;

    /// <summary>The program's command line, cut at 80 bytes; empty when the core file does not tell.</summary>
    internal static string CommandLine(SafeFileHandle core)
    {
        foreach (var (type, note) in Notes(core))
            if (type == ProcessInfo && note.Length >= CommandAt + CommandSize)
                return Encoding.UTF8.GetString(note.Span.Slice(CommandAt, CommandSize)).TrimEnd('\0', ' ');
        return "";
    }

    /// <summary>
    /// Whether the program left that core file: the kernel dumps the first page of every mapped ELF file, which holds its headers
    /// and build IDs.
    /// </summary>
    /// <returns>Null when the core file has no such page.</returns>
    internal static bool? IsOf(SafeFileHandle core, SafeFileHandle program)
    {
        var pages = ElfFile.ProgramHeaders(core).Where(h => h.Type == Load && h.Size >= Page).ToLookup(h => h.Address, h => h.Offset);
        var own = new byte[Math.Min(Page, RandomAccess.GetLength(program))];
        var dumped = new byte[own.Length];
        if (!ElfFile.Read(program, own, 0)) return null;
        bool? answer = null;
        foreach (var start in FirstPages(core).Distinct())
            foreach (var offset in pages[start])
            {
                if (!ElfFile.Read(core, dumped, offset)) continue;
                if (own.AsSpan().SequenceEqual(dumped)) return true;
                answer = false;
            }
        return answer;
    }

    /// <summary>Where the beginnings of files are mapped.</summary>
    private static IEnumerable<ulong> FirstPages(SafeFileHandle core)
    {
        foreach (var (type, note) in Notes(core))
        {
            // Count, page size, then start, end and offset in the file of each mapping.
            if (type != MappedFiles || note.Length < 16) continue;
            var count = BinaryPrimitives.ReadUInt64LittleEndian(note.Span);
            for (var i = 0; (ulong)i < count && 16 + (i + 1) * 24 <= note.Length; i++)
                if (BinaryPrimitives.ReadUInt64LittleEndian(note.Span[(16 + i * 24 + 16)..]) == 0)
                    yield return BinaryPrimitives.ReadUInt64LittleEndian(note.Span[(16 + i * 24)..]);
        }
    }

    private static IEnumerable<(uint Type, ReadOnlyMemory<byte> Note)> Notes(SafeFileHandle core)
    {
        // The kernel writes one segment of notes.
        foreach (var (_, offset, _, size) in ElfFile.ProgramHeaders(core).Where(h => h.Type == Note).Take(1))
        {
            if (size is <= 0 or > LargestNotes) continue;
            var notes = new byte[size];
            if (!ElfFile.Read(core, notes, offset)) continue;
            for (long at = 0; at + 12 <= size;)
            {
                var name = Padded(BinaryPrimitives.ReadUInt32LittleEndian(notes.AsSpan((int)at)));
                var length = BinaryPrimitives.ReadUInt32LittleEndian(notes.AsSpan((int)at + 4));
                var begin = at + 12 + name;
                if (begin + length > size) break;
                yield return (BinaryPrimitives.ReadUInt32LittleEndian(notes.AsSpan((int)at + 8)), notes.AsMemory((int)begin, (int)length));
                at = begin + Padded(length);
            }
        }
    }

    private static long Padded(uint size) => ((long)size + 3) & ~3L;
}
