using System.Buffers.Binary;

namespace InteropFuzz.Harness.Fuzzing.Engines;

/// <summary>What the driver of a libFuzzer target tells while it runs, and of its end (native/fuzz/driver.h).</summary>
/// <param name="Executions">Inputs that were begun.</param>
/// <param name="Inside">Whether one is being performed.</param>
/// <param name="Input">The last one.</param>
/// <param name="GoCovered">Counters of Go code that were ever reached.</param>
/// <param name="GoCounters">All counters of Go code.</param>
/// <param name="CCovered">Counters of C code that were ever reached.</param>
/// <param name="CCounters">All counters of C code.</param>
/// <param name="CpuSeconds">Processor time of the process at the driver's last look, in seconds.</param>
internal sealed record DriverStatus(long Executions, bool Inside, byte[] Input, int GoCovered, int GoCounters, int CCovered, int CCounters, double CpuSeconds)
{
    private const int Page = 4096;
    private const ulong Version = 2;

    /// <summary>Makes the file that the driver and the harness share.</summary>
    /// <param name="path">Where.</param>
    /// <param name="longest">The longest input, in bytes.</param>
    /// <returns>The file, open for reading: what becomes of its name does not matter.</returns>
    public static FileStream Create(string path, int longest)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        file.SetLength(Page + longest);
        // The program's user may be another than the harness's.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, (UnixFileMode)0b110_110_110);
        return file;
    }

    /// <summary>Reads it. The program may have written anything there: no figure of it is used as an offset or a size unchecked.</summary>
    public static DriverStatus Read(FileStream file)
    {
        Span<byte> page = stackalloc byte[72];
        var got = RandomAccess.Read(file.SafeFileHandle, page, 0);
        page[got..].Clear();
        var (executions, inside, size) = (Word(page, 1), Word(page, 2), Word(page, 3));
        if (Word(page, 0) != Version || executions == 0) return new(0, false, [], 0, 0, 0, 0, 0);
        var input = new byte[(int)Math.Min(size, (ulong)Math.Max(0, RandomAccess.GetLength(file.SafeFileHandle) - Page))];
        var read = RandomAccess.Read(file.SafeFileHandle, input, Page);
        return new((long)Math.Min(executions, long.MaxValue), inside != 0, input[..read], Figure(page, 4), Figure(page, 5), Figure(page, 6), Figure(page, 7), Math.Min(Word(page, 8), long.MaxValue) / 1e6);
    }

    private static ulong Word(ReadOnlySpan<byte> page, int n) => BinaryPrimitives.ReadUInt64LittleEndian(page[(8 * n)..]);

    private static int Figure(ReadOnlySpan<byte> page, int n) => (int)Math.Min(Word(page, n), int.MaxValue);
}
