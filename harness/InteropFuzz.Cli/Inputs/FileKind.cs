namespace InteropFuzz.Cli.Inputs;

/// <summary>What a file is, by its first bytes.</summary>
public enum FileKind
{
    /// <summary>A text, however broken.</summary>
    Text,

    /// <summary>An ELF core file.</summary>
    Core,

    /// <summary>Something that is no report: a program, an archive, a picture.</summary>
    Binary,
}

/// <summary>Tells kinds of files apart.</summary>
public static class FileKinds
{
    /// <summary>How many bytes <see cref="Of"/> wants to see.</summary>
    public const int HeadSize = 4096;

    private const int ElfType = 16;
    private const int ElfCore = 4;

    private static readonly byte[][] s_binaries =
    [
        [0x1f, 0x8b], [0xfd, .. "7zXZ"u8], [0x28, 0xb5, 0x2f, 0xfd], [.. "BZh"u8], [.. "PK"u8, 3, 4], [.. "!<arch>\n"u8],
        [0x89, .. "PNG"u8], [0xff, 0xd8, 0xff], [.. "GIF8"u8], [.. "%PDF-"u8], [.. "MZ"u8, 0x90, 0], [.. "SQLite format 3"u8, 0],
    ];

    /// <summary>The kind of a file that begins with some bytes.</summary>
    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        // ELF header (System V ABI, e_ident and e_type); byte 5 says whether the type is little-endian.
        if (head.StartsWith((ReadOnlySpan<byte>)[0x7f, .. "ELF"u8])) return head.Length > ElfType + 1 && (head[5] == 2 ? head[ElfType + 1] : head[ElfType]) == ElfCore ? FileKind.Core : FileKind.Binary;
        foreach (var magic in s_binaries)
            if (head.StartsWith(magic)) return FileKind.Binary;
        return FileKind.Text;
    }

    /// <summary>Whether most of the bytes could not stand in any text: good enough for a file nobody named.</summary>
    public static bool LooksBinary(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return false;
        var strange = 0;
        foreach (var b in head)
            if (b is < 0x20 and not (0x09 or 0x0a or 0x0c or 0x0d or 0x1b)) strange++;
        return strange > head.Length / 4;
    }
}
