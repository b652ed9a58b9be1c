using InteropFuzz.Harness.Fuzzing;

namespace InteropFuzz.Cli.Tests;

/// <summary>native/fuzz/toy as a target: C writes behind a block when the input begins with "GoC!".</summary>
/// <param name="root">The repository.</param>
internal sealed class ToyTarget(string root) : IFuzzTarget
{
    private string Sources => Path.Combine(root, "native", "fuzz", "toy");

    public string Name => "toy";

    public Task<FuzzSource> WriteAsync(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(folder, "target"));
        foreach (var file in new[] { "go.mod", "target/target.go", "target/toy.c", "target/toy.h" }) File.Copy(Path.Combine(Sources, file), Path.Combine(folder, file));
        var module = File.ReadLines(Path.Combine(folder, "go.mod")).First()["module ".Length..];
        return Task.FromResult(new FuzzSource { Folder = folder, Module = module, Covered = [module + "/target"] });
    }

    public IEnumerable<byte[]> Seeds() => [];

    public IEnumerable<byte[]> Smaller(byte[] input)
    {
        for (var size = Math.Max(1, input.Length / 2); size > 0 && input.Length > 0; size /= 2)
            for (var at = 0; at < input.Length; at += size)
                yield return [.. input[..at], .. input[Math.Min(at + size, input.Length)..]];
    }

    public string Show(byte[] input) => $"toy_parse({Convert.ToHexStringLower(input)})";

    /// <summary>The same calls with the input in the text.</summary>
    public Task<IReadOnlyDictionary<string, byte[]>?> ProgramAsync(byte[] input, CancellationToken cancel)
    {
        var main = $$"""
            // Calls toy_parse with {{input.Length}} bytes.
            package main

            // #cgo CFLAGS: -O0 -g
            // #include "toy.h"
            import "C"

            import "unsafe"

            func main() {
            	data := []byte{ {{string.Join(", ", input)}} }
            	C.toy_parse((*C.uint8_t)(unsafe.Pointer(&data[2])), C.size_t(len(data)-2))
            }

            """;
        return Task.FromResult<IReadOnlyDictionary<string, byte[]>?>(new Dictionary<string, byte[]>
        {
            ["main.go"] = System.Text.Encoding.UTF8.GetBytes(main),
            ["go.mod"] = "module toy\n\ngo 1.19\n"u8.ToArray(),
            ["toy.c"] = File.ReadAllBytes(Path.Combine(Sources, "target", "toy.c")),
            ["toy.h"] = File.ReadAllBytes(Path.Combine(Sources, "target", "toy.h")),
        });
    }
}
