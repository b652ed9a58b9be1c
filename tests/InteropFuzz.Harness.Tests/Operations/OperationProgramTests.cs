using InteropFuzz.Harness.Operations;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Operations;

/// <summary>The format: every byte string is a program, and the same one always. Rows of data/operations/programs.tsv.</summary>
public sealed class OperationProgramTests
{
    private static IEnumerable<TestCaseData> Rows() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "operations", "programs.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'))
        .Select(cells => new TestCaseData(cells[0], int.Parse(cells[1]), cells[2]).SetArgDisplayNames(cells[0]));

    [TestCaseSource(nameof(Rows))]
    public void Bytes_are_this_program(string bytes, int version, string steps)
    {
        var program = OperationProgram.Decode(Convert.FromHexString(bytes));
        Assert.Multiple(() =>
        {
            Assert.That(program.Version, Is.EqualTo(version));
            Assert.That(string.Join("; ", program.Steps), Is.EqualTo(steps));
        });
    }

    [Test]
    public void Any_bytes_decode_and_their_canonical_form_is_the_same_program()
    {
        var random = new Random(TestContext.CurrentContext.Random.Next());
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1200)];
            random.NextBytes(bytes);
            if (bytes.Length > 0) bytes[0] = (byte)OperationTable.Current.Version;
            var program = OperationProgram.Decode(bytes);
            Assert.That(program.Steps, Has.Count.EqualTo(Math.Min(OperationProgram.MostSteps, (Math.Max(1, bytes.Length) - 1 + 3) / 4)));
            Assert.That(OperationProgram.Decode(program.Encode()).Steps, Is.EqualTo(program.Steps), Convert.ToHexString(bytes));
        }
    }

    [Test]
    public void Random_programs_follow_from_their_seed_and_are_legal_unless_asked()
    {
        var (first, second, illegal) = (new RandomPrograms(7), new RandomPrograms(7), new RandomPrograms(7));
        for (var i = 0; i < 200; i++) Assert.That(first.Next(illegal: false).Encode(), Is.EqualTo(second.Next(illegal: false).Encode()));
        Assert.Multiple(() =>
        {
            Assert.That(Enumerable.Range(0, 200).All(_ => first.Next(illegal: false).IsLegal));
            Assert.That(Enumerable.Range(0, 200).Count(_ => illegal.Next(illegal: true).IsLegal), Is.LessThan(100));
        });
    }

    [Test]
    public void Each_operation_of_drawn_programs_gets_about_as_much_time()
    {
        const int programs = 20_000, operations = 30;
        var random = new RandomPrograms(1);
        var drawn = Enumerable.Range(0, programs).SelectMany(_ => random.NextDrawn(operations).Steps).CountBy(s => s.Operation).ToDictionary();
        var time = drawn.ToDictionary(o => o.Key.Name, o => (double)o.Value * OperationCosts.Of(o.Key));
        var each = time.Values.Average();
        Assert.Multiple(() =>
        {
            Assert.That(drawn.Values.Sum(), Is.EqualTo(programs * operations));
            Assert.That(drawn.Keys, Is.EquivalentTo(OperationTable.Current.Operations.Where(o => o.IsLegal)));
            Assert.That(time.Where(t => t.Value < each / 2 || t.Value > each * 2), Is.Empty);
        });
    }

    [Test]
    public void The_table_has_forty_legal_operations_and_names_each_once()
    {
        var operations = OperationTable.Current.Operations;
        Assert.Multiple(() =>
        {
            Assert.That(operations.Count(o => o.IsLegal), Is.GreaterThanOrEqualTo(40));
            Assert.That(operations.Select(o => o.Name), Is.Unique);
            Assert.That(operations.Select(o => o.Name.StartsWith("bad-", StringComparison.Ordinal)), Is.EqualTo(operations.Select(o => !o.IsLegal)), "an illegal operation shows in a trace");
        });
    }

    [Test]
    public void A_broken_table_says_where()
        => Assert.That(() => new OperationTable("version\t1\nkind\tslot\t0\t4\t1\nop\t0\tx\ty\ta:none\t-\t-\t-\tz\n"), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("operations.tsv:3"));
}
