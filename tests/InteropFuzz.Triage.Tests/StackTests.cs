using System.Text;
using InteropFuzz.Triage.Stacks;

namespace InteropFuzz.Triage.Tests;

/// <summary>The frames of a crash, from every format, and what is folded and joined.</summary>
[TestFixture]
public sealed class StackTests
{
    [TestCaseSource(typeof(StackFile), nameof(StackFile.Names))]
    public void Stacks_are_those_of_the_file(string name)
    {
        (string expected, string text) = StackFile.Load(name);
        Assert.That(StackFile.Describe(text), Is.EqualTo(expected));
    }

    [TestCaseSource(typeof(StackFile), nameof(StackFile.Names))]
    public void Carriage_returns_and_colours_change_nothing(string name)
    {
        (string expected, string text) = StackFile.Load(name);
        Assert.That(StackFile.Describe("\u001b[31m" + text.Replace("\n", "\u001b[0m\r\n", StringComparison.Ordinal)), Is.EqualTo(expected));
    }

    [TestCaseSource(typeof(StackFile), nameof(StackFile.Names))]
    public void Any_cut_can_be_read(string name)
    {
        string text = StackFile.Load(name).Text;
        for (int length = 0; length < text.Length; length += 97)
        {
            string cut = text[..length];
            Assert.That(() => StackFile.Describe(cut), Throws.Nothing, cut);
        }
    }

    [Test]
    public void Goroutines_that_stand_in_one_place_are_one_stack()
    {
        StringBuilder text = new("panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n");
        for (int i = 2; i < 12; i++)
        {
            text.Append($"\ngoroutine {i} [chan receive]:\nmain.wait(0x{i:x})\n\tmain.go:9 +0x1d\n");
        }

        IReadOnlyList<Stack> stacks = CrashReader.ReadAll(new StringReader(text.ToString()))[0].Stacks;
        Assert.That(stacks.Where(stack => stack.Kind == StackKind.Goroutine).Sum(stack => stack.Count), Is.EqualTo(10));
        Assert.That(stacks, Has.Count.EqualTo(2));
    }

    [Test]
    public void An_entity_of_an_xml_report_is_not_expanded()
    {
        string text = "<!DOCTYPE a [<!ENTITY b \"main\">]>\n<valgrindoutput>\n<error><kind>InvalidRead</kind><what>Invalid read of size 4</what>"
            + "<stack><frame><fn>&b;</fn></frame></stack></error>\n</valgrindoutput>\n";
        Assert.That(StackFile.Describe(text), Does.Not.Contain("main"));
    }

    [TestCase("f [clone .isra.0]", "f")]
    [TestCase("f.constprop.0.isra.0", "f")]
    [TestCase("f.cold", "f")]
    [TestCase("memcpy@@GLIBC_2.14", "memcpy")]
    [TestCase("_ZN2ns5innerEPi", "ns::inner")]
    [TestCase("_Z3fooi", "foo")]
    [TestCase("_ZN2nsX", "_ZN2nsX")]
    [TestCase("_Z99f", "_Z99f")]
    [TestCase("ns::T::operator()(int) const", "ns::T::operator()")]
    [TestCase("(anonymous namespace)::f", "(anonymous namespace)::f")]
    [TestCase("runtime.asmcgocall.abi0", "runtime.asmcgocall")]
    [TestCase("???", "")]
    public void Names_lose_what_a_compiler_adds(string printed, string name)
    {
        string text = $"==7==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000\n    #0 0x401136 in {printed} /src/f.c:3:1\n";
        Assert.That(CrashReader.ReadAll(new StringReader(text))[0].Frames[0].Function, Is.EqualTo(name));
    }

    [Test]
    [Explicit("writes what comes out now into the files of stacks/, for review")]
    public void Rewrite()
    {
        foreach (string path in Directory.EnumerateFiles(StackFile.Source(), "*.txt"))
        {
            string text = StackFile.Split(File.ReadAllText(path)).Text;
            File.WriteAllText(path, StackFile.Describe(text) + "---\n" + text);
        }
    }
}
