using System.Buffers;
using System.Runtime.CompilerServices;

namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Reads a log of any length in blocks and gives out what may belong to crashes, in pieces of bounded size. The beginning is
/// kept whole; behind it the reading leaps from one trigger word (triggers.tsv) to the next and keeps the lines around it.
/// Goroutines that look alike are folded on the way, so that they never become strings.
/// </summary>
internal sealed class LogScanner(TextReader log) : IDisposable
{
    private const int BlockChars = 1 << 16;

    // A log up to this size is kept as it is.
    private const int KeptWhole = 1 << 18;

    // What a piece may cost before it is given out.
    private const int PieceCost = 1 << 20;

    // Lines kept in front of a trigger, and behind the last one.
    private const int LinesBefore = 64;
    private const int LinesAfter = 256;
    private const int CharsBefore = 1 << 13;

    private readonly Triggers _triggers = new();
    private readonly FoldedGoroutines _goroutines = new();
    private char[] _buffer = ArrayPool<char>.Shared.Rent(BlockChars);
    private Extract _piece = new();
    private long _kept;

    // What is not read yet stands in the buffer from _start to _end; the line at _start has this number in the log.
    private int _start;
    private int _end;
    private long _number = 1;
    private bool _ended;

    private bool _leaping;
    private bool _done;
    private int _quiet;

    private enum Stop
    {
        Quiet,
        Full,
        Ended,
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>The next piece, or null at the end of the log.</summary>
    internal Extract? Next()
    {
        while (!_done)
        {
            if (_leaping)
            {
                if (_piece.Cost > PieceCost / 2)
                {
                    return Take();
                }

                _leaping = false;
                _done = !Leap();
                continue;
            }

            switch (ReadLines())
            {
                case Stop.Full:
                    return Take();
                case Stop.Quiet:
                    _leaping = true;
                    break;
                default:
                    _done = true;
                    break;
            }
        }

        return _piece.Lines.Count > 0 ? Take() : null;
    }

    private Extract Take()
    {
        Extract piece = _piece;
        _piece = new();
        _kept += piece.Cost;
        _goroutines.Clear();
        return piece;
    }

    /// <summary>Goes forward to the next trigger, less the lines kept in front of it.</summary>
    /// <returns>Whether there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Leap()
    {
        while (true)
        {
            int trigger = FindTrigger();
            if (trigger >= 0)
            {
                Pass(LinesBack(trigger));
                if (_piece.Lines.Count > 0)
                {
                    Keep("");
                }

                _quiet = 0;
                return true;
            }

            if (_ended)
            {
                return false;
            }

            Pass(LinesBack(_end));
            Refill();
        }
    }

    /// <summary>Keeps lines until it is quiet, the piece is full or the log ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Stop ReadLines()
    {
        while (FindLine(out int length, out int size))
        {
            if (TryFold(length))
            {
                _quiet = 0;
                continue;
            }

            int trigger = FindTrigger();
            bool triggers = trigger >= 0 && trigger < _start + size;
            _quiet = triggers ? 0 : _quiet + 1;
            if (_quiet > LinesAfter && _kept + _piece.Cost > KeptWhole)
            {
                return Stop.Quiet;
            }

            if (triggers && _piece.Cost > PieceCost)
            {
                return Stop.Full;
            }

            // A piece that is full keeps nothing more of what stands between triggers.
            if (_piece.Cost <= PieceCost)
            {
                ReadOnlySpan<char> line = _buffer.AsSpan(_start, length);
                _goroutines.ForgetAt(line);
                Keep(TerminalText.Plain(line));
            }

            Pass(_start + size);
        }

        return Stop.Ended;
    }

    private void Keep(string line) => _piece.Add((int)Math.Min(_number, int.MaxValue), line);

    /// <summary>Passes over a goroutine at <see cref="_start"/> that looks like an earlier one; keeps it when none does.</summary>
    /// <param name="length">The length of its header.</param>
    /// <returns>Whether there is a goroutine.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryFold(int length)
    {
        ReadOnlySpan<char> header = _buffer.AsSpan(_start, length);
        if (!GoroutineShape.IsHeader(header))
        {
            return false;
        }

        GoroutineShape shape = GoroutineShape.Of(header);
        int size = NextLineFeed(length);
        int lines = 1;
        while (true)
        {
            // The end of the line that follows, which may have to be read first.
            int end = NextLineFeed(size);
            if (end < 0)
            {
                // Longer than the buffer: not what a runtime prints.
                return false;
            }

            ReadOnlySpan<char> line = _buffer.AsSpan(_start + size, end - size).TrimEnd("\r\n");
            if (!shape.TryAdd(line))
            {
                if (line.IsEmpty && end > size)
                {
                    size = end;
                    lines++;
                }

                break;
            }

            size = end;
            lines++;
        }

        if (_goroutines.IsRepeat(shape.Hash, _piece))
        {
            _number += lines;
            _start += size;
        }
        else
        {
            KeepLines(_start + size);
        }

        return true;
    }

