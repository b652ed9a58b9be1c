using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage.Tests;

/// <summary>What does and what does not change a signature, and how alike two are.</summary>
[TestFixture]
public sealed class SignatureTests
{
    private static readonly Symptom s_segv = Named("signal/in-c/SIGSEGV");

    [TestCase("main.main.func1", "main.main")]
    [TestCase("main.f.func1.2", "main.f")]
    [TestCase("main.main.f.func1", "main.f")]
    [TestCase("main.load.load.func1.func3", "main.load")]
    [TestCase("main.f.gowrap1", "main.f")]
    [TestCase("main.f.deferwrap2", "main.f")]
    [TestCase("main.main.func1·dwrap·1", "main.main")]
    [TestCase("main.(*T).M-fm", "main.T.M")]
    [TestCase("main.T.M", "main.T.M")]
    [TestCase("main.(*List[...]).Push", "main.List.Push")]
    [TestCase("main.Map[go.shape.int,go.shape.string]", "main.Map")]
    [TestCase("example.com/app/vendor/example.com/lib/v2/sub.F", "example.com/lib/sub.F")]
    [TestCase("gopkg.in/yaml.v3.(*T).F", "gopkg.in/yaml.v3.T.F")]
    [TestCase("interopfuzz/cases/late-release/some-case.Main", "main.main")]
    [TestCase("interopfuzz/cases/late-release/some-case.(*T).use", "main.T.use")]
    [TestCase("main.init.0", "main.init")]
    public void Go_functions_have_one_name_on_all_versions(string printed, string name) =>
        Assert.That(Of(Go(printed, 1)).Parts[1], Is.EqualTo(name));

    [Test]
    public void Place_address_and_depth_of_recursion_do_not_enter()
    {
        Signature one = Of(Go("main.f", 10), Go("main.f", 10), Go("main.main", 20));
        Assert.That(Of(Go("main.f", 11), Go("main.main", 25)).Id, Is.EqualTo(one.Id));
        Assert.That(Of(Go("main.g", 10), Go("main.main", 20)).Id, Is.Not.EqualTo(one.Id));
    }

    [Test]
    public void Only_the_stack_of_the_crash_enters()
    {
        Stack crash = new(StackKind.Crash, "", 1, [Go("main.f", 1)]);
        Stack freed = new(StackKind.Freed, "", 2, [Go("main.g", 1)]);
        Assert.That(Signature.Of(s_segv, [crash, freed]).Id, Is.EqualTo(Signature.Of(s_segv, [crash]).Id));
    }

    [Test]
    public void Machinery_does_not_enter()
    {
        Frame[] machinery = [new(FrameSide.Runtime, "runtime.main"), new(FrameSide.Libc, "raise"), new(FrameSide.Tool, "__asan_report"), new(FrameSide.Go, "sync.(*Mutex).Unlock") { IsLibrary = true }];
        Assert.That(Of([.. machinery, Go("main.f", 1)]).Parts, Is.EqualTo(new[] { "signal/SIGSEGV", "main.f" }));
    }

    [Test]
    public void The_order_of_two_racing_accesses_does_not_matter()
    {
        Symptom race = Named("tsan/data-race");
        Stack[] one = [new(StackKind.Crash, "", 1, [Go("main.f", 1)]), new(StackKind.OtherAccess, "", 2, [Go("main.g", 1)])];
        Stack[] other = [new(StackKind.Crash, "", 1, [Go("main.g", 1)]), new(StackKind.OtherAccess, "", 2, [Go("main.f", 1)])];
        Assert.That(Signature.Of(race, other).Id, Is.EqualTo(Signature.Of(race, one).Id));
    }

    [Test]
    public void Words_count_only_without_frames_and_numbers_in_them_do_not()
    {
        Signature one = Signature.Of(Symptom.Silent, [], "INTEROPFUZZ silent: the sum is 17 and not 16");
        Assert.That(Signature.Of(Symptom.Silent, [], "INTEROPFUZZ silent: the sum is -5 and not 16").Id, Is.EqualTo(one.Id));
        Assert.That(Signature.Of(Symptom.Silent, [], "INTEROPFUZZ silent: another neighbour changed").Id, Is.Not.EqualTo(one.Id));
    }

    [Test]
    public void A_stack_whose_C_frames_only_one_tool_sees_is_probably_the_same()
    {
        Signature go = Of(new(FrameSide.Boundary, "C.entry"), Go("main.run", 1), Go("main.main", 2));
        Signature joined = Of(new(FrameSide.C, "inner"), new(FrameSide.C, "middle"), new(FrameSide.Boundary, "C.entry"), Go("main.run", 1), Go("main.main", 2));
        Assert.That(go.SimilarityTo(joined), Is.GreaterThanOrEqualTo(Signature.ProbablySame).And.LessThan(1));
        Assert.That(joined.SimilarityTo(go), Is.EqualTo(go.SimilarityTo(joined)));
        Assert.That(go.SimilarityTo(go), Is.EqualTo(1));
    }

    [Test]
    public void Two_programs_that_share_but_their_entry_are_not_probably_the_same() =>
        Assert.That(Of(Go("main.f", 1), Go("main.main", 2)).SimilarityTo(Of(Go("main.g", 1), Go("main.main", 2))), Is.LessThan(Signature.ProbablySame));

    [Test]
    public void Quality_counts_unstable_faults_and_shared_signatures()
    {
        Signature f = Of(Go("main.f", 1));
        Signature g = Of(Go("main.g", 1));
        SignatureQuality.Result result = SignatureQuality.Measure(
            [new("a", "plain", "1.19", f), new("a", "plain", "1.27", f), new("b", "plain", "1.19", f), new("b", "plain", "1.27", g), new("c", "plain", "1.27", g)])[0];
        Assert.That((result.Rows, result.Cases, result.Stable, result.Pairs), Is.EqualTo((5, 3, 2, 3)));
        Assert.That(result.Shared.Select(pair => pair.First + pair.Second), Is.EqualTo(new[] { "ab", "bc" }));
    }

    private static Symptom Named(string name) => Symptom.TryParse(name, out Symptom symptom) ? symptom : throw new ArgumentException(name);

    private static Frame Go(string function, int line) => new(FrameSide.Go, function, "main.go", line);

    private static Signature Of(params Frame[] frames) => Signature.Of(s_segv, [new(StackKind.Crash, "", 1, frames)]);
}
