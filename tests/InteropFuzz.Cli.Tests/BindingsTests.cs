using System.Diagnostics;
using NUnit.Framework;

namespace InteropFuzz.Cli.Tests;

[TestFixture]
public class BindingsTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AnalysisLevel>latest-recommended</AnalysisLevel>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interopfuzz-bindings-").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("library")]
    [TestCase("dll")]
    public async Task AFreshHeaderIsBoundCompiledAndCalled(string import)
    {
        Put("fresh.h", """
            /** A place. */
            typedef struct point { int x; unsigned lo : 3, hi : 29; union { double d; char c[12]; }; } point;
            typedef int (*visit)(const point *each, void *user);
            point fresh_turned(point p);
            int fresh_each(const point *all, int count, visit call, void *user);
            int fresh_sum(int count, ...);
            #define FRESH_NAME "fresh"
            """);
        Put("fresh.c", """
            #include "fresh.h"
            point fresh_turned(point p) { p.x = -p.x; p.lo = 5; p.d *= 2; return p; }
            int fresh_each(const point *all, int count, visit call, void *user) { int sum = 0; for (int i = 0; i < count; i++) sum += call(all + i, user); return sum; }
            """);
        Run("gcc", "-shared", "-fPIC", "-o", "libfresh.so", "fresh.c");
        Put("Program.cs", """
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using Interop;
            unsafe
            {
                NativeLibrary.SetDllImportResolver(typeof(Fresh).Assembly, (_, _, _) => NativeLibrary.Load(args[0]));
                var p = Fresh.fresh_turned(new point { x = 7, hi = 1000, d = 1.5 });
                var all = stackalloc point[2] { p, p };
                [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
                static int Visit(point* each, void* user) => each->x + *(int*)user;
                var add = 100;
                Console.WriteLine($"{p.x} {p.lo} {p.hi} {p.d} {Fresh.fresh_each(all, 2, &Visit, &add)} {System.Text.Encoding.UTF8.GetString(Fresh.FRESH_NAME)}");
            }
            """);
        var answer = await Bind(Path.Combine(_folder, "fresh.h"), "--import", import);
        Assert.That(answer.Error, Does.Contain("fresh.h:6: function fresh_sum: it takes a variable number of arguments"));
        Assert.That(Call(Path.Combine(_folder, "libfresh.so")), Is.EqualTo("-7 5 1000 3 186 fresh\n"));
    }

    [TestCase("zlib.h", "libz.so.1", """
        var text = new byte[1000]; var packed = new byte[2000]; var back = new byte[1000];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)(i % 7);
        fixed (byte* t = text, p = packed, b = back)
        {
            nuint size = 2000, length = 1000;
            var first = Zlib.compress(p, &size, t, 1000);
            var second = Zlib.uncompress(b, &length, p, size);
            Console.WriteLine($"{first} {second} {length} {text.AsSpan().SequenceEqual(back)} {Zlib.crc32(0, (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference("123456789"u8)), 9):x}");
        }
        """, "0 0 1000 True cbf43926\n")]
    [TestCase("sqlite3.h", "libsqlite3.so.0", """
        [System.Runtime.InteropServices.UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
        static int Row(void* user, int columns, sbyte** values, sbyte** names) { *(int*)user += int.Parse(new string(values[0]), System.Globalization.CultureInfo.InvariantCulture); return 0; }
        static sbyte* C(ReadOnlySpan<byte> text) => (sbyte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(text));
        sqlite3* db; sqlite3_stmt* statement; var sum = 0;
        Console.Write(Sqlite3Methods.sqlite3_open(C(":memory:"u8), &db));
        Console.Write(Sqlite3Methods.sqlite3_exec(db, C("create table t(a); insert into t values (20), (22);"u8), null, null, null));
        Console.Write(Sqlite3Methods.sqlite3_exec(db, C("select a from t"u8), &Row, &sum, null));
        Console.Write(Sqlite3Methods.sqlite3_prepare_v2(db, C("select count(*) from t"u8), -1, &statement, null));
        Console.Write(Sqlite3Methods.sqlite3_step(statement) == Sqlite3Methods.SQLITE_ROW);
        Console.WriteLine($" {sum} {Sqlite3Methods.sqlite3_column_int(statement, 0)} {Sqlite3Methods.sqlite3_finalize(statement)} {Sqlite3Methods.sqlite3_close(db)}");
        """, "0000True 42 2 0 0\n")]
    [TestCase("lzma.h", "liblzma.so.5", """
        var text = new byte[1000]; var packed = new byte[2000]; var back = new byte[1000];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)(i % 7);
        fixed (byte* t = text, p = packed, b = back)
        {
            nuint size = 0, read = 0, length = 0; ulong memory = 1 << 26;
            var first = Lzma.lzma_easy_buffer_encode(6, lzma_check.LZMA_CHECK_CRC64, null, t, 1000, p, &size, 2000);
            var second = Lzma.lzma_stream_buffer_decode(&memory, 0, null, p, &read, size, b, &length, 1000);
            Console.WriteLine($"{first} {second} {length} {read == size} {text.AsSpan().SequenceEqual(back)}");
        }
        """, "LZMA_OK LZMA_OK 1000 True True\n")]
    public async Task ALibraryOfTheSystemIsBoundCompiledAndCalled(string header, string library, string program, string expected)
    {
        var path = "/usr/include/" + header;
        if (!File.Exists(path)) Assert.Ignore($"{path} is not installed");
        Put("Program.cs", $"using Interop;\nunsafe\n{{\n{program}\n}}\n");
        await Bind(path, "--library", library);
        Assert.That(Call(), Is.EqualTo(expected));
    }

    [Test]
    public async Task ErrorsInAHeaderAreClangsAndTheExitCodeIsTwo()
    {
        Put("bad.h", "#include \"nothere.h\"\n");
        var answer = await Command.RunAsync(["bindings", Path.Combine(_folder, "bad.h")]);
        Assert.That((answer.Code, answer.Out), Is.EqualTo((2, "")));
        Assert.That(answer.Error, Does.Contain("bad.h:1:10: fatal error: 'nothere.h' file not found"));
        Assert.That((await Command.RunAsync(["bindings", "no-such.h"])).Code, Is.EqualTo(2));
    }

    private async Task<Answer> Bind(string header, params string[] options)
    {
        var answer = await Command.RunAsync(["bindings", header, "-o", _folder, .. options]);
        Assert.That(answer.Code, Is.Zero, answer.All);
        return answer;
    }

    private string Call(params string[] arguments)
    {
        Put("t.csproj", Project);
        Run("dotnet", "build", "-c", "Release", "-o", "out", "-v", "quiet");
        return Run("dotnet", ["out/t.dll", .. arguments]);
    }

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text + "\n");

    private string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            Environment = { ["RuntimeIdentifier"] = "", ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{text}{error.Result}");
        return text;
    }
}
