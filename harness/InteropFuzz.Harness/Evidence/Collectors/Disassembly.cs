using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Evidence.Collectors;

/// <summary>The instructions around the program counter of the fault, with the source line.</summary>
public sealed partial class Disassembly : ICollector
{
    /// <inheritdoc/>
    public string Name => "disassembly";

    /// <summary>Behind all others of the debugger: a program counter that is nowhere ends what gdb says of the stop.</summary>
    public int Order => 60;

    /// <inheritdoc/>
    public string Purpose => "the instructions around the faulting one, and its source line";

    /// <inheritdoc/>
    public string? WhyNotHere(HostTools tools) => Debugger.WhyNotHere(tools);

    /// <inheritdoc/>
    public string? WhyNotIn(in Planning.Cell cell) => Debugger.WhyNotIn(cell);

    /// <inheritdoc/>
    public IReadOnlyList<string> AskDebugger(GoVersion go) => ["info line *$pc", "info symbol $pc", "x/6i $pc", "x/-6i $pc"];

    /// <inheritdoc/>
    public EvidencePart Read(Material material)
    {
        if (material.Stop is not { } stop) return EvidencePart.Nothing(material.WhyNoStop ?? "there was no fault");
        var lines = stop.PartOf(Name);
        // What stands before comes last, as it fails where a function has no lines.
        var code = lines.Where(l => Instruction().IsMatch(l)).DistinctBy(l => Instruction().Match(l).Groups["at"].Value)
            .OrderBy(l => FaultStop.Hex(Instruction().Match(l).Groups["at"].Value)).ToList();
        if (code.Find(l => l.StartsWith("=>", StringComparison.Ordinal)) is not { } faulting)
            return EvidencePart.Nothing($"at 0x{stop.Pc:x} there is no instruction");
        var at = Instruction().Match(faulting);
        var source = lines.Select(l => SourceLine().Match(l)).FirstOrDefault(m => m.Success);
        var says = new List<string> { $"{at.Groups["code"].Value.Trim()}   in {at.Groups["where"].Value.Trim('<', '>')}{(source is null ? "" : $", {source.Groups["file"].Value}:{source.Groups["line"].Value}")}" };
        says.AddRange(code);
        var figures = new JsonObject { ["pc"] = $"0x{stop.Pc:x}", ["where"] = at.Groups["where"].Value.Trim('<', '>'), ["instruction"] = at.Groups["code"].Value.Trim() };
        if (source is not null)
        {
            figures["file"] = source.Groups["file"].Value;
            figures["line"] = int.Parse(source.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        }
        return new() { Says = says, Figures = figures };
    }

    [GeneratedRegex(@"^(?:=>|  ) (?<at>0x[0-9a-f]+)(?: (?<where><[^>]*>))?:\t(?<code>.*)$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^Line (?<line>\d{1,7}) of ""(?<file>[^""]*)""")]
    private static partial Regex SourceLine();
}
