using InteropFuzz.Harness.Building;
using InteropFuzz.Harness.Cases;
using InteropFuzz.Harness.Instruments;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Campaigns;

/// <summary>The same matrix on a machine of either architecture; only the words for the two change places.</summary>
[TestFixture(Arch.Amd64, Arch.Arm64, "aarch64-linux-gnu", "qemu-aarch64")]
[TestFixture(Arch.Arm64, Arch.Amd64, "x86_64-linux-gnu", "qemu-x86_64")]
public sealed class PlatformTests(Arch host, Arch foreign, string triplet, string qemu)
{
    private static readonly GoToolchain s_go = new(new(27, 1), "/go-1.27", "test");
    private static readonly HostTools s_here = HostTools.Probe(TestData.Launcher);

    private readonly HostTools _tools = s_here with
    {
        Arch = host,
        Foreign = new(foreign, new($"/usr/bin/{triplet}-gcc", "gcc 12"), null, new($"/cache/{qemu}", "qemu 11.0.0")) { PlainNames = "/cache/cross" },
    };

    private static Plan PlanOf(HostTools tools, string filter, Arch[] archs)
    {
        var glob = new Glob(filter);
        return Plan.Make(CaseSet.Load(Path.Combine(TestData.Root, "cases")).Cases.Where(c => glob.Matches(c.Id)), [s_go], InstrumentCatalog.All, archs, tools);
    }

