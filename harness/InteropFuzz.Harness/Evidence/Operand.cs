using System.Globalization;
using System.Text.RegularExpressions;

namespace InteropFuzz.Harness.Evidence;

/// <summary>The address that an amd64 instruction computes, from gdb's disassembly (AT&amp;T syntax) and registers. Pure.</summary>
public static partial class Operand
{
    /// <summary>What the instruction at the stop touches; null when it cannot be told.</summary>
    internal static ulong? Of(FaultStop stop)
    {
        var all = stop.Parts.Values.SelectMany(p => p).ToList();
        var registers = all.Select(l => Register().Match(l)).Where(m => m.Success).DistinctBy(m => m.Groups["name"].Value)
            .ToDictionary(m => m.Groups["name"].Value, m => FaultStop.Hex(m.Groups["value"].ValueSpan) ?? 0);
        return all.Find(l => l.StartsWith("=> ", StringComparison.Ordinal)) is { } line ? Of(line, registers) : null;
    }

    /// <summary>The same from a line such as <c>mov 0x8(%rax,%rcx,4),%edx</c>.</summary>
    public static ulong? Of(string instruction, IReadOnlyDictionary<string, ulong> registers)
    {
        if (Memory().Match(instruction) is not { Success: true } m) return null;
        ulong? Value(string group) => !m.Groups[group].Success ? 0 : registers.TryGetValue(m.Groups[group].Value, out var value) ? value : null;
        if (Value("base") is not { } from || Value("index") is not { } index) return null;
        var scale = m.Groups["scale"].Success ? ulong.Parse(m.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : 1;
        var offset = m.Groups["offset"].Success && FaultStop.Hex(m.Groups["offset"].ValueSpan) is { } o ? o : 0;
        return unchecked(from + index * scale + (m.Groups["minus"].Success ? 0 - offset : offset));
    }

    [GeneratedRegex(@"(?<minus>-)?(?<offset>0x[0-9a-f]+)?\((?:%(?<base>r\w+))?(?:,%(?<index>r\w+)(?:,(?<scale>[1248]))?)?\)")]
    private static partial Regex Memory();

    [GeneratedRegex(@"^(?<name>r[a-z0-9]{1,3}) +(?<value>0x[0-9a-f]+) ")]
    private static partial Regex Register();
}
