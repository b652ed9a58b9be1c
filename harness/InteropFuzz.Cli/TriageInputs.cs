using System.Globalization;

namespace InteropFuzz.Cli;

/// <summary>Logs of known content for measuring how fast triage reads; the same on every machine.</summary>
internal static class TriageInputs
{
    public const int DumpGoroutines = 117_000;
    public const int DumpShapes = 16;
    private const int DumpBytesPerGoroutine = 857;
    private const long LogBytes = 100_000_000;

    /// <summary>A Go program that dies with 117,000 goroutines in 16 places, about 100 MB.</summary>
    public static void WriteDump(TextWriter to)
    {
        to.Write("panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a30fb]\n");
        for (var i = 0; i < DumpGoroutines; i++)
        {
            var shape = i % DumpShapes;
            var address = 0xc000100000 + (i * 0x1000L);
            var wait = shape == 0 ? "running" : $"chan receive, {1 + (i % 90)} minutes";
            to.Write(string.Create(CultureInfo.InvariantCulture, $"\ngoroutine {i + 1} [{wait}]:\n"));
            var written = 40;
            for (var depth = 0; written < DumpBytesPerGoroutine - 130; depth++)
            {
                var frame = string.Create(CultureInfo.InvariantCulture,
                    $"example.org/server/internal/queue.(*Worker{shape}).step{depth}(0x{address:x}, {{0x{address + 64:x}, 0x{i % 4096:x}, 0x1000}})\n\t/home/user/src/server/internal/queue/worker{shape}.go:{100 + depth} +0x{0x40 + depth:x}\n");
                to.Write(frame);
                written += frame.Length;
            }

            to.Write(string.Create(CultureInfo.InvariantCulture, $"created by example.org/server/internal/queue.Start in goroutine {1 + (i % 7)}\n\t/home/user/src/server/internal/queue/start.go:44 +0x8e\n"));
        }
    }

    /// <summary>100 MB of an ordinary server log with one crash in its middle.</summary>
    public static void WriteLog(TextWriter to)
    {
        string[] levels = ["INFO", "INFO", "INFO", "DEBUG", "WARN"];
        string[] words = ["request served", "cache miss", "connection reused", "retry after backoff", "slow query", "session renewed", "job queued", "checkpoint written"];
        var crashed = false;
        long written = 0;
        for (var i = 0; written < LogBytes; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture,
                $"2026-11-21T{i / 3600 % 24:D2}:{i / 60 % 60:D2}:{i % 60:D2}.{i * 7919 % 1000:D3}Z {levels[i % levels.Length],-5} server/handler.go:{100 + (i % 400)} {words[i * 31 % words.Length]} id={i * 2654435761L % 1_000_003} user=u{i % 977} took={i * 37 % 900}ms status={(i % 50 == 0 ? 404 : 200)}\n");
            to.Write(line);
            written += line.Length;
            if (!crashed && written >= LogBytes / 2)
            {
                crashed = true;
                to.Write(Report(0));
            }
        }
    }

    /// <summary>A small report of a Go program; which of several kinds, functions and addresses it has follows from the number.</summary>
    public static string Report(int number)
    {
        var function = $"f{number % 97}";
        var address = (0xc000000000 + (number * 0x40L)).ToString("x", CultureInfo.InvariantCulture);
        var stack = $"main.{function}(0x{address}, 0x{number:x})\n\t/home/user/src/prog/{function}.go:{10 + (number % 200)} +0x1d\nmain.main()\n\t/home/user/src/prog/main.go:{20 + (number % 30)} +0x91\nexit status 2\n";
        return (number % 4) switch
        {
            0 => $"panic: runtime error: index out of range [{number}] with length 3\n\ngoroutine 1 [running]:\n{stack}",
            1 => $"fatal error: checkptr: converted pointer straddles multiple allocations\n\ngoroutine 1 gp=0xc000002380 m=0 mp=0x58bac0 [running]:\nruntime.throw({{0x4d2b1c?, 0x0?}})\n\truntime/panic.go:1229 +0x48 fp=0x{address} sp=0x{address} pc=0x47a2e8\n{stack}",
            2 => $"SIGSEGV: segmentation violation\nPC=0x4a5d65 m=0 sigcode=1 addr=0x8\nsignal arrived during cgo execution\n\ngoroutine 1 gp=0xc000002380 m=0 mp=0x58bac0 [syscall]:\nruntime.cgocall(0x4a0cc5, 0x{address})\n\truntime/cgocall.go:167 +0x4b fp=0x{address} sp=0x{address} pc=0x47c32b\nmain._Cfunc_{function}(0x0)\n\t_cgo_gotypes.go:48 +0x3a\n{stack}",
            _ => $"=================================================================\n=={number}==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000013 at pc 0x0000005431e2 bp 0x7ffc sp 0x7ffb\nREAD of size 1 at 0x602000000013 thread T0\n    #0 0x5431e1 in {function} /home/user/src/prog/main.go:35:7\n    #1 0x4a0cc4 in runtime.asmcgocall.abi0 runtime/asm_amd64.s:970\n\n0x602000000013 is located 3 bytes inside of 10-byte region [0x602000000010,0x60200000001a)\nfreed by thread T0 here:\n    #0 0x4c1d2e in free (/home/user/prog+0x4c1d2e)\n    #1 0x5431a0 in {function} /home/user/src/prog/main.go:34:2\n\nSUMMARY: AddressSanitizer: heap-use-after-free /home/user/src/prog/main.go:35:7 in {function}\n=={number}==ABORTING\n",
        };
    }
}
