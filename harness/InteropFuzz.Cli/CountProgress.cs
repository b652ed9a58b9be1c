using System.Diagnostics;

namespace InteropFuzz.Cli.Inputs;

/// <summary>One line on standard error that counts inputs, where a person waits for more than a moment; it goes away at the end.</summary>
/// <param name="inputs">How many there are.</param>
public sealed class ReadProgress(int inputs) : IDisposable
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);
    private readonly bool _shown = inputs > 1 && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = s_moment;
    private int _done;

    /// <summary>One more input is read.</summary>
    public void Done()
    {
        if (!_shown) return;
        lock (_lock)
        {
            _done++;
            if (_clock.Elapsed < _next) return;
            _next = _clock.Elapsed + s_moment / 5;
            Console.Error.Write($"\r{_done} of {inputs} read");
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        // To the start of the line, then clear to its end (ECMA-48, EL).
        if (_next > s_moment) Console.Error.Write("\r\u001b[K");
    }
}
