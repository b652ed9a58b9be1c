using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Model;
using InteropFuzz.Bindings.Reading;
using NUnit.Framework;

namespace InteropFuzz.Bindings.Tests.Fuzzing;

/// <summary>What is made of each function of a header.</summary>
[TestFixture]
public class CallPlanTests
{
    internal static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "data/fuzz", name);

    internal static CHeader Header { get; } = HeaderReader.Read(new(Data("calls.h")));

    internal static HeaderPlan Bare { get; } = HeaderPlanner.Plan(Header, Annotations.None, new());

    internal static HeaderPlan Annotated { get; } = HeaderPlanner.Plan(Header, AnnotationReader.Read(File.ReadAllText(Data("calls.yaml")), "calls.yaml"), new());

    private static IEnumerable<string[]> Table() => File.ReadLines(Data("calls.tsv")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

    [TestCaseSource(nameof(Table))]
    public void EveryFunctionHasItsPlanOrAReason(string function, string bare, string annotated)
    {
        Assert.Multiple(() =>
        {
            Expect(Bare, function, bare);
            Expect(Annotated, function, annotated == "=" ? bare : annotated);
        });
    }

    [Test]
    public void TheTableHasEveryFunction() => Assert.That(Table().Select(r => r[0]), Is.EquivalentTo(Header.Functions.Select(f => f.Name)));

    [Test]
    public void EnumsMayBeOutOfRangeWhenAsked()
    {
        var plan = HeaderPlanner.Plan(Header, Annotations.None, new() { OutOfRange = true });
        var paint = plan.Calls.Single(c => c.Function.Name == "box_paint");
        var call = CallProgram.ReadOne(paint, [0, 2, 200, 9, 0, 0, 0]);
        Assert.That(ProgramListing.Show(plan, CallProgram.Write(plan, [call])), Does.Contain("c: 9 (out of range)"));
    }

    [TestCase("functions:\n  box_nix: {}", "notes.yaml:2: calls.h has no function 'box_nix'")]
    [TestCase("functions:\n  box_put:\n    arguments:\n      nix: {kept: true}", "notes.yaml:4: box_put has no parameter 'nix'; it has b, data, len")]
    [TestCase("functions:\n  box_put:\n    argumets: {}", "notes.yaml:3: unknown key 'argumets'")]
    [TestCase("functions:\n  box_put: {arguments: {data: {length: nix}}}", "notes.yaml:2: there is no 'nix' beside 'data'")]
    [TestCase("functions:\n  box_put: {arguments: {data: {length: b}}}", "notes.yaml:2: 'b' is no length")]
    [TestCase("functions:\n  box_one: {arguments: {value: {range: [3, 1]}}}", "notes.yaml:2: a range is [first, last]")]
    [TestCase("functions:\n  box_one: {arguments: {value: {values: [NIX]}}}", "notes.yaml:2: calls.h has no constant 'NIX'")]
    [TestCase("functions:\n  box_message: {arguments: {message: {freed-by: nix}}}", "notes.yaml:2: calls.h has no function 'nix'")]
    [TestCase("handles:\n  h: {type: nix}", "notes.yaml:2: no function of calls.h takes or returns a 'nix'")]
    [TestCase("handles:\n  h: {type: box, makers: [nix]}", "notes.yaml:2: calls.h has no function 'nix'")]
    [TestCase("structs:\n  nix: {}", "notes.yaml:2: calls.h has no struct 'nix'")]
    [TestCase("structs:\n  in_buffer: {nix: {}}", "notes.yaml:2: 'in_buffer' has no field 'nix'")]
    [TestCase("\n\nleave-out: a: b", "notes.yaml:3: this is not YAML")]
    [TestCase("- a", "notes.yaml:1: keys and values are expected here")]
    [TestCase("dictionary: [a]\n---\ndictionary: [b]", "notes.yaml:3: a second document")]
    public void WrongAnnotationsAreErrorsWithTheirLine(string yaml, string error)
        => Assert.That(() => HeaderPlanner.Plan(Header, AnnotationReader.Read(yaml, "notes.yaml"), new()), Throws.TypeOf<AnnotationException>().With.Message.StartsWith(error));

    /// <summary>Real headers, with the annotations that come along: at least as many functions as when they were written.</summary>
    [TestCase("zlib.h", 74)]
    [TestCase("zstd.h", 66)]
    [TestCase("sqlite3.h", 140)]
    public void RealHeadersAreCalledAlmostWhole(string name, int atLeast)
    {
        var path = Path.Combine("/usr/include", name);
        if (!File.Exists(path)) Assert.Ignore($"{path} is not installed");
        var (file, text) = ReadyAnnotations.For(name)!.Value;
        var plan = HeaderPlanner.Plan(HeaderReader.Read(new(path)), AnnotationReader.Read(text, file) with { ForEveryVersion = true }, new());
        Assert.Multiple(() =>
        {
            Assert.That(plan.Calls, Has.Count.GreaterThanOrEqualTo(atLeast));
            Assert.That(plan.Unbound.Select(u => u.Reason), Has.None.Empty);
            Assert.That(plan.Calls.Select(c => c.Function.Name).Concat(plan.Unbound.Select(u => u.What["function ".Length..])), Is.Unique);
        });
    }

    private static void Expect(HeaderPlan plan, string function, string expected)
    {
        if (expected.StartsWith("not called: ", StringComparison.Ordinal))
            Assert.That(plan.Unbound.Single(u => u.What == "function " + function).Reason, Does.Contain(expected["not called: ".Length..]));
        else if (plan.Calls.FirstOrDefault(c => c.Function.Name == function) is { } call)
            Assert.That(string.Join(", ", (call.Made is null ? [] : new[] { $"makes {call.Made.Kind} by result" }).Concat(call.Arguments.Select(Words))), Is.EqualTo(expected), function);
        else Assert.Fail($"{function} is not called: {plan.Unbound.Single(u => u.What == "function " + function).Reason}");
    }

    private static string Words(ArgumentPlan argument)
    {
        var name = argument.Name[(argument.Name.LastIndexOf('.') + 1)..];
        return name + " " + argument switch
        {
            HandleArgument h => $"{h.Role.ToString().ToLowerInvariant()} {h.Kind}{(h.Way == HandleWay.Variable ? " by variable" : "")}{(h.Fills.Count > 0 ? $" {{{string.Join(", ", h.Fills.Select(Words))}}}" : "")}",
            BufferArgument b => b.Use.ToString().ToLowerInvariant() + (b.Element > 1 ? $" of {b.Element}" : ""),
            LengthArgument l => $"length of {string.Join(" and ", l.Of.Select(o => o[(o.LastIndexOf('.') + 1)..]))}{(l.Wrote is not null ? ", tells" : "")}",
            TextArgument t => (t.Words.Count > 0 ? $"one of {t.Words.Count} texts" : "text") + (t.MayBeNull ? " or NULL" : ""),
            ChoiceArgument c => $"one of {c.Choices.Count}",
            NumberArgument n => Number(n),
            CellArgument { Value: NumberArgument n } => $"address of {Number(n)}",
            CallbackArgument => "callback",
            UserArgument => "user data",
            FixedArgument f => $"is {f.Expression}",
            OutPointerArgument o => "pointer" + (o.FreedBy is null ? "" : $" freed by {o.FreedBy.Name}"),
            StructArgument s => $"struct {{{string.Join(", ", s.Fields.Select(Words))}}}",
            _ => argument.GetType().Name,
        };
    }

    private static string Number(NumberArgument number) => number.Part switch
    {
        RangePart range => $"{range.First}..{range.Last}",
        RealPart => "real",
        _ => "number",
    };
}
