using System.Runtime.InteropServices;
using InteropFuzz.Harness.Toolchains;
using InteropFuzz.Triage;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Native;

/// <summary>The shim: its header and its library say the same, its legal functions work, its planted faults are faults.</summary>
public sealed class ShimTests
{
    private const string Fault = "ifz_fault_";

    private static IEnumerable<TestCaseData> Faults()
        => TestData.Table("shim-faults.tsv").Select(r => new TestCaseData(r[0], r[1], r[2]).SetArgDisplayNames(r[0], r[1]));

    [Test]
    public void What_is_declared_is_exported_and_the_reverse()
        => Assert.That(Shim.Symbols(Path.Combine(Shim.Variant("plain"), "libinteropfuzz_shim.so"), "-D", "--defined-only"), Is.EquivalentTo(Shim.Header().Keys));

    [Test]
    public void Every_comment_says_what_is_owned_and_marks_faults_by_name_and_class()
    {
        var classes = FaultClasses.All.Select(c => FaultClasses.Name(c)).ToHashSet();
        foreach (var (name, comment) in Shim.Header())
        {
            var fault = comment.Split("@fault ");
            Assert.Multiple(() =>
            {
                Assert.That(comment, Does.Contain("@owns "), name);
                Assert.That(fault, Has.Length.EqualTo(name.StartsWith(Fault, StringComparison.Ordinal) ? 2 : 1), name);
            });
            if (fault.Length == 2) Assert.That(classes, Does.Contain(fault[1].Split(':')[0]), name);
        }
    }

    [Test]
    public void The_test_program_calls_every_legal_function_and_the_table_knows_every_fault()
    {
        var called = Shim.Symbols(Path.Combine(Shim.Variant("plain"), "shim-test"), "-D");
        var planted = TestData.Table("shim-faults.tsv").Select(r => Fault + r[0]).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(Shim.Header().Keys.Where(n => !n.StartsWith(Fault, StringComparison.Ordinal)), Is.SubsetOf(called));
            Assert.That(Shim.Header().Keys.Where(n => n.StartsWith(Fault, StringComparison.Ordinal)), Is.EquivalentTo(planted));
        });
    }

    [TestCase("plain")]
    [TestCase("asan-ubsan")]
    [TestCase("tsan")]
    [TestCase("msan")]
    public async Task Legal_functions_answer_as_they_say(string variant)
        => await PassesAsync(Path.Combine(Shim.Variant(variant), "shim-test"));

    [Test]
    public async Task Legal_functions_are_sound_for_valgrind()
    {
        RequireTool("valgrind");
        await PassesAsync("/usr/bin/valgrind", "-q", "--error-exitcode=9", "--leak-check=full", Path.Combine(Shim.Variant("plain"), "shim-test"));
    }

    [TestCase("plain")]
    [TestCase("ubsan")]
    public async Task Legal_functions_answer_the_same_on_arm64(string variant)
    {
        var program = Path.Combine(Shim.Variant(variant, "arm64"), "shim-test");
        if (RuntimeInformation.OSArchitecture == Architecture.Arm64)
        {
            await PassesAsync(program);
            return;
        }
        RequireTool("qemu-aarch64");
        await PassesAsync("/usr/bin/qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", program);
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_planted_fault_is_a_fault(string fault, string variant, string symptom)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64) Assert.Ignore("the table holds what amd64 shows");
        string[] wrapper = variant == "valgrind" ? ["/usr/bin/valgrind", "-q"] : [];
        if (wrapper.Length > 0) RequireTool("valgrind");
        var program = Path.Combine(Shim.Variant(variant == "valgrind" ? "plain" : variant), "shim-fault");
        var result = await Shim.RunAsync([.. wrapper, program, fault], symptom == "timeout" ? 0.5 : 60);
        Assert.That(CrashReader.Read(result.Output, result.Ending).Symptom.ToString(), Is.EqualTo(symptom), result.Output);
    }

    private static void RequireTool(string name)
    {
        if (HostPath.FindProgram(name) is null) Assert.Ignore(name + " is not installed");
    }

    private static async Task PassesAsync(params string[] command)
    {
        var result = await Shim.RunAsync(command, 300);
        Assert.That(result.Ending, Is.EqualTo(Ending.Exited(0)), result.Output);
        Assert.That(result.Output, Does.EndWith(" 0 failed\n"));
    }
}
