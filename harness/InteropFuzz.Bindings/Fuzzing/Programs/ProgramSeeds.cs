using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>Programs to begin with.</summary>
public static class ProgramSeeds
{
    private static readonly byte[] s_contents = [.. "a quick brown fox, a quick brown dog, a quick brown cat"u8];

    /// <summary>
    /// One call of each function, with zeros and with something; the life of each kind of handle; and each function that writes, followed by those that
    /// can read what it wrote.
    /// </summary>
    public static IEnumerable<byte[]> Of(HeaderPlan plan)
    {
        foreach (var call in plan.Calls)
        {
            yield return CallProgram.Write(plan, [CallProgram.ReadOne(call, [])]);
            if (call.Parts.Count > 0) yield return CallProgram.Write(plan, [Plausible(call)]);
        }
        foreach (var kind in plan.Kinds)
            if (kind is { Maker: { } maker, Ender: { } ender })
                yield return CallProgram.Write(plan, plan.Calls.Where(c => c.Handles.Any(h => h.Kind == kind) && c.Handles.All(h => h.Role == HandleRole.Uses))
                    .Take(CallProgram.MostCalls - 2).Select(Plausible).Prepend(Plausible(maker)).Append(Plausible(ender)));
        foreach (var writer in plan.Calls.Where(c => c.Parts.Count(p => p is RoomPart) == 1))
            yield return CallProgram.Write(plan, plan.Calls.Where(c => c.Parts.Any(p => p is InputPart)).Take(CallProgram.MostCalls / 2)
                .SelectMany((reader, i) => new[] { Plausible(writer), Reading(reader, Rooms(plan, writer, i)) }));
    }

    private static Call Plausible(CallPlan call) => new(call, [.. call.Parts.Select(Plausible)]);

    private static Value Plausible(Part part) => part switch
    {
        NumberPart => new NumberValue(1),
        RangePart range => new NumberValue(Int128.Clamp(1, range.First, range.Last)),
        RealPart => new RealValue(1),
        InputPart input => new BytesValue(s_contents[..Math.Min(s_contents.Length, input.Most)]),
        RoomPart room => new NumberValue(Math.Min(1024, room.Most)),
        BlockPart block => new BytesValue(new byte[block.Bytes]),
        _ => new NumberValue(0),
    };

    /// <summary>The call with what was written at this place as the contents of all it reads.</summary>
    private static Call Reading(CallPlan call, int place)
        => new(call, [.. call.Parts.Select(p => p is InputPart ? new EarlierValue(place) : Plausible(p))]);

    /// <summary>Where the writer's memory is, the i-th time: the readers before take places too.</summary>
    private static int Rooms(HeaderPlan plan, CallPlan writer, int i)
        => (plan.Calls.Where(c => c.Parts.Any(p => p is InputPart)).Take(i).Sum(c => c.Parts.Count(p => p is RoomPart)) + i * writer.Parts.Count(p => p is RoomPart)) % CallProgram.Slots;
}
