using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>
/// Joins what gdb and ClrMD each see of the threads in one dump. gdb knows native frames and cannot unwind code that was compiled at run
/// time; ClrMD knows managed frames and the crossings, and nothing of C. The native frames of a thread end where gdb meets an address
/// that no library owns. Pure.
/// </summary>
public static class JoinedStacks
{
    /// <summary>How gdb shows where a signal interrupted the code below.</summary>
    private const string Handler = "<signal handler called>";

    /// <summary>How many threads of a hang are worth showing.</summary>
    private const int MostThreads = 32;

    /// <summary>What stands behind a frame that is a P/Invoke.</summary>
    public const string Call = " [P/Invoke]";

    /// <summary>The stacks as text: native frames in gdb's form, then managed ones in that of .NET.</summary>
    /// <param name="gdb">gdb's output for <c>thread apply … bt</c>.</param>
    /// <param name="managed">ClrMD's stacks; empty when it could read none.</param>
    /// <param name="firstOnly">Whether the first thread is the one that died, so that the others do not matter.</param>
    public static string Write(string gdb, IReadOnlyList<ManagedStack> managed, bool firstOnly)
    {
        var byThread = managed.GroupBy(m => m.OsThread).ToDictionary(g => g.Key, g => g.First());
        var text = new StringBuilder();
        var shown = 0;
        // The threads with the program's own code first: of a hang that is what a reader looks for.
        var threads = Threads(gdb);
        foreach (var (header, id, native) in firstOnly ? threads.Take(1) : threads.OrderByDescending(t => byThread.ContainsKey(t.Id)).Take(MostThreads))
        {
            var below = byThread.GetValueOrDefault(id);
            if (!firstOnly) text.Append(shown++ > 0 ? "\n" : "").Append(header).Append('\n');
            if (below?.Exception is { } exception) text.Append("handling ").Append(exception.ReplaceLineEndings(" ")).Append('\n');
            var n = 0;
            foreach (var frame in Native(native)) text.Append(CultureInfo.InvariantCulture, $"#{n++,-2} {frame}\n");
            foreach (var frame in below?.Frames ?? [])
                text.Append("   at ").Append(frame.Name).Append(frame.IsCall ? Call : "").Append(frame.Place is { } place ? " in " + place : "").Append('\n');
        }
        return text.ToString();
    }

    /// <summary>gdb's threads: <c>Thread 3 (LWP 4711):</c> or <c>Thread 3 (Thread 0x7f… (LWP 4711)):</c>, then frames.</summary>
    private static List<(string Header, uint Id, List<string> Frames)> Threads(string gdb)
    {
        var threads = new List<(string Header, uint Id, List<string> Frames)>();
        foreach (var line in gdb.Split('\n'))
        {
            const string lwp = "(LWP ";
            var at = line.IndexOf(lwp, StringComparison.Ordinal);
            if (line.StartsWith("Thread ", StringComparison.Ordinal) && at > 0 && line.EndsWith(':'))
            {
                var digits = line.AsSpan(at + lwp.Length);
                digits = digits[..Math.Max(0, digits.IndexOf(')'))];
                threads.Add((line, uint.TryParse(digits, CultureInfo.InvariantCulture, out var id) ? id : 0, []));
            }
            else if (threads.Count > 0 && line.StartsWith('#') && line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space) threads[^1].Frames.Add(line[space..].TrimStart());
            // A long frame goes on in lines that are indented.
            else if (threads.Count > 0 && line.StartsWith("    ", StringComparison.Ordinal) && threads[^1].Frames.Count > 0) threads[^1].Frames[^1] += " " + line.Trim();
        }
        return threads;
    }

    /// <summary>The frames of C: below the signal's handler where there is one, and down to the first address that nobody owns.</summary>
    private static IEnumerable<string> Native(List<string> frames)
    {
        var handler = frames.FindIndex(f => f.StartsWith(Handler, StringComparison.Ordinal));
        // After a call of a bad address that address itself is the innermost frame.
        return frames.Skip(handler + 1).Select((f, i) => (Frame: f, Index: i)).TakeWhile(f => f.Index == 0 && handler >= 0 || !f.Frame.EndsWith(" in ?? ()", StringComparison.Ordinal)).Select(f => f.Frame);
    }
}
