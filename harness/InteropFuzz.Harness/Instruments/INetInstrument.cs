using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Instruments;

/// <summary>What an <see cref="IInstrument"/> says besides when it also serves programs of .NET. One that does not has no column there.</summary>
public interface INetInstrument
{
    /// <summary>Why this machine cannot do it now for .NET programs, with the way out; null when it can.</summary>
    string? WhyNotHereOnNet(HostTools tools) => null;

    /// <summary>What it adds to the flags of gcc when a case's C becomes a shared library. C# is compiled the same way for all.</summary>
    IReadOnlyList<string> NetCFlags => [];

    /// <summary>How programs are started under it.</summary>
    RunRecipe RunNet(HostTools tools);
}
