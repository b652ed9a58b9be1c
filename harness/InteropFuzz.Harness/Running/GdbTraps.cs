using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Running;

/// <summary>A gdb script that shows who calls certain C functions, and what it answers. Pure.</summary>
/// <remarks>As in <see cref="GdbScript"/> the program writes to /dev/null, so that nothing it prints can be taken for gdb's words.</remarks>
internal static class GdbTraps
{
    private const string Call = "INTEROPFUZZ call ", Called = "INTEROPFUZZ called";

    /// <summary>Each stop takes a millisecond or two; what calls a function without end is known after that many.</summary>
    private const int MostStops = 200;

    /// <summary>The script that stops at functions.</summary>
    internal static string Write(IEnumerable<string> functions)
    {
        var text = new StringBuilder("""
            set pagination off
            set language c
            set startup-with-shell off
            set disable-randomization off
            set inferior-tty /dev/null
            set print thread-events off
            set print inferior-events off
            set breakpoint pending on
            handle all nostop noprint pass
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

    /// <summary>The function that was called last by code that is neither Go's nor the C library's own, and the stack below; empty when none was.</summary>
    internal static string LastCall(string output)
    {
        string last = "", handler = "";
        StringBuilder? block = null;
        foreach (var line in output.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Call)) block = new StringBuilder().Append(line[Call.Length..]).Append('\n');
            else if (line.StartsWith(Called) && block is not null)
            {
                // Who set a place up at the start and at the end, as the C library does itself, is not meant.
                if (block.ToString() is var text && (text.Contains(" at ", StringComparison.Ordinal) || text.Contains("_Cfunc_", StringComparison.Ordinal)))
                {
                    if (text.StartsWith("sig", StringComparison.Ordinal)) handler = text;
                    last = text;
                }
                block = null;
            }
            else if (!line.StartsWith("warning: ")) block?.Append(line).Append('\n');
        }
        // What a signal handler calls is the doing of who installed the handler.
        return last.Contains("<signal handler called>", StringComparison.Ordinal) && handler.Length > 0 ? handler : last;
    }
}
