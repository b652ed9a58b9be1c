using System.Diagnostics;
using InteropFuzz.Reporting;

namespace InteropFuzz.Cli;

/// <summary>
/// Counts on standard error, where somebody waits for more than a moment: on a terminal in one line that goes away at the end, elsewhere a
/// plain line now and then.
/// </summary>
/// <param name="all">How many there are.</param>
/// <param name="what">What is done with them: <c>programs performed</c>.</param>
/// <param name="elsewhere">Whether there is a line also where no terminal is.</param>
public sealed class CountProgress(int all, string what, bool elsewhere) : IDisposable
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1), s_pause = TimeSpan.FromSeconds(10);
    private readonly bool _live = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan? _last;
    private int _done;

    /// <summary>So many more are done.</summary>
    public void Done(int more = 1)
    {
        if (all < 2 || !(_live || elsewhere)) return;
        lock (_lock)
        {
            _done += more;
            var pause = !_live ? s_pause : _last is null ? s_moment : s_moment / 5;
            if (_clock.Elapsed - (_last ?? TimeSpan.Zero) < pause) return;
            _last = _clock.Elapsed;
            if (_live) Console.Error.Write($"\r{Status()}\u001b[K");
            else Console.Error.WriteLine($"interopfuzz: {Status()}");
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        // To the start of the line, then clear to its end (ECMA-48, EL).
        if (_live && _last is not null) Console.Error.Write("\r\u001b[K");
    }

    private string Status()
        => $"{_done} of {all} {what}{(_done < all ? $", about {Duration.Say(_clock.Elapsed.TotalSeconds * (all - _done) / _done)} left" : "")}";
}
