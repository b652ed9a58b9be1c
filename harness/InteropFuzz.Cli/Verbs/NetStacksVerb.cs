using System.CommandLine;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz net-stacks</c>: the managed stacks of a .NET dump. A run calls it in the cage, since reading a broken process may break the reader.</summary>
public static class NetStacksVerb
{
    private const string Help = """
        Print the managed stacks of all threads in a dump of a .NET process.

        The dump must be of the .NET runtime that InteropFuzz itself runs on. Source lines come from PDBs beside the assemblies, where
        these are still where the process had them.

        Examples:
          DOTNET_DbgEnableMiniDump=1 DOTNET_DbgMiniDumpName=/tmp/core.%p dotnet app.dll; interopfuzz net-stacks /tmp/core.123
        """;

    /// <summary>The verb.</summary>
    public static Command Make()
    {
        Argument<string> dump = new("DUMP") { Description = "A dump, as createdump, dotnet-dump or a run leaves it" };
        Option<bool> json = new("--json") { Description = "A line of JSON for each thread" };
        var verb = new Verb("net-stacks", Help) { dump, json };
        verb.SetAction(parsed =>
        {
            foreach (var stack in DumpStacks.Read(parsed.GetValue(dump)!, NetSdk.Here))
            {
                if (parsed.GetValue(json))
                {
                    Console.WriteLine(ManagedStackLines.Write(stack));
                    continue;
                }
                Console.WriteLine($"Thread {stack.OsThread} (managed {stack.ManagedThread}){(stack.Exception is { } e ? ", handling " + Hostile.ForTerminal(e) : "")}");
                foreach (var frame in stack.Frames) Console.WriteLine(Hostile.ForTerminal($"   at {frame.Name}{(frame.IsCall ? JoinedStacks.Call : "")}{(frame.Place is { } place ? " in " + place : "")}"));
            }
        });
        return verb;
    }
}
