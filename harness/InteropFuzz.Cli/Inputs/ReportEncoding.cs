using System.Globalization;
using System.Text;

namespace InteropFuzz.Cli.Inputs;

/// <summary>How logs are decoded: UTF-8, or UTF-16 and UTF-32 with their byte order mark. A byte that is no UTF-8 is kept as <c>\xNN</c>.</summary>
public static class ReportEncoding
{
    private const int BufferSize = 1 << 16;
    private static readonly Encoding s_encoding = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new KeepBytes());

    /// <summary>Reads a stream of unknown encoding; closing the reader closes the stream.</summary>
    public static StreamReader Open(Stream stream) => new(stream, s_encoding, detectEncodingFromByteOrderMarks: true, BufferSize);

    private sealed class KeepBytes : DecoderFallback
    {
        public override int MaxCharCount => 4 * sizeof(int);

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();
    }

    private sealed class Buffer : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _at;

        public override int Remaining => _text.Length - _at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = string.Concat(bytesUnknown.Select(b => string.Create(CultureInfo.InvariantCulture, $"\\x{b:x2}")));
            _at = 0;
            return true;
        }

        public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

        public override bool MovePrevious()
        {
            if (_at == 0) return false;
            _at--;
            return true;
        }

        public override void Reset() => (_text, _at) = ("", 0);
    }
}
