using System.Globalization;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Writing;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>Programs in words: a line for each call that is performed.</summary>
public static class ProgramListing
{
    /// <summary>The lines, such as <c>3 ZSTD_compressCCtx(cctx: ZSTD_CCtx_s 1, dst: 120 bytes, src: "abc", compressionLevel: 3)</c>.</summary>
    public static string Show(HeaderPlan plan, ReadOnlySpan<byte> data)
        => string.Concat(ProgramSteps.Of(plan, CallProgram.Read(plan, data)).Select(s => Line(s) + "\n"));

    private static string Line(Step step)
    {
        var plan = step.Call.Plan;
        var at = 0;
        var handle = 0;
        var made = plan.Made is null ? "" : $"{Handle(plan.Made)} = ";
        var arguments = new List<string>();
        foreach (var argument in plan.Arguments)
            if (argument is not (LengthArgument or NullArgument or UserArgument)) arguments.Add($"{argument.Name}: {Argument(argument)}");
        return $"{step.Index?.ToString(CultureInfo.InvariantCulture) ?? "-"} {made}{plan.Function.Name}({string.Join(", ", arguments)})";

        string Handle(HandleArgument argument)
        {
            at++;
            var of = step.Handles[handle++];
            return string.Create(CultureInfo.InvariantCulture, $"{of.Kind.Name} {of.Serial}");
        }

        string Argument(ArgumentPlan argument) => argument switch
        {
            HandleArgument h => Handle(h) + Fields(h.Fills),
            StructArgument s => Fields(s.Fields).TrimStart(),
            CellArgument c => $"&{Argument(c.Value)}",
            FixedArgument f => f.Expression,
            OutPointerArgument => "&pointer",
            ChoiceArgument choice => Choice(choice),
            TextArgument text => (text.MayBeNull && ((NumberValue)Next()).Number == 7, Text(text)) is (false, var t) ? t : "NULL",
            CallbackArgument callback => $"callback, answer {((NumberValue)Next()).Number}{(callback.MayBeNull && ((NumberValue)Next()).Number == 7 ? ", NULL" : "")}",
            BufferArgument { Use: BufferUse.Out, Fixed: { } blank } => string.Create(CultureInfo.InvariantCulture, $"{blank} bytes"),
            BufferArgument { Use: BufferUse.Out } => $"{((NumberValue)Next()).Number} bytes",
            _ => argument.Parts.Count == 0 ? "" : Contents(),
        };

        string Fields(IReadOnlyList<ArgumentPlan> fields)
            => fields.Count == 0 ? "" : $" {{{string.Join(", ", fields.Where(f => f is not LengthArgument).Select(f => $"{f.Name[(f.Name.IndexOf('.', StringComparison.Ordinal) + 1)..]}: {Argument(f)}"))}}}";

        string Choice(ChoiceArgument choice)
        {
            var index = (int)((NumberValue)Next()).Number;
            var beyond = choice.Beyond ? ((NumberValue)Next()).Number : 0;
            return index < choice.Choices.Count ? choice.Choices[index].Name : $"{beyond} (out of range)";
        }

        string Text(TextArgument text) => text.Words.Count > 0 ? $"\"{text.Words[(int)((NumberValue)Next()).Number]}\"" : Contents();

        string Contents()
        {
            var index = at;
            return Next() switch
            {
                BytesValue { Bytes: { Length: <= 64 } bytes } => GoLines.Literal(bytes),
                BytesValue { Bytes: var bytes } => $"{bytes.Length} bytes {GoLines.Literal(bytes.AsSpan()[..48])} …",
                FilledValue { Count: var count, Fill: var fill } => string.Create(CultureInfo.InvariantCulture, $"{count} bytes 0x{fill:x2}"),
                EarlierValue => step.Earlier.GetValueOrDefault(index) is { } room ? $"what memory {room} holds" : "\"\"",
                RealValue { Number: var real } => real.ToString("R", CultureInfo.InvariantCulture),
                NumberValue { Number: var number } => number.ToString(CultureInfo.InvariantCulture),
                _ => "?",
            };
        }

        Value Next() => step.Call.Values[at++];
    }
}
