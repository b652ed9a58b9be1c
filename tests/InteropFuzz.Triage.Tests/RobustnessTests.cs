using System.Text;

namespace InteropFuzz.Triage.Tests;

/// <summary>Whatever the text is, reading it neither throws nor hangs.</summary>
[TestFixture]
public sealed class RobustnessTests
{
    private const int Seed = 20_261_121;

    private static readonly Ending[] s_endings =
        [Ending.Unknown, Ending.Exited(0), Ending.Exited(2), Ending.Signalled(11), Ending.TimedOut, Ending.OutOfMemory];

    [Test]
    public void RandomBytesNeverThrow()
    {
        Random random = new(Seed);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = new byte[random.Next(0, 4000)];
            random.NextBytes(bytes);
            ReadWithEveryEnding(Encoding.Latin1.GetString(bytes));
            ReadWithEveryEnding(Encoding.UTF8.GetString(bytes));
        }
    }

    [Test]
    public void ShuffledPiecesOfReportsNeverThrow()
    {
        Random random = new(Seed);
        string[] lines = [.. Report.Names.SelectMany(name => Report.Load(name).Text.Split('\n'))];
        for (int round = 0; round < 300; round++)
        {
            StringBuilder text = new();
            for (int i = random.Next(0, 60); i > 0; i--)
            {
                string line = lines[random.Next(lines.Length)];
                text.Append(line.AsSpan(0, random.Next(4) == 0 ? random.Next(line.Length + 1) : line.Length));
                text.Append(random.Next(20) == 0 ? '\0' : '\n');
            }

            ReadWithEveryEnding(text.ToString());
        }
    }

    [Test]
    public void FlippedCharactersOfReportsNeverThrow()
    {
        Random random = new(Seed);
        foreach (string name in Report.Names)
        {
            char[] text = Report.Load(name).Text.ToCharArray();
            for (int i = 0; i < text.Length / 20; i++)
            {
                text[random.Next(text.Length)] = (char)random.Next(0, 0x250);
            }

            ReadWithEveryEnding(new string(text));
        }
    }

    [TestCase("panic: ")]
    [TestCase("panic: x\n")]
    [TestCase("fatal error: ")]
    [TestCase("fatal error: unexpected signal during runtime execution\n")]
    [TestCase("goroutine 1 [running]:\n")]
    [TestCase("panic: x\ngoroutine 1 [running]:\n")]
    [TestCase("SIGSEGV: x\nPC=\n")]
    [TestCase("==1== Invalid read of size 1\n")]
    [TestCase("==1== Invalid read of size 1\n==1==    at 0x1: runtime.x (y)\n")]
    [TestCase("==1==    by 0x1: runtime.x (y)\n")]
    [TestCase("==1==ERROR: AddressSanitizer: ")]
    [TestCase("{\n")]
    [TestCase("{ \"a\": [\n")]
    [TestCase("{\"a\":{\"b\":[{\"message\":\"x\"}]}}\n")]
    [TestCase("[{\"a\":")]
    [TestCase("# x\n")]
    [TestCase("a.go:1:1: x\n")]
    [TestCase("a.go:1:1: error: x\n")]
    [TestCase("\u001b[")]
    [TestCase("\u001b]")]
    [TestCase("\u001b[1;31mpanic: x\u001b[0m\r\n")]
    [TestCase("\r")]
    [TestCase("\0")]
    [TestCase("x")]
    [TestCase("::::")]
    public void ManyRepetitionsDoNotHang(string piece)
    {
        const int size = 1_000_000;
        StringBuilder text = new(size + piece.Length);
        while (text.Length < size)
        {
            text.Append(piece);
        }

        // A deadline, not a measurement: quadratic work on a million characters would take hours.
        Task reading = Task.Run(() => CrashReader.Read(text.ToString(), Ending.Exited(2)));
        Assert.That(reading.Wait(TimeSpan.FromMinutes(2)), Is.True);
    }

    [Test]
    public void NoTextIsAnError()
    {
        Assert.That(() => CrashReader.Read(null!, Ending.Unknown), Throws.ArgumentNullException);
    }

    private static void ReadWithEveryEnding(string text)
    {
        foreach (Ending ending in s_endings)
        {
            Crash crash = CrashReader.Read(text, ending);
            Assert.That(crash.Findings, Is.All.Not.Null);
        }
    }
}
