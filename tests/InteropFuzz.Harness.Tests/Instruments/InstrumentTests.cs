using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Instruments;

public sealed class InstrumentTests
{
    private static readonly HostTools s_nothing = new(null, null, false, null, null, "none", null);

    [Test]
    public void The_instruments_are_there_each_once()
        => Assert.That(InstrumentCatalog.All.Select(i => i.Name), Is.EquivalentTo(new[] { "plain", "checkptr", "cgocheck2", "race", "asan", "msan", "valgrind", "gcstress", "vet", "efence" }));

    [Test]
    public void On_a_machine_without_tools_each_names_what_to_install()
    {
        foreach (var i in InstrumentCatalog.All) Assert.That(i.WhyNotHere(s_nothing), Does.Contain("apt-get install").Or.Contain("make -C native"), i.Name);
    }

    [Test]
    public void Cgocheck2_follows_the_runtime_from_GODEBUG_to_GOEXPERIMENT()
    {
        var cgocheck2 = InstrumentCatalog.Find("cgocheck2")!;
        Assert.Multiple(() =>
        {
            Assert.That(cgocheck2.Run(new(19), s_nothing).Environment, Does.ContainKey("GODEBUG"));
            Assert.That(cgocheck2.Build(new(19), s_nothing).Environment, Does.Not.ContainKey("GOEXPERIMENT"));
            Assert.That(cgocheck2.Run(new(21), s_nothing).Environment, Does.Not.ContainKey("GODEBUG"));
            Assert.That(cgocheck2.Build(new(21), s_nothing).Environment["GOEXPERIMENT"], Is.EqualTo("cgocheck2"));
        });
    }

    [Test]
    public void An_old_valgrind_gets_programs_without_DWARF_5()
    {
        var valgrind = InstrumentCatalog.Find("valgrind")!;
        static HostTools With(string version) => s_nothing with { Valgrind = new("/usr/bin/valgrind", version) };
        Assert.Multiple(() =>
        {
            Assert.That(valgrind.Build(new(27), With("valgrind-3.19.0")).Environment["GOEXPERIMENT"], Is.EqualTo("nodwarf5"));
            Assert.That(valgrind.Build(new(27), With("valgrind-3.24.0")).Environment, Does.Not.ContainKey("GOEXPERIMENT"));
            Assert.That(valgrind.WhyNever(new(24), Arch.Amd64, RunnerKind.Local), Does.Contain("1.25"));
        });
    }
}
