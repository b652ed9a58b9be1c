using System.CommandLine;
using InteropFuzz.Harness.Fuzzing;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz header-target</c>: the fuzz target of a C header, to be looked at or kept.</summary>
public static class HeaderTargetVerb
{
    private const string Help = """
        Write the fuzz target of a C header as a Go module that can be read, built and kept; list what it does not call.

        Examples:
          interopfuzz header-target zlib.h --link -lz
          interopfuzz header-target zstd.h --link -lzstd --write zstd-target
          interopfuzz header-target my.h -I include --link libmy.a --annotations my.yaml --write my-target
          interopfuzz header-target zlib.h --link -lz --show crash.bin

        What a header cannot say (who frees, which length belongs to which buffer) stands in a file of annotations; docs/fuzzing/headers.md
        has its format. zlib.h, zstd.h and sqlite3.h bring theirs.

        Exit codes: 0 done, 2 no such header, errors in it or in the annotations, 3 libclang or gcc is missing.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Make()
    {
        Argument<string> header = new("HEADER") { Description = "The C header: a file, or its name as in #include <…>" };
        Option<string[]> link = new("--link") { Description = "What is linked, such as -lzstd; can be repeated", HelpName = "FLAG", AllowMultipleArgumentsPerToken = false };
        Option<string[]> include = new("-I") { Description = "A folder to look for headers in; can be repeated", HelpName = "DIR" };
        Option<string[]> define = new("-D") { Description = "A macro; can be repeated", HelpName = "NAME[=VALUE]" };
        Option<string?> annotations = new("--annotations") { Description = "What the header cannot say (YAML)", HelpName = "FILE" };
        Option<bool> outOfRange = new("--out-of-range") { Description = "Enums may be numbers that are none of their constants" };
        Option<string?> write = new("--write") { Description = "Write the Go module into this folder", HelpName = "DIR" };
        Option<string?> show = new("--show") { Description = "Show the calls of an input", HelpName = "FILE" };
        Option<string?> program = new("--program") { Description = "With --show: write the input as a standalone Go program into this folder", HelpName = "DIR" };
        Option<string?> seeds = new("--seeds") { Description = "Write the seeds into this folder", HelpName = "DIR" };
        var verb = new Verb("header-target", Help) { header, link, include, define, annotations, outOfRange, write, show, program, seeds };
        verb.Hidden = true;
        verb.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var target = HeaderTarget.Open(new(parsed.GetValue(header)!)
                {
                    Link = parsed.GetValue(link)!,
                    Include = parsed.GetValue(include)!,
                    Define = parsed.GetValue(define)!,
                    Annotations = parsed.GetValue(annotations),
                    OutOfRange = parsed.GetValue(outOfRange),
                }, HostTools.Probe(Installation.Find().Launcher));
                if (parsed.GetValue(write) is { } folder) await target.WriteAsync(folder, cancel);
                if (parsed.GetValue(seeds) is { } corpus)
                {
                    Directory.CreateDirectory(corpus);
                    foreach (var (i, seed) in target.Seeds().Index()) await File.WriteAllBytesAsync(Path.Combine(corpus, $"seed-{i:d4}"), seed, cancel);
                }
                if (parsed.GetValue(show) is { } file)
                {
                    var input = await File.ReadAllBytesAsync(file, cancel);
                    Console.Out.Write(Hostile.ForTerminal(target.Show(input)));
                    if (parsed.GetValue(program) is { } to)
                        foreach (var (name, text) in (await target.ProgramAsync(input, cancel))!)
                        {
                            Directory.CreateDirectory(to);
                            await File.WriteAllBytesAsync(Path.Combine(to, name), text, cancel);
                        }
                }
                else
                {
                    Console.Out.WriteLine($"{target.Name}: {target.Plan.Calls.Count} functions are called, {target.Plan.Unbound.Count} are not");
                    foreach (var omission in target.Plan.Unbound) Console.Out.WriteLine($"  {Hostile.ForTerminal(omission.ToString())}");
                }
                return ExitCode.Expected;
            }
            catch (FuzzTargetException e)
            {
                foreach (var line in e.Message.TrimEnd().Split('\n')) Console.Error.WriteLine($"interopfuzz: {Hostile.ForTerminal(line)}");
                return ExitCode.Usage;
            }
        });
        return verb;
    }
}
