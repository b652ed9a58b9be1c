using System.IO.Enumeration;
using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>Plans the calls of a header's functions.</summary>
public static class HeaderPlanner
{
    /// <summary>Makes the plan.</summary>
    /// <param name="header">The header.</param>
    /// <param name="annotations">What it cannot say.</param>
    /// <param name="options">What may be called, and with what.</param>
    /// <exception cref="AnnotationException">An annotation is about something that is not in the header.</exception>
    public static HeaderPlan Plan(CHeader header, Annotations annotations, PlanOptions options)
    {
        AnnotationChecks.Check(header, annotations);
        var handles = new HandleFinder(header, annotations);
        var planner = new ArgumentPlanner(header, annotations, handles, options);
        var unbound = header.Omissions.Where(o => o.What.StartsWith("function ", StringComparison.Ordinal)).ToList();
        var calls = new List<CallPlan>();
        foreach (var function in header.Functions)
            try
            {
                calls.Add(Call(function, annotations, handles, planner, options));
            }
            catch (UnboundException e)
            {
                unbound.Add(Omission(function, e.Message));
            }
        WithoutHopeless(calls, unbound);
        calls = [.. calls.Select((c, i) => c with { Number = i })];
        foreach (var kind in handles.Kinds)
        {
            kind.Maker = Best(HandleRole.Makes);
            kind.Ender = Best(HandleRole.Ends);

            CallPlan? Best(HandleRole role) => calls.Where(c => c.Handles.Any(h => h.Kind == kind && h.Role == role)).MinBy(c => handles.Rank(kind, role, c.Function.Name));
        }
        // A kind of which nothing is left keeps its number: the numbers are the places in a table.
        return new(header, annotations) { Calls = calls, Kinds = handles.Kinds, Trampolines = planner.Trampolines, Unbound = [.. unbound.OrderBy(u => u.Place.Line)] };
    }

    private static CallPlan Call(CFunction function, Annotations annotations, HandleFinder handles, ArgumentPlanner planner, PlanOptions options)
    {
        if (annotations.LeaveOut.FirstOrDefault(l => FileSystemName.MatchesSimpleExpression(l.Key, function.Name, ignoreCase: false)) is { Key: not null } left)
            throw new UnboundException($"the annotations leave it out: {left.Value.Value}");
        if (options.Missing.TryGetValue(function.Name, out var missing)) throw new UnboundException(missing);
        if (function.Result.Bare() is UnsupportedType unsupported) throw new UnboundException($"it returns {unsupported.Spelling}: {unsupported.Reason}");
        if (function.Result.Bare() is RecordType { Record.IsComplete: false }) throw new UnboundException("it returns a struct whose fields are not known");
        var note = annotations.Functions.GetValueOrDefault(function.Name);
        var arguments = planner.Parameters(function);
        var made = handles.MadeByResult(function);
        var other = arguments.OfType<HandleArgument>().FirstOrDefault(h => h.Role == HandleRole.Makes);
        return new(0, function, arguments)
        {
            Made = made is null ? null : new("made", function.Result, made, HandleRole.Makes, HandleWay.Result, []),
            MadeWhen = other is null || function.Result.Bare() is not (NumberType or EnumType) ? null : handles.MadeWhen(other.Kind),
            FreedBy = note?.FreedBy is { } free ? planner.Freeing(free) : null,
            Wrote = note?.Wrote is { } wrote ? Buffer(arguments, wrote, annotations.File) : null,
            After = [.. note?.After.Select(a => a.Value) ?? []],
            NotAfter = [.. note?.NotAfter.Select(a => a.Value) ?? []],
            Forgets = [.. note?.Forgets.Select(a => a.Value) ?? []],
            Distinct = note?.Distinct ?? false,
            Keeps = note?.Keeps ?? true,
        };
    }

    private static string Buffer(IReadOnlyList<ArgumentPlan> arguments, Noted<string> name, string file)
        => arguments.OfType<BufferArgument>().FirstOrDefault(b => b.Name == name.Value)?.Name ?? throw new AnnotationException(file, name.Line, $"'{name.Value}' is no buffer of this function");

    /// <summary>
    /// Takes out what needs a handle that nothing can make or end; that may leave other kinds without a maker. A handle nobody ends would be lost
    /// with every input.
    /// </summary>
    private static void WithoutHopeless(List<CallPlan> calls, List<COmission> unbound)
    {
        while (true)
        {
            var makeable = new HashSet<HandleKind>();
            while (calls.SelectMany(c => c.Handles.Where(h => h.Role == HandleRole.Makes && c.Handles.All(o => o.Role == HandleRole.Makes || makeable.Contains(o.Kind))).Select(h => h.Kind)).Where(makeable.Add).ToList().Count > 0)
            {
            }
            var ended = calls.SelectMany(c => c.Handles).Where(h => h.Role == HandleRole.Ends).Select(h => h.Kind).ToHashSet();
            var hopeless = calls.Select(c => (Call: c, Why: Why(c))).Where(c => c.Why is not null).ToList();
            if (hopeless.Count == 0) return;
            foreach (var (call, why) in hopeless)
            {
                calls.Remove(call);
                unbound.Add(Omission(call.Function, why!));
            }

            string? Why(CallPlan call) => call.Handles.Select(h =>
                !makeable.Contains(h.Kind) && h.Role != HandleRole.Makes ? $"it needs a {h.Kind.Name}, and no function that is called makes one"
                : !ended.Contains(h.Kind) && h.Role != HandleRole.Ends ? $"nothing that is called ends a {h.Kind.Name}" : null).FirstOrDefault(w => w is not null);
        }
    }

    private static COmission Omission(CFunction function, string reason) => new(function.Place, $"function {function.Name}", reason);
}
