using System.Security.Cryptography;
using System.Text;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>Names a built unit by everything that decides its bytes, so that an unchanged one is not built again.</summary>
public static class UnitKey
{
    /// <summary>40 hexadecimal digits that stand for all parts.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Every part is closed by a NUL, which none can hold.
        foreach (var part in parts) hash.AppendData(Encoding.UTF8.GetBytes(part + "\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 20));
    }

    /// <summary>The parts that a Go toolchain and the C compilers under it add.</summary>
    /// <param name="toolchain">The toolchain.</param>
    /// <param name="recipe">The instrument's flags and environment.</param>
    /// <param name="environment">Of the go command (<see cref="BuildEnvironment.Make"/>).</param>
    /// <param name="tools">The compilers.</param>
    public static IEnumerable<string> OfGo(GoToolchain toolchain, BuildRecipe recipe, IReadOnlyDictionary<string, string> environment, HostTools tools) =>
    [
        toolchain.Release, toolchain.Root, tools.Gcc?.VersionLine ?? "", tools.Clang?.VersionLine ?? "", .. recipe.Flags,
        .. BuildEnvironment.WhatMatters(environment).Select(v => $"{v.Key}={v.Value}"),
    ];

    /// <summary>The parts that files add: of each its path below the root and its hash; of a folder all that is in it.</summary>
    /// <param name="root">The folder that the paths begin in.</param>
    /// <param name="paths">Files and folders.</param>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static IEnumerable<string> OfFiles(string root, IEnumerable<string> paths)
        => paths.Select(p => Path.Combine(root, p))
            .SelectMany(p => Directory.Exists(p) ? Directory.GetFiles(p, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[p])
            .SelectMany(f => new[] { Path.GetRelativePath(root, f), OfFile(f) });

    /// <summary>The hash of one file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
