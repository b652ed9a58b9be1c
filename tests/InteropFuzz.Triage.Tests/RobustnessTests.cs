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
        Task reading = Task.Run(() =>
        {
            CrashReader.Read(text.ToString(), Ending.Exited(2));
            CrashReader.ReadAll(new StringReader(text.ToString()));
        });
        Assert.That(reading.Wait(TimeSpan.FromMinutes(2)), Is.True);
    }

    [TestCase("x", 50_000_000, "clean")]
    [TestCase("\0", 50_000_000, "clean")]
    [TestCase("\r", 50_000_000, "clean")]
    [TestCase("\n", 50_000_000, "clean")]
    [TestCase("\ud800", 20_000_000, "clean")]
    [TestCase("goroutine 1 [running]:\n", 1_000_000, "clean")]
    [TestCase("goroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1d\n\n", 500_000, "unknown")]
    [TestCase("all is well, panic is far\n", 1_000_000, "clean")]
    [TestCase("panic: boom\n", 200_000, "go-panic/user")]
    public void ALogWithoutEndIsReadInBoundedMemory(string piece, int times, string symptom)
    {
        Crash[] crashes = [.. CrashReader.ReadAll(new RepeatingReader(piece, times))];

        Assert.That(crashes.Select(crash => crash.Symptom.Name), Is.All.EqualTo(symptom));
    }

    [Test]
    public void NoTextIsAnError()
    {
        Assert.That(() => CrashReader.Read(null!, Ending.Unknown), Throws.ArgumentNullException);
    }

    /// <summary>A text again and again, without being in memory as a whole.</summary>
    private sealed class RepeatingReader(string piece, long times) : TextReader
    {
        private readonly long _length = piece.Length * times;
        private long _at;

        public override int Read(char[] buffer, int index, int count)
        {
            int length = (int)Math.Min(count, _length - _at);
            for (int i = 0; i < length; i++)
            {
                buffer[index + i] = piece[(int)((_at + i) % piece.Length)];
            }

            _at += length;
            return length;
        }
    }

    private static void ReadWithEveryEnding(string text)
    {
        Assert.That(CrashReader.ReadAll(new StringReader(text)), Is.Not.Empty);
        foreach (Ending ending in s_endings)
        {
            Crash crash = CrashReader.Read(text, ending);
            Assert.That(crash.Findings, Is.All.Not.Null);
        }
    }
}
