using System.CommandLine;
using InteropFuzz.Harness.Diagnostics;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli.Verbs;

/// <summary><c>interopfuzz net-events</c>: collections, exceptions and counters from an event stream of .NET. A run calls it in the cage.</summary>
public static class NetEventsVerb
{
    private const string Help = """
        Print the collections, exceptions and counters that a .NET runtime told in a stream of events.

        A stream that ends in the middle, as that of a process that died, is read up to there.

        Examples:
          dotnet-trace collect --providers Microsoft-Windows-DotNETRuntime:0x8001:4 -p 123; interopfuzz net-events dotnet_123.nettrace
        """;

    /// <summary>The verb.</summary>
    public static Command Make()
    {
        Argument<string> stream = new("STREAM") { Description = "A stream, as dotnet-trace or a run leaves it (.nettrace)" };
        Option<bool> json = new("--json") { Description = "One line of JSON with all figures" };
        var verb = new Verb("net-events", Help) { stream, json };
        verb.SetAction(parsed =>
        {
            var events = NetEventStream.Read(parsed.GetValue(stream)!);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(events.Write());
                return;
            }
            foreach (var line in events.Lines) Console.WriteLine(Hostile.ForTerminal(line));
            foreach (var (name, value) in events.Counters) Console.WriteLine(Hostile.ForTerminal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} {value}")));
            Console.WriteLine($"{events.Events} events{(events.BrokeOff ? "; there the stream breaks off" : "")}");
        });
        return verb;
    }
}
