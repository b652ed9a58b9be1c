using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>Registers, frames and their locals at the fault.</summary>
public sealed partial class Snapshot : ICollector
{
    private const int MostFrames = 16, MostSaid = 4, MostLocals = 8, MostText = 120;

    private static readonly HashSet<string> s_segments = ["cs", "ss", "ds", "es", "fs", "gs", "fs_base", "gs_base", "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"];

    /// <inheritdoc/>
    public string Name => "snapshot";

    /// <inheritdoc/>
    public int Order => 50;

    /// <inheritdoc/>
    public string Purpose => "registers, frames and their local variables at the fault";

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => Debugger.WhyNotHere(tools);

    /// <inheritdoc/>
    public string? WhyNotIn(in Planning.Cell cell) => Debugger.WhyNotIn(cell);

    /// <inheritdoc/>
    public IReadOnlyList<string> AskDebugger(GoVersion go) => ["info registers", $"bt -full {MostFrames}"];

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Stop is not { } stop) return EvidencePart.Nothing(material.WhyNoStop ?? "there was no fault");
        var lines = stop.PartOf(Name);
        var registers = Registers(lines);
        var frames = Frames(lines);
        var says = new List<string> { $"{stop.What} in thread {stop.Thread}" + (stop.Address is { } a ? $" at address 0x{a:x}" : "") };
        // The frames of the machinery say little; those of the program are what a person looks for.
        var shown = frames.Where(f => f.Place is not null && !f.Function.StartsWith("runtime.", StringComparison.Ordinal)).Take(MostSaid).ToList();
        foreach (var frame in shown.Count > 0 ? shown : [.. frames.Take(MostSaid)])
        {
            says.Add($"#{frame.Number} {Cut(frame.Function)}({Cut(frame.Arguments)}){(frame.Place is null ? "" : " at " + frame.Place)}");
            says.AddRange(frame.Locals.Take(MostLocals).Select(l => "     " + Cut(l)));
        }
        says.Add(string.Join(' ', registers.Where(r => r.Key is not "eflags").Select(r => $"{r.Key}={r.Value}")));
        var figures = new JsonObject
        {
            ["stop"] = stop.What,
            ["thread"] = stop.Thread,
            ["registers"] = new JsonObject(registers.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value))),
            ["frames"] = new JsonArray([.. frames.Select(f => (JsonNode)new JsonObject
            {
                ["function"] = f.Function,
                ["place"] = f.Place,
                ["locals"] = Figures.Array(f.Locals.Take(MostLocals).Select(Cut)),
            })]),
        };
        if (stop.Address is { } address) figures["address"] = $"0x{address:x}";
        return new() { Says = says, Figures = figures };
    }

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + "…";

    private static Dictionary<string, string> Registers(IReadOnlyList<string> lines)
        => lines.Select(l => Register().Match(l)).Where(m => m.Success && !s_segments.Contains(m.Groups["name"].Value))
            .DistinctBy(m => m.Groups["name"].Value).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);

    private static List<StackFrame> Frames(IReadOnlyList<string> lines)
    {
        var frames = new List<StackFrame>();
        foreach (var line in lines)
        {
            if (Frame().Match(line) is { Success: true } m)
                frames.Add(new(int.Parse(m.Groups["n"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), m.Groups["function"].Value, m.Groups["arguments"].Value, m.Groups["place"].Success ? m.Groups["place"].Value : null, []));
            else if (frames.Count > 0 && line.StartsWith("        ", StringComparison.Ordinal)) frames[^1].Locals.Add(line.Trim());
        }
        return frames;
    }

    private sealed record StackFrame(int Number, string Function, string Arguments, string? Place, List<string> Locals);

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9_]{0,8}) +(?<value>0x[0-9a-f]+) ")]
    private static partial Regex Register();

    [GeneratedRegex(@"^#(?<n>\d{1,4}) +(?:0x[0-9a-f]+ in )?(?<function>\S.*?) \((?<arguments>.*?)\)(?: at (?<place>\S+:\d+))?(?: from .*)?$")]
    private static partial Regex Frame();
}