    /// <summary>One past the line feed that follows an offset from <see cref="_start"/>, as an offset; -1 where the buffer cannot hold it.</summary>
    private int NextLineFeed(int offset)
    {
        while (true)
        {
            int found = _buffer.AsSpan(_start + offset, _end - _start - offset).IndexOf('\n');
            if (found >= 0)
            {
                return offset + found + 1;
            }

            if (_ended)
            {
                return _end - _start;
            }

            if (!Refill())
            {
                return -1;
            }
        }
    }

    private void KeepLines(int to)
    {
        while (_start < to)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_start, to - _start);
            int length = rest.IndexOf('\n');
            Keep(TerminalText.Plain((length < 0 ? rest : rest[..length]).TrimEnd('\r')));
            Pass(length < 0 ? to : _start + length + 1);
        }
    }

    /// <summary>
    /// The line at <see cref="_start"/>. It ends at a line feed, or at a carriage return, which does not count as a line of the log
    /// (progress bars). Of a line longer than the buffer only the beginning is seen.
    /// </summary>
    /// <param name="length">Its length without the line end.</param>
    /// <param name="size">Its length with the line end.</param>
    /// <returns>False at the end of the log.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FindLine(out int length, out int size)
    {
        int searched = 0;
        while (true)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_start, _end - _start);
            int found = rest[searched..].IndexOfAny('\n', '\r');
            searched = found < 0 ? rest.Length : searched + found;

            // CR LF and CR CR LF are one line end; a CR that ends what was read so far may be half of one.
            int after = searched;
            while (after < rest.Length && rest[after] == '\r')
            {
                after++;
            }

            if (after < rest.Length || (_ended && rest.Length > 0))
            {
                length = searched;
                size = after + (after < rest.Length && rest[after] == '\n' ? 1 : 0);
                return true;
            }

            if (_ended)
            {
                length = 0;
                size = 0;
                return false;
            }

            if (!Refill())
            {
                CutLine();
                searched = 0;
            }
        }
    }

    /// <summary>Of a line that fills the buffer keeps the first half and drops the rest up to the line feed.</summary>
    private void CutLine()
    {
        const int half = BlockChars / 2;
        int found = -1;
        while (found < 0 && !_ended)
        {
            _end = half;
            _ended = !Read();
            found = _buffer.AsSpan(half, _end - half).IndexOf('\n');
        }

        if (found >= 0)
        {
            _buffer.AsSpan(half + found, _end - half - found).CopyTo(_buffer.AsSpan(half));
            _end -= found;
        }
        else
        {
            _end = half;
        }

        _triggers.Forget();
    }

    /// <summary>Where the next trigger stands in what was read so far, or -1.</summary>
    private int FindTrigger() => _triggers.Find(_buffer.AsSpan(0, _end), _start);

    /// <summary>Where the lines begin that are kept in front of a place.</summary>
    private int LinesBack(int place)
    {
        int floor = Math.Max(_start, place - CharsBefore);
        int at = place;
        int kept = floor;
        for (int lines = 0; lines <= LinesBefore; lines++)
        {
            int lineFeed = _buffer.AsSpan(floor, at - floor).LastIndexOf('\n');
            if (lineFeed < 0)
            {
                return floor == _start ? _start : kept;
            }

            at = floor + lineFeed;
            kept = at + 1;
        }

        return kept;
    }

    /// <summary>Goes forward, counting lines.</summary>
    private void Pass(int to)
    {
        _number += _buffer.AsSpan(_start, to - _start).Count('\n');
        _start = to;
    }

    /// <summary>Reads more of the log into the buffer; what was passed makes room.</summary>
    /// <returns>False when there is no room.</returns>
    private bool Refill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _triggers.Move(_start);
            _end -= _start;
            _start = 0;
        }

        if (_end == BlockChars)
        {
            return false;
        }

        _ended = !Read();
        return true;
    }

    private bool Read()
    {
        int read = log.Read(_buffer, _end, BlockChars - _end);
        _end += Math.Max(0, read);
        return read > 0;
    }
}
