using System.CommandLine;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz doctor</c>: what works here, what is missing, and what would mend it.</summary>
public static class DoctorVerb
{
    private const string Help = """
        Say what works here, what is missing, and the command that would mend it.

        Examples:
          interopfuzz doctor

        Exit codes: 0 everything is here, 3 something is missing.
        """;

    /// <summary>The verb.</summary>
    public static Command Make()
    {
        var verb = new Verb("doctor", Help);
        verb.SetAction(_ => Check());
        return verb;
    }

    private static int Check()
    {
        var installation = Installation.Find();
        var tools = HostTools.Probe(installation.Launcher);
        var good = true;
        void Say(bool ok, string name, string text)
        {
            good &= ok;
            Console.WriteLine($"{(ok ? "ok     " : "MISSING")} {name,-11} {text}");
        }

        foreach (var r in Requirements.Check(tools))
            if (r.CannotBeInstalled) Console.WriteLine($"warning {r.Name,-11} {r.Problem}");
            else Say(r.Found is not null, r.Name, r.Found ?? $"{r.Problem ?? "not installed"}; needed for {r.For}; mend: {r.Mend}");
        Say(tools.Launcher is not null, "launcher", tools.Launcher ?? "not built; mend: make -C native");
        if (tools.SandboxProblem is not null) Console.WriteLine("        programs run without a sandbox: held by limits, deadline and memory watch only");

        var found = GoToolchains.Find(CacheFolder.Default());
        foreach (var v in GoToolchains.MissingDefaults(found)) Say(false, $"go {v}", $"mend: interopfuzz toolchain install {v.Release}");
        foreach (var t in found) Say(true, $"go {t.Version}", $"{t.Root} ({t.Origin})");

        var net = tools.Net.Problem is null ? $"{tools.Net.Root}; instruments: {string.Join(" ", InstrumentCatalog.All.Where(i => i is INetInstrument n && n.WhyNotHereOnNet(tools) is null).Select(i => i.Name))}" : tools.Net.Problem;
        Say(tools.Net.Problem is null, tools.Net.Name, net);

        foreach (var i in InstrumentCatalog.All)
        {
            var why = i.WhyNotHere(tools);
            var releases = found.Where(t => i.WhyNever(t.Version, PlanWords.HostArch, RunnerKind.Local) is null).Select(t => t.Version.Release).Distinct();
            Say(why is null, i.Name, why ?? $"works on Go {string.Join(" ", releases)}: {i.Purpose}");
        }
        return good ? ExitCode.Expected : ExitCode.Missing;
    }
}
