using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Writing;

/// <summary>Writes one call in Go, the same way in the target and in standalone programs.</summary>
/// <param name="lines">Where it goes.</param>
/// <param name="plan">The call.</param>
/// <param name="values">Where its values come from.</param>
internal sealed class CallText(GoLines lines, CallPlan plan, IArgumentText values)
{
    /// <summary>Writes it.</summary>
    /// <param name="begin">Writes what stands between the reading of the values and the call.</param>
    public void Write(Action begin)
    {
        if (plan.Made is { } made) values.Handle(lines, made);
        foreach (var argument in plan.Arguments) Declare(argument);
        begin();
        foreach (var handle in plan.Arguments.OfType<HandleArgument>()) Prepare(handle);
        Call();
        foreach (var argument in plan.Arguments) After(argument);
    }

    /// <summary>The static functions of C that give the values of annotations.</summary>
    public static IEnumerable<string> FixedFunctions(CallPlan plan)
        => AllArguments(plan.Arguments).OfType<FixedArgument>().Select(f => $"static {f.Type.Declare(FixedName(plan, f) + "(void)")} {{ return {f.Expression}; }}");

    /// <summary>The arguments with the fields of those that are structs.</summary>
    public static IEnumerable<ArgumentPlan> AllArguments(IEnumerable<ArgumentPlan> arguments)
        => arguments.SelectMany(a => a switch
        {
            StructArgument s => AllArguments(s.Fields).Prepend(a),
            HandleArgument h => AllArguments(h.Fills).Prepend(a),
            CellArgument c => [a, c.Value],
            _ => [a],
        });

    private static string FixedName(CallPlan plan, FixedArgument argument) => $"interopfuzz_{plan.Function.Name}_{Variable(argument)}";

    private static string Variable(ArgumentPlan argument) => Variable(argument.Name);

    private static string Variable(string name) => name.Replace('.', '_');

    /// <summary>The statements that give an argument its variable.</summary>
    private void Declare(ArgumentPlan argument)
    {
        var name = Variable(argument);
        switch (argument)
        {
            case HandleArgument handle:
                values.Handle(lines, handle);
                foreach (var fill in handle.Fills) Declare(fill);
                if (handle.Way == HandleWay.Variable) lines.Add($"{name}_at := {Memory(handle.Type.Target()!)}");
                break;
            case NumberArgument number:
                lines.Add($"{name} := {values.Number(number)}");
                break;
            case ChoiceArgument choice:
                lines.Add($"{name} := {values.Choice(choice)}");
                break;
            case BufferArgument buffer:
                lines.Add($"{name} := {Kept(buffer.Kept, values.Buffer(buffer))}");
                break;
            case TextArgument text:
                // Whether it is NULL stands before the text in the bytes.
                if (text.MayBeNull) lines.Add($"{name}_null := {values.Perhaps()}");
                lines.Add($"{name} := {Kept(text.Kept, values.Text(text))}");
                if (text.MayBeNull) NullIf($"{name}_null", $"{name}.pointer");
                break;
            case CellArgument cell:
                Declare(cell.Value with { Name = cell.Name + ".value" });
                lines.Add($"{name} := {Memory(cell.Target)}");
                lines.Add($"*{name} = {name}_value");
                break;
            case LengthArgument length when length.Type.Target() is not null:
                lines.Add($"{name} := {Memory(length.Type.Target()!)}");
                lines.Add($"*{name} = {GoTypes.Convert(length.Type.Target()!, Size(length))}");
                break;
            case OutPointerArgument o:
                lines.Add($"{name} := {Memory(o.Target)}");
                break;
            case CallbackArgument callback:
                lines.Add($"C.interopfuzz_answer = {values.Answer()}");
                lines.Add($"{name} := {GoTypes.Convert(callback.Type, $"C.{callback.Trampoline.Name}")}");
                if (callback.MayBeNull) NullIf(values.Perhaps(), name);
                break;
            case StructArgument s:
                lines.Add($"{name} := {Memory(s.Record, s.Kept)}");
                foreach (var field in s.Fields) Field(field, name, field.Name[(s.Name.Length + 1)..]);
                break;
        }
    }

    /// <summary>Gives a field its value; fields of structs in structs are set in place.</summary>
    private void Field(ArgumentPlan field, string owner, string path)
    {
        var place = $"{owner}.{string.Join('.', path.Split('.').Select(GoTypes.Field))}";
        if (field is StructArgument { ByAddress: false } inner)
        {
            foreach (var below in inner.Fields) Field(below, owner, path + below.Name[inner.Name.Length..]);
            return;
        }
        Declare(field);
        lines.Add($"{place} = {Expression(field)}");
    }

