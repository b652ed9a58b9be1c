using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Running;

/// <summary>A gdb script that shows who calls certain C functions, and what it answers. Pure.</summary>
/// <remarks>As in <see cref="GdbScript"/> the program writes to /dev/null, so that nothing it prints can be taken for gdb's words.</remarks>
internal static class GdbTraps
{
    private const string Call = "INTEROPFUZZ call ", Called = "INTEROPFUZZ called";

    /// <summary>Each stop takes a millisecond or two; what calls a function without end is known after that many.</summary>
    private const int MostStops = 2000;

    /// <summary>The script that stops at functions.</summary>
    internal static string Write(IEnumerable<string> functions)
    {
        var text = new StringBuilder(GdbScript.Settings + """
            set inferior-tty /dev/null
            set breakpoint pending on
            set $stops = 0

            """);
        foreach (var function in functions)
            text.Append(CultureInfo.InvariantCulture, $"""
                break {function}
                commands
                silent
                echo {Call}{function}\n
                bt 64
                echo {Called}\n
                set $stops = $stops + 1
                if $stops > {MostStops}
                kill
                else
                continue
                end
                end

                """);
        return text.Append("run\n").ToString();
    }

    /// <summary>The calls in their order: the function's name, and the stack below in gdb's form.</summary>
    internal static IReadOnlyList<string> Calls(string output)
    {
        var calls = new List<string>();
        StringBuilder? block = null;
        foreach (var line in output.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Call)) block = new StringBuilder().Append(line[Call.Length..]).Append('\n');
            else if (line.StartsWith(Called) && block is not null)
            {
                calls.Add(block.ToString());
                block = null;
            }
            else if (!line.StartsWith("warning: ")) block?.Append(line).Append('\n');
        }
        return calls;
    }

    /// <summary>
    /// The call that counts: the last one by the program's own code. What a signal handler calls is the doing of who installed the
    /// handler. Empty when no call is the program's own; the Go runtime and the C library call these functions as well.
    /// </summary>
    internal static string Choose(IReadOnlyList<string> calls, Func<string, bool> isOwn)
    {
        var last = calls.LastOrDefault(isOwn) ?? "";
        return last.Contains("<signal handler called>", StringComparison.Ordinal)
            ? calls.LastOrDefault(c => c.StartsWith("sig", StringComparison.Ordinal) && isOwn(c)) ?? last : last;
    }
}
