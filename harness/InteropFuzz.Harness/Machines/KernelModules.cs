using System.Text;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Machines;

/// <summary>Finds kernel modules and what they depend on. A package's modules have no modules.dep yet: each names what it needs itself.</summary>
public static class KernelModules
{
    /// <summary>The files of modules and of all that they depend on, each after what it needs.</summary>
    /// <param name="folder">lib/modules/RELEASE.</param>
    /// <param name="names">Modules.</param>
    /// <exception cref="SetupException">One is not there.</exception>
    public static IReadOnlyList<string> Resolve(string folder, IEnumerable<string> names)
    {
        var files = Directory.EnumerateFiles(folder, "*.ko", SearchOption.AllDirectories).ToDictionary(f => Normal(Path.GetFileNameWithoutExtension(f)));
        var ordered = new List<string>();
        void Add(string name)
        {
            var file = files.GetValueOrDefault(Normal(name)) ?? throw new SetupException($"the kernel's package has no module {name} in {folder}");
            if (ordered.Contains(file)) return;
            foreach (var needed in DependenciesOf(File.ReadAllBytes(file))) Add(needed);
            ordered.Add(file);
        }
        foreach (var name in names) Add(name);
        return ordered;
    }

    /// <summary>What a module says that it depends on: <c>depends=a,b</c> among the strings of its .modinfo (scripts/mod/modpost.c of Linux).</summary>
    public static IReadOnlyList<string> DependenciesOf(ReadOnlySpan<byte> module)
    {
        var at = module.IndexOf("\0depends="u8);
        if (at < 0) return [];
        var text = module[(at + "\0depends=".Length)..];
        return Encoding.ASCII.GetString(text[..text.IndexOf((byte)0)]).Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>File names and module names differ in these two.</summary>
    private static string Normal(string name) => name.Replace('-', '_');
}
