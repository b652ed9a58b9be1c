using System.Text.RegularExpressions;
using InteropFuzz.Bindings.Fuzzing.Writing;
using InteropFuzz.Bindings.Model;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Finds out which declared functions the library has: headers declare some that a build leaves out.</summary>
internal static partial class LinkCheck
{
    /// <summary>The functions that cannot be linked, with the reason.</summary>
    /// <exception cref="FuzzTargetException">Nothing can be linked; the message is the linker's.</exception>
    public static IReadOnlyDictionary<string, string> Missing(CHeader header, LinkOptions link, HostTools tools)
    {
        var compiler = tools.Gcc ?? throw new SetupException("gcc is missing: 'interopfuzz setup' installs it");
        using var scratch = new ScratchFolder();
        var source = scratch.PathOf("link.c");
        // A cast: whatever a macro makes of the name, its address is what the linker has to find.
        File.WriteAllText(source, $$"""
            #include {{link.Include}}
            void *const volatile functions[] = { {{string.Join(", ", header.Functions.Select(f => $"(void *)({f.Name})"))}} };
            int main(void) { return functions[0] == 0; }

            """);
        var answer = HostCommand.Ask(compiler.Path, ["-w", .. link.CFlags, source, "-o", scratch.PathOf("link"), .. link.LinkFlags]);
        if (answer is null) throw new SetupException($"{compiler.Path} cannot be started");
        if (answer.Value.Code == 0) return new Dictionary<string, string>();
        var own = header.Functions.Select(f => f.Symbol).ToHashSet();
        var missing = Undefined().Matches(answer.Value.Output).Select(m => m.Groups[1].Value).Where(own.Contains).Distinct().ToList();
        if (missing.Count == own.Count) throw new FuzzTargetException($"none of the functions of {header.Name} can be linked; --link names the library, such as --link -lz");
        // Sanitizers' functions are missing here too when an archive was built with them: they come with the engine.
        if (missing.Count == 0 && !answer.Value.Output.Contains("undefined reference", StringComparison.Ordinal)) throw new FuzzTargetException($"{header.Name} cannot be linked:\n{answer.Value.Output.TrimEnd()}");
        return header.Functions.Where(f => missing.Contains(f.Symbol)).ToDictionary(f => f.Name, _ => "the library does not have it");
    }

    [GeneratedRegex(@"undefined reference to `(\w+)'")]
    private static partial Regex Undefined();
}
