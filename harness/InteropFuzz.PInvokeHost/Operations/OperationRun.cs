using System.Text;
using InteropFuzz.Harness.Operations;

namespace InteropFuzz.PInvokeHost.Operations;

/// <summary>Performs the operation programs of a file, one in hexadecimal on each line, over P/Invoke: docs/operations.md.</summary>
internal static class OperationRun
{
    private const ulong Fnv = 14695981039346656037, FnvPrime = 1099511628211;

    /// <summary>Writes the trace of every program; line by line, so that when an operation ends the process those before it are known.</summary>
    public static void Perform(string path, bool illegal)
    {
        using var output = Console.OpenStandardOutput();
        var index = 0;
        foreach (var line in File.ReadLines(path))
        {
            var program = OperationProgram.Decode(Convert.FromHexString(line));
            var digest = Fnv;
            Write($"program {index++}");
            digest = Fnv;
            var machine = new Machine();
            for (var i = 0; i < program.Steps.Count; i++)
            {
                var step = program.Steps[i];
                Write($"{i} {step} = {(illegal || step.Operation.IsLegal ? machine.Result(step.Operation.Number, step.A, step.B, step.C) : "off")}");
            }
            Write($"{program.Steps.Count} {(program.Version != OperationTable.Current.Version ? $"version {program.Version}, " : "")}{machine.End()}");
            Write($"end {digest:x16}");

            void Write(string text)
            {
                var bytes = Encoding.UTF8.GetBytes(text + "\n");
                foreach (var c in bytes) digest = (digest ^ c) * FnvPrime;
                output.Write(bytes);
            }
        }
    }

    /// <summary>Writes what every program decodes to.</summary>
    public static void Show(string path)
    {
        var index = 0;
        var text = new StringBuilder();
        foreach (var line in File.ReadLines(path)) text.Append(OperationListing.Of(OperationProgram.Decode(Convert.FromHexString(line)), index++));
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
