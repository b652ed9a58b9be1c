using InteropFuzz.Bindings.Model;
using InteropFuzz.Bindings.Reading;
using NUnit.Framework;

namespace InteropFuzz.Bindings.Tests;

[TestFixture]
public class OddHeaderTests
{
    [TestCase("function vf", "variable number")]
    [TestCase("function vl", "va_list")]
    [TestCase("function sif", "static")]
    [TestCase("function inf", "inline")]
    [TestCase("function ldf", "long double")]
    [TestCase("function cf", "complex")]
    [TestCase("function vadd", "vector")]
    [TestCase("function i128", "128-bit")]
    [TestCase("function byval", "incomplete")]
    [TestCase("function byval2", "_Atomic")]
    [TestCase("variable gvar", "GetExport")]
    [TestCase("macro FN", "arguments")]
    [TestCase("macro UNB", "not a number")]
    [TestCase("macro UNDEFD", "not a number")]
    [TestCase("field struct big.huge", "at most")]
    [TestCase("struct empty", "no bytes")]
    public void WhatCannotBeBoundIsListedWithItsLine(string what, string reason)
    {
        var omission = Repository.Write(Repository.Odd).Omissions.Single(o => o.What == what);
        Assert.Multiple(() =>
        {
            Assert.That(omission.Reason, Does.Contain(reason));
            Assert.That(omission.Place.ToString(), Does.Match(@"^odd\.h:\d+$"));
        });
    }

    [TestCase("N2", "84u")]
    [TestCase("NEG", "-5")]
    [TestCase("CHR", "120")]
    [TestCase("CAST", "44")]
    [TestCase("EN", "5")]
    [TestCase("NUL_", "18446744073709551615")]
    public void AMacroIsWhatTheCompilerSays(string name, string value)
        => Assert.That(((NumberConstant)Repository.Odd.Constants.Single(c => c.Name == name).Value).Value, Is.EqualTo(Int128.Parse(value.TrimEnd('u'), System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase("public static partial int @lock(")]
    [TestCase("int @in, ")]
    [TestCase("EntryPoint = \"real_symbol\"")]
    [TestCase("EntryPoint = \"odd$name\"")]
    [TestCase("public int selfname_;")]
    [TestCase("public int ToString_;")]
    [TestCase("public fixed float m[16];")]
    [TestCase("[InlineArray(3)]")]
    [TestCase("delegate* unmanaged[Cdecl]<int, void> signal_like(int s, ")]
    [TestCase("public static sbyte* data(flex* self)")]
    [TestCase("public enum big_e : long")]
    [TestCase("public const int ANON2 = -2;")]
    public void TheOutputSays(string text) => Assert.That(Repository.Write(Repository.Odd).Text, Does.Contain(text));

    [Test]
    public void AHeaderWithErrorsGivesClangsWords()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "bad.h");
        File.WriteAllText(path, "int f(int x\nstruct {\n");
        Assert.That(() => HeaderReader.Read(new(path)), Throws.TypeOf<HeaderException>().With.Message.Contains("bad.h:2:1: error:"));
    }

    [Test]
    public void MacrosThatGrowWithoutEndAreNotExpanded()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "growing.h");
        File.WriteAllText(path, "#define M0 1\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"#define M{i} (M{i - 1}+M{i - 1})\n")));
        var header = HeaderReader.Read(new(path));
        Assert.Multiple(() =>
        {
            Assert.That(header.Constants.Select(c => c.Name), Does.Contain("M5"));
            Assert.That(header.Omissions.Select(o => o.What), Does.Contain("macro M60"));
        });
    }
}
