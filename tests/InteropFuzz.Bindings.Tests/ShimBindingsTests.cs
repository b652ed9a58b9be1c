using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InteropFuzz.Bindings.Model;
using InteropFuzz.Bindings.Writing;
using NUnit.Framework;

namespace InteropFuzz.Bindings.Tests;

[TestFixture]
public class ShimBindingsTests
{
    [Test]
    public void TheCheckedInBindingsAreThoseOfTheHeader()
    {
        var fresh = CSharpWriter.Write(Repository.Shim, new("InteropFuzz.PInvokeHost", "Shim", "interopfuzz_shim")).Text;
        var old = File.ReadAllText(Path.Combine(Repository.Root, "harness/InteropFuzz.PInvokeHost/Generated/Shim.cs"));
        Assert.That(fresh, Is.EqualTo(old), "docs/bindings.md has the command that makes them anew");
    }

    [Test]
    public void EveryFunctionOfTheHeaderIsBoundOrListed()
    {
        var methods = typeof(PInvokeHost.Shim).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name).ToHashSet();
        var listed = Repository.Write(Repository.Shim).Omissions.Where(o => !o.Reason.StartsWith("bound", StringComparison.Ordinal)).Select(o => o.What.Split(' ')[^1]).ToHashSet();
        var (code, text) = Repository.Run("gcc", "-E", "-P", Repository.ShimHeader);
        Assert.That(code, Is.Zero, text);
        var declared = System.Text.RegularExpressions.Regex.Matches(text, @"\b(ifz_\w+)\((?!\*)").Select(m => m.Groups[1].Value).Where(n => !n.EndsWith("_fn", StringComparison.Ordinal)).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(declared, Has.Count.GreaterThan(100));
            Assert.That(declared.Where(d => !methods.Contains(d) && !listed.Contains(d)), Is.Empty);
            Assert.That(Repository.Shim.Functions.Where(f => !declared.Contains(f.Name)).Select(f => f.Name), Is.Empty);
        });
    }

    [Test]
    public void TheLibraryExportsWhatIsBoundOrListed()
    {
        var library = Path.Combine(TestContext.CurrentContext.WorkDirectory, "libinteropfuzz_shim.so");
        var (code, text) = Repository.Run("gcc", [
            "-std=gnu11", "-O1", "-shared", "-fPIC", "-fvisibility=hidden", "-D_GNU_SOURCE", "-I" + Path.Combine(Repository.Root, "native/include"),
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "native/src"), "*.c").Order(), "-lm", "-pthread", "-o", library]);
        Assert.That(code, Is.Zero, text);
        var exported = Repository.Run("nm", "-D", "--defined-only", library).Text.Split('\n').Select(l => l.Split(' ')[^1]).Where(n => n.StartsWith("ifz_", StringComparison.Ordinal)).ToHashSet();
        var bound = Repository.Shim.Functions.Select(f => f.Symbol).ToHashSet();
        var listed = Repository.Shim.Omissions.Where(o => o.What.StartsWith("function", StringComparison.Ordinal) || o.What.StartsWith("variable", StringComparison.Ordinal)).Select(o => o.What.Split(' ')[^1]);
        Assert.That(exported, Is.EquivalentTo(bound.Concat(listed)));
    }

    [Test]
    public void TheOwnershipTagsAreInTheModel()
        => Assert.That(Repository.Shim.Functions.Where(f => !f.Comment.Tag("owns").Any()).Select(f => f.Name), Is.Empty);

    [TestCase("gcc")]
    [TestCase("aarch64-linux-gnu-gcc")]
    public void SizesAndOffsetsAreThoseOfTheCompiler(string compiler)
    {
        var asserts = new List<string> { "#include <stddef.h>", $"#include \"{Repository.ShimHeader}\"" };
        foreach (var record in Repository.Shim.Records.Where(r => r is { IsOwn: true, IsComplete: true })) Asserts(record, asserts);
        Assert.That(asserts, Has.Count.GreaterThan(60));
        var source = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"layout-{compiler}.c");
        File.WriteAllLines(source, asserts);
        var (code, text) = Repository.Run(compiler, "-std=gnu11", "-fsyntax-only", source);
        if (code == -1) Assert.Ignore(text);
        Assert.That(code, Is.Zero, text);
    }

    private static void Asserts(CRecord record, List<string> asserts)
    {
        var type = typeof(PInvokeHost.Shim).Assembly.GetType("InteropFuzz.PInvokeHost." + record.Name, throwOnError: true)!;
        asserts.Add($"_Static_assert(sizeof({record.CName}) == {SizeOf(type)}, \"size of {record.Name}\");");
        // C# has no alignment beyond that of the fields: the generator lists such records.
        if (record.Name != "ifz_aligned") asserts.Add($"_Static_assert(_Alignof({record.CName}) == {AlignmentOf(type)}, \"alignment of {record.Name}\");");
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => !f.Name.StartsWith('_') && !f.Name.StartsWith("Anonymous", StringComparison.Ordinal)))
            asserts.Add($"_Static_assert(offsetof({record.CName}, {field.Name}) == {Marshal.OffsetOf(type, field.Name)}, \"offset of {record.Name}.{field.Name}\");");
    }

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static int AlignmentOf(Type type) => SizeOf(typeof(BehindByte<>).MakeGenericType(type)) - SizeOf(type);

    [StructLayout(LayoutKind.Sequential)]
    private struct BehindByte<T>
        where T : unmanaged
    {
#pragma warning disable CS0649, CS0169, IDE0044, IDE0051
        private byte _first;
        private T _second;
#pragma warning restore CS0649, CS0169, IDE0044, IDE0051
    }
}
