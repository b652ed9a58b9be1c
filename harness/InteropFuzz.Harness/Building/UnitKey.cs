using System.Security.Cryptography;
using System.Text;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Building;

/// <summary>Names a build unit by everything that decides its bytes, so that an unchanged one is not built again.</summary>
public static class UnitKey
{
    /// <summary>Raised when the way of building changes.</summary>
    private const string Format = "interopfuzz-unit-2";

    /// <summary>40 hexadecimal digits.</summary>
    public static string Of(BuildUnit unit, BuildRecipe recipe, IReadOnlyDictionary<string, string> environment, HostTools tools)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Every part is closed by a NUL, which none can hold.
        void Add(string part) => hash.AppendData(Encoding.UTF8.GetBytes(part + "\0"));
        Add(Format);
        Add(unit.Kind.ToString());
        Add(unit.Toolchain.Release);
        Add(unit.Toolchain.Root);
        Add(tools.Gcc?.VersionLine ?? "");
        Add(tools.Clang?.VersionLine ?? "");
        if (unit.Sampled) Add(Sampler.Text + Sampler.CText);
        if (unit.Cases.Any(c => c.UsesCpp)) Add(tools.Gxx?.VersionLine ?? "");
        foreach (var flag in recipe.Flags) Add(flag);
        foreach (var (name, value) in BuildEnvironment.WhatMatters(environment)) Add(name + "=" + value);
        foreach (var c in unit.Cases)
        {
            Add(c.Id);
            Add(c.Hash);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 20));
    }
}