    private void Prepare(HandleArgument handle)
    {
        if (handle is { Role: HandleRole.Makes, Way: HandleWay.Itself }) lines.Add($"{values.Pointer(handle)} = {values.Prefix}lasting({GoTypes.Size(handle.Type.Target()!)})");
        if (handle is { Role: HandleRole.Ends, Way: HandleWay.Variable }) lines.Add($"*{Variable(handle)}_at = {GoTypes.Convert(handle.Type.Target()!, values.Pointer(handle))}");
        if (handle.Fills.Count == 0) return;
        lines.Add($"{Variable(handle)}_filled := {GoTypes.Convert(handle.Type, values.Pointer(handle))}");
        foreach (var fill in handle.Fills) lines.Add($"{Variable(handle)}_filled.{GoTypes.Field(fill.Name[(handle.Name.Length + 1)..])} = {Expression(fill)}");
    }

    private void Call()
    {
        var call = $"C.{plan.Function.Name}({string.Join(", ", plan.Arguments.Select(Expression))})";
        var seen = plan.Function.Result.Target() is { } target && target.IsChar() && target.IsReadOnly() && plan.FreedBy is null && plan.Handles.All(h => h.Role != HandleRole.Ends);
        if (plan.Made is { } made) lines.Add($"{values.Pointer(made)} = unsafe.Pointer({call})");
        else if (seen) lines.Add($"{values.Prefix}see({call})");
        else if (plan.FreedBy is not null || plan.Wrote is not null || plan.MadeWhen is not null) lines.Add($"result := {call}");
        else lines.Add(call);
        if (plan.MadeWhen is { } when)
        {
            lines.Open($"if result {(when == "zero" ? "!=" : "==")} 0 {{");
            foreach (var handle in plan.Arguments.OfType<HandleArgument>().Where(h => h.Role == HandleRole.Makes && h.Way == HandleWay.Itself)) lines.Add($"{values.Pointer(handle)} = nil");
            lines.Close();
        }
        if (plan.FreedBy is { } free) Free(free, "result");
    }

    private void After(ArgumentPlan argument)
    {
        var name = Variable(argument);
        switch (argument)
        {
            case HandleArgument { Role: HandleRole.Makes, Way: HandleWay.Variable } handle:
                lines.Add($"{values.Pointer(handle)} = unsafe.Pointer(*{name}_at)");
                break;
            case OutPointerArgument { FreedBy: { } free }:
                Free(free, $"*{name}");
                break;
            case BufferArgument { Use: BufferUse.Out, Fixed: null, Kept: false } buffer:
                var told = plan.Arguments.OfType<LengthArgument>().FirstOrDefault(l => l.Wrote == buffer.Name && l.Type.Target() is not null);
                values.Wrote(lines, buffer, name, told is not null ? $"int(*{Variable(told)}){(buffer.Element > 1 ? $" * {buffer.Element}" : "")}" : plan.Wrote == buffer.Name ? "int(result)" : $"{name}.size");
                break;
            case StructArgument s:
                foreach (var field in s.Fields.OfType<BufferArgument>()) After(field);
                break;
        }
    }

    private void NullIf(string condition, string what)
    {
        lines.Open($"if {condition} {{");
        lines.Add($"{what} = nil");
        lines.Close();
    }

    private void Free(CFunction free, string what)
    {
        lines.Open($"if {what} != nil {{");
        lines.Add($"C.{free.Name}({GoTypes.Convert(free.Parameters[0].Type.Decay(), $"unsafe.Pointer({what})")})");
        lines.Close();
    }

    private string Expression(ArgumentPlan argument)
    {
        var name = Variable(argument);
        return argument switch
        {
            HandleArgument { Way: HandleWay.Variable } => $"{name}_at",
            HandleArgument handle => GoTypes.Convert(handle.Type, values.Pointer(handle)),
            FixedArgument f => $"C.{FixedName(plan, f)}()",
            NullArgument => "nil",
            BufferArgument or TextArgument => GoTypes.Convert(argument.Type, $"{name}.pointer"),
            LengthArgument length when length.Type.Target() is null => GoTypes.Convert(length.Type, Size(length)),
            UserArgument => "unsafe.Pointer(&C.interopfuzz_user)",
            StructArgument { ByAddress: false } => $"*{name}",
            _ => name,
        };
    }

    /// <summary>The length of the buffers that share it, in what the length counts.</summary>
    private static string Size(LengthArgument length)
    {
        var size = $"{Variable(length.Of[0])}.size";
        foreach (var other in length.Of.Skip(1)) size = $"smaller({size}, {Variable(other)}.size)";
        return length.Element > 1 ? $"{size} / {length.Element}" : size;
    }

    private string Memory(CType type, bool kept = false) => $"(*{GoTypes.Spell(type)})({values.Prefix}{(kept ? "lasting" : "memory")}({GoTypes.Size(type)}))";

    private string Kept(bool kept, string buffer) => kept ? $"{values.Prefix}keep({buffer})" : buffer;
}
