using System.Globalization;

namespace InteropFuzz.Triage;

/// <summary>How a process ended. The default value is <see cref="Unknown"/>.</summary>
/// <param name="Kind">The way it ended.</param>
/// <param name="Value">The exit code or the signal's number; 0 for the other kinds.</param>
public readonly record struct Ending(EndingKind Kind, int Value)
{
    /// <summary>Nothing is known about the process: the text is a bare log.</summary>
    public static Ending Unknown { get; }

    /// <summary>The process was stopped because its deadline had passed.</summary>
    public static Ending TimedOut { get; } = new(EndingKind.TimedOut, 0);

    /// <summary>The memory watch killed the process.</summary>
    public static Ending OutOfMemory { get; } = new(EndingKind.OutOfMemory, 0);

    /// <summary>The process ended by itself.</summary>
    /// <param name="code">Its exit code, 0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is outside of 0 to 255.</exception>
    public static Ending Exited(int code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 255);
        return new(EndingKind.Exited, code);
    }

    /// <summary>A signal ended the process.</summary>
    /// <param name="signal">The signal's number, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside of 1 to 64.</exception>
    public static Ending Signalled(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signal, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signal, 64);
        return new(EndingKind.Signalled, signal);
    }

    /// <summary>Whether the process ended by itself with code 0.</summary>
    public bool IsSuccess => Kind == EndingKind.Exited && Value == 0;

    /// <summary>Plain words: <c>exit 2</c>, <c>signal 11</c>, <c>timeout</c>, <c>oom</c> or <c>unknown</c>.</summary>
    public override string ToString() => Kind switch
    {
        EndingKind.Exited => "exit " + Value.ToString(CultureInfo.InvariantCulture),
        EndingKind.Signalled => "signal " + Value.ToString(CultureInfo.InvariantCulture),
        EndingKind.TimedOut => "timeout",
        EndingKind.OutOfMemory => "oom",
        _ => "unknown",
    };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">For example <c>exit 2</c>.</param>
    /// <param name="ending">The ending, or <see cref="Unknown"/> when the text is not one.</param>
    /// <returns>Whether the text is an ending.</returns>
    public static bool TryParse(string? text, out Ending ending)
    {
        ending = Unknown;
        switch (text)
        {
            case null:
                return false;
            case "timeout":
                ending = TimedOut;
                return true;
            case "oom":
                ending = OutOfMemory;
                return true;
            case "unknown":
                return true;
            default:
                break;
        }

        int space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !int.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return false;
        }

        switch (text[..space])
        {
            case "exit" when value <= 255:
                ending = Exited(value);
                return true;
            case "signal" when value is >= 1 and <= 64:
                ending = Signalled(value);
                return true;
            default:
                return false;
        }
    }
}
