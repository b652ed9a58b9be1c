using System.Text;
using InteropFuzz.Harness.Fuzzing.Targets;
using InteropFuzz.Harness.Fuzzing;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Fuzzing.Targets;

/// <summary>Inputs, values and corpus files say the same.</summary>
public class GoArgumentsTests
{
    private static readonly GoValueType[] s_all = Enum.GetValues<GoValueType>();

    /// <summary>Go's own words for values (what internal/fuzz writes), a few of each type.</summary>
    [TestCase("[]byte(\"\")")]
    [TestCase("[]byte(\"\\x00\\xff\\\"\\\\\\n\\a\\b\\f\\r\\t\\v`\")")]
    [TestCase("[]byte(\"gr\u00fcn \u65e5\\u00a0\\u200b\\U000e0001\\x7f\\xc3\")")]
    [TestCase("string(\"a 'b'\")")]
    [TestCase("bool(true)")]
    [TestCase("bool(false)")]
    [TestCase("int(-9223372036854775808)")]
    [TestCase("int8(-128)")]
    [TestCase("int16(32767)")]
    [TestCase("int32(-1)")]
    [TestCase("int32(55296)")]
    [TestCase("rune('\\x00')")]
    [TestCase("rune('\\'')")]
    [TestCase("rune('\U0001f600')")]
    [TestCase("int64(9223372036854775807)")]
    [TestCase("uint(18446744073709551615)")]
    [TestCase("byte('\\u0080')")]
    [TestCase("byte('\\\\')")]
    [TestCase("uint16(65535)")]
    [TestCase("uint32(4294967295)")]
    [TestCase("uint64(0)")]
    [TestCase("float32(0.1)")]
    [TestCase("float32(NaN)")]
    [TestCase("math.Float32frombits(0x7f800001)")]
    [TestCase("float64(-Inf)")]
    [TestCase("float64(+Inf)")]
    [TestCase("float64(NaN)")]
    [TestCase("float64(1.5)")]
    [TestCase("math.Float64frombits(0x7ff0000000000123)")]
    public void A_value_is_written_as_Go_writes_it(string literal)
    {
        var value = GoLiteral.Read(literal);
        Assert.That(value, Is.Not.Null);
        Assert.That(GoLiteral.Write(value!.Value), Is.EqualTo(literal));
    }

    /// <summary>Other ways that Go reads.</summary>
    [TestCase("uint8(5)", "byte('\\x05')")]
    [TestCase("byte(0x41)", "byte('A')")]
    [TestCase("rune(65)", "rune('A')")]
    [TestCase("string(`raw \\n`)", "string(\"raw \\\\n\")")]
    [TestCase("[]byte(\"\\101\\u00e9\")", "[]byte(\"A\u00e9\")")]
    [TestCase("int(0b101)", "int(5)")]
    [TestCase("float64(3)", "float64(3)")]
    public void What_Go_reads_is_read(string literal, string written) => Assert.That(GoLiteral.Write(GoLiteral.Read(literal)!.Value), Is.EqualTo(written));

    [TestCase("int8(128)")]
    [TestCase("uint(-1)")]
    [TestCase("string(\"open)")]
    [TestCase("string(\"\\q\")")]
    [TestCase("complex64(1)")]
    [TestCase("bool(1)")]
    [TestCase("byte('\u65e5')")]
    [TestCase("int()")]
    [TestCase("nothing")]
    public void What_Go_refuses_is_refused(string literal) => Assert.That(GoLiteral.Read(literal), Is.Null);

    [Test]
    public void Values_come_back_from_their_input()
    {
        var arguments = new GoArguments([GoValueType.String, GoValueType.Int16, GoValueType.Bytes, GoValueType.Bool, GoValueType.String]);
        GoValue[] values =
        [
            new(GoValueType.String, new byte[200]), GoValue.OfBits(GoValueType.Int16, 0xfffe), new(GoValueType.Bytes, Array.Empty<byte>()),
            GoValue.OfBits(GoValueType.Bool, 1), new(GoValueType.String, "rest"u8.ToArray()),
        ];
        var input = arguments.Encode(values);
        Assert.Multiple(() =>
        {
            Assert.That(input, Is.EqualTo((byte[])[0xfe, 0xff, 1, 200, 1, .. new byte[200], 0, .. "rest"u8]));
            Assert.That(arguments.Decode(input), Is.EqualTo(values));
        });
    }

    [Test]
    public void Every_input_means_something_that_comes_back()
    {
        var random = new Random(7);
        var arguments = new GoArguments([.. s_all, .. s_all]);
        for (var i = 0; i < 2000; i++)
        {
            var input = new byte[random.Next(300)];
            random.NextBytes(input);
            var values = arguments.Decode(input);
            Assert.That(arguments.Decode(arguments.Encode(values)), Is.EqualTo(values));
            var file = GoCorpusFile.Write(values);
            Assert.That(GoCorpusFile.Read("file", file, arguments.Types), Is.EqualTo(values));
        }
    }

    [Test]
    public void One_text_is_the_input_itself()
    {
        var input = "anything\0"u8.ToArray();
        Assert.That(new GoArguments([GoValueType.Bytes]).Decode(input), Is.EqualTo(new[] { new GoValue(GoValueType.Bytes, input) }));
    }

    [Test]
    public void Smaller_ones_end_at_the_smallest_that_still_fails()
    {
        var arguments = new GoArguments([GoValueType.Bytes, GoValueType.Int, GoValueType.String]);
        IReadOnlyList<GoValue> values = [new(GoValueType.Bytes, Encoding.ASCII.GetBytes("a lot of text with an X in it")), GoValue.OfBits(GoValueType.Int, 1000), new(GoValueType.String, "more"u8.ToArray())];
        // The fault: an X, and a number of at least 10.
        static bool Fails(IReadOnlyList<GoValue> v) => v[0].Raw.Span.Contains((byte)'X') && v[1].Whole >= 10;
        var steps = 0;
        while (GoArguments.Smaller(values).FirstOrDefault(Fails) is { } smaller)
        {
            values = smaller;
            Assert.That(++steps, Is.LessThan(100));
        }
        Assert.That(string.Join(' ', values.Select(GoLiteral.Write)), Is.EqualTo("[]byte(\"X\") int(10) string(\"\")"));
    }

    [TestCase("go test fuzz v2\nint(1)\n", "f:1:")]
    [TestCase("go test fuzz v1\nint(1)\nint(2)\n", "f:3:")]
    [TestCase("go test fuzz v1\nstring(\"\")\n", "f:2: this is a string, where the fuzz function takes a int")]
    [TestCase("go test fuzz v1\nint(x)\n", "f:2:")]
    [TestCase("go test fuzz v1\n", "f: 0 values")]
    public void A_bad_corpus_file_is_told_by_its_line(string text, string message)
        => Assert.That(() => GoCorpusFile.Read("f", text, [GoValueType.Int]), Throws.TypeOf<FuzzTargetException>().With.Message.StartsWith(message));
}