    [Test]
    public void The_machines_own_runs_natively_and_the_other_emulated()
    {
        var plan = PlanOf(_tools, "c-heap-ownership/*", [host, foreign]);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Cells.Where(p => p.Cell.Arch == host).Select(p => p.Cell.Runner), Is.All.EqualTo(RunnerKind.Local));
            Assert.That(plan.Cells.Where(p => p.Cell.Arch == foreign).Select(p => p.Cell.Runner), Is.All.EqualTo(RunnerKind.QemuUser));
            Assert.That(plan.Cells.Where(p => p.Cell.Arch == foreign && p.NotAvailable is null).Select(p => p.Cell.Instrument.Name).Distinct(),
                Is.EquivalentTo(new[] { "plain", "checkptr", "cgocheck2", "asan", "gcstress" }));
            Assert.That(plan.Cells.Where(p => p.NotAvailable is not null).Select(p => p.NotAvailable), Is.All.Not.Empty);
        });
    }

    [Test]
    public void Natively_every_instrument_is_there_on_either_architecture()
    {
        var local = PlanOf(_tools, "c-heap-ownership/written-after-free*", [host]).Cells.Where(p => p.Cell.Runtime == ManagedRuntime.Go);
        var able = InstrumentCatalog.All.Where(i => i.WhyNotHere(_tools) is null).Select(i => i.Name);
        Assert.That(local.Where(p => p.NotAvailable is null).Select(p => p.Cell.Instrument.Name).Distinct(), Is.EquivalentTo(able));
    }

    [Test]
    public void What_must_be_installed_is_for_the_other_architecture()
    {
        var packages = Requirements.Check(_tools with { Foreign = new(foreign, null, null, null) }).Where(r => r.Found is null).SelectMany(r => r.Packages).ToList();
        var debian = triplet.Replace('_', '-');
        Assert.That(packages, Is.SupersetOf(new[] { $"gcc-{debian}", $"g++-{debian}", $"libc6-dev-{foreign.Name()}-cross", "qemu-user" }));
        Assert.That(packages, Has.None.Contains(host.Triplet().Replace('_', '-')));
    }

    [Test]
    public void Runners_over_ssh_take_their_architecture_and_need_no_emulator([Values] bool isForeign)
    {
        var arch = isForeign ? foreign : host;
        var tools = _tools with
        {
            Foreign = _tools.Foreign! with { Qemu = null },
            Far = new Dictionary<Arch, FarTools> { [arch] = new(new("valgrind", "valgrind-3.24.0"), null, null, 4) },
        };
        var cells = PlanOf(tools, "c-heap-ownership/written-after-free*", [arch]).Cells.Where(p => p.Cell.Runtime == ManagedRuntime.Go).ToList();
        var plain = cells.First(p => p.Cell.Instrument.Name == "plain").Cell;
        var valgrind = cells.First(p => p.Cell.Instrument.Name == "valgrind").Cell;
        Assert.Multiple(() =>
        {
            Assert.That(cells.Select(p => p.Cell.Runner), Is.All.EqualTo(RunnerKind.Ssh));
            Assert.That(cells.Where(p => p.NotAvailable is null).Select(p => p.Cell.Instrument.Name).Distinct(),
                Is.EquivalentTo(new[] { "plain", "checkptr", "cgocheck2", "race", "asan", "gcstress", "valgrind" }.Concat(isForeign || !s_here.ClangHasMsan ? [] : ["msan"])));
            Assert.That(plain.Run(tools).Wrapper, Is.Empty);
            Assert.That(plain.Run(tools).Slowdown, Is.EqualTo(4));
            Assert.That(valgrind.Run(tools).Wrapper[0], Is.EqualTo("valgrind"), "where the machine's own PATH finds it");
            Assert.That(valgrind.Instrument.Build(valgrind.Go, tools.Of(valgrind)).Environment.ContainsKey("GOEXPERIMENT"), Is.False, "that machine's Valgrind reads DWARF 5");
            Assert.That(BuildEnvironment.Make(s_go, plain.Instrument.Build(plain.Go, tools), new("/cache"), new Dictionary<string, string>(), tools.ForeignOf(arch)).GetValueOrDefault("GOARCH"),
                Is.EqualTo(isForeign ? foreign.Name() : null));
        });
    }

    [Test]
    public void By_default_the_emulated_one_has_the_newest_release_only()
    {
        var cases = CaseSet.Load(Path.Combine(TestData.Root, "cases")).Cases.Where(c => c.Id.StartsWith("c-heap-ownership/written-after-free", StringComparison.Ordinal));
        var plan = Plan.Make(cases, [new(new(24, 4), "/go-1.24", "test"), s_go], InstrumentCatalog.All, [host, foreign], _tools, emulatesNewestOnly: true);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Cells.Where(p => p.Cell.Arch == host).Select(p => p.Cell.Go.Release).Distinct(), Is.EqualTo(new[] { "1.24", "1.27" }));
            Assert.That(plan.Cells.Where(p => p.Cell.Arch == foreign).Select(p => p.Cell.Go.Release).Distinct(), Is.EqualTo(new[] { "1.27" }));
        });
    }

    [Test]
    public void It_is_built_with_the_cross_compiler_and_started_by_the_emulator()
    {
        var cell = PlanOf(_tools, "c-heap-ownership/written-after-free*", [foreign]).Cells.First(p => p.Cell.Instrument.Name == "asan").Cell;
        var environment = BuildEnvironment.Make(s_go, cell.Instrument.Build(cell.Go, _tools), new("/cache"), new Dictionary<string, string>(), _tools.ForeignOf(foreign));
        var run = cell.Run(_tools);
        Assert.Multiple(() =>
        {
            Assert.That(environment["GOARCH"], Is.EqualTo(foreign.Name()));
            Assert.That(environment["CC"], Is.EqualTo("/cache/cross/gcc"));
            Assert.That(run.Wrapper, Is.EqualTo(new[] { $"/cache/{qemu}", "-L", $"/usr/{triplet}" }));
            Assert.That(run.Environment["ASAN_OPTIONS"], Does.Contain("detect_leaks=0"));
        });
        var cage = new Cage(true, "/unit").With(run.Wrapper, out var inner);
        Assert.That(cage.Shown.Values, Does.Contain($"/cache/{qemu}"));
        Assert.That(inner, Is.EqualTo(new[] { cage.InnerFile(qemu), "-L", $"/usr/{triplet}" }));
    }

    [Test]
    public void A_unit_is_another_one_for_the_other_architecture()
    {
        var toolchain = s_go;
        string KeyOf(Arch arch)
        {
            var recipe = new Plain().Build(toolchain.Version, _tools);
            return UnitKey.Of(UnitKey.OfGo(toolchain, recipe, BuildEnvironment.Make(toolchain, recipe, new("/cache"), new Dictionary<string, string>(), _tools.ForeignOf(arch)), _tools, _tools.ForeignOf(arch)));
        }
        Assert.That(KeyOf(foreign), Is.Not.EqualTo(KeyOf(host)));
    }

    [Test]
    public void What_is_missing_is_named_with_its_package()
    {
        var without = _tools with { Foreign = new(foreign, null, null, null) };
        var cells = PlanOf(without, "c-heap-ownership/written-after-free*", [foreign]).Cells.Where(p => p.Cell.Instrument.Name == "plain" && p.Cell.Runtime == ManagedRuntime.Go).ToList();
        Assert.That(cells, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(cells.Select(p => p.IsMissingTool), Is.All.True);
            Assert.That(cells.Select(p => p.NotAvailable), Is.All.Contain($"gcc-{triplet.Replace('_', '-')}"));
        });
    }
}
