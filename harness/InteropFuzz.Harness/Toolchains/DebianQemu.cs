namespace InteropFuzz.Harness.Toolchains;

/// <summary>Installs a qemu-user newer than Debian stable's from its backports into the cache. It is linked statically, so it runs where it lies.</summary>
/// <param name="cache">Where it is unpacked.</param>
public sealed class DebianQemu(CacheFolder cache)
{
    /// <summary>Whether there is none here, or an old one, and a newer one can be had.</summary>
    public static bool IsWanted(HostTools tools) => DebianArchive.IsHere && tools.Foreign is { } foreign && (foreign.Qemu is null || foreign.Qemu.Version < ForeignTools.GoodQemu);

    /// <summary>Downloads and unpacks it.</summary>
    /// <param name="say">Is told what happens, a line each.</param>
    /// <exception cref="SetupException">There is no Debian mirror, no network, or no such package.</exception>
    public void Install(Action<string> say) => new DebianArchive(cache).Install([new("qemu-user", ["qemu-user/trixie-backports"], cache.Qemu)], say);
}
