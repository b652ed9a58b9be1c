using System.Buffers;
using System.Text;
using System.Text.Json;

namespace InteropFuzz.Triage.Intake;

/// <summary>
/// Lines that are JSON objects with a line of text in them: <c>go test -json</c> (Output, one process for each Package), Docker's
/// json-file (log), <c>journalctl -o json</c> (MESSAGE, one process for each _PID), and loggers (msg or message, with a stack).
/// </summary>
internal static class JsonLines
{
    private const int MaxSources = 64;

    private static readonly SearchValues<string> s_names =
        SearchValues.Create(["\"Output\"", "\"log\"", "\"MESSAGE\"", "\"msg\"", "\"message\"", "\"stack"], StringComparison.Ordinal);

    /// <summary>The text of each source, and what is not JSON as a source of its own; null when no line is such an object.</summary>
    internal static IReadOnlyList<Extract>? Split(Extract log)
    {
        Dictionary<string, JsonSource> sources = [];
        List<JsonSource> inOrder = [];
        Extract rest = new();
        bool any = false;
        for (int i = 0; i < log.Lines.Count; i++)
        {
            string line = log.Lines[i];
            if (!IsCandidate(line) || Read(line) is not { } wrapped)
            {
                rest.AddFrom(log, i);
                continue;
            }

            any = true;
            string key = sources.Count < MaxSources ? wrapped.Source : "";
            if (!sources.TryGetValue(key, out JsonSource? source))
            {
                sources.Add(key, source = new());
                inOrder.Add(source);
            }

            source.Add(log.Numbers[i], wrapped.Text, wrapped.IsPart);
        }

        if (!any)
        {
            return null;
        }

        List<Extract> parts = inOrder.ConvertAll(source => source.Finish());
        if (rest.Lines.Exists(line => line.Length > 0))
        {
            parts.Add(rest);
        }

        return parts;
    }

    private static bool IsCandidate(string line) =>
        line.Length > 2 && line[0] == '{' && line.AsSpan().TrimEnd()[^1] == '}' && line.AsSpan().IndexOfAny(s_names) >= 0;

    private static Wrapped? Read(string line)
    {
        string? text = null;
        string? stack = null;
        string source = "";
        bool part = false;
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(line));
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                string name = reader.GetString() ?? "";
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    continue;
                }

                switch (name)
                {
                    case "Output" or "log":
                        text = reader.GetString();
                        part = true;
                        break;
                    case "MESSAGE":
                        text = reader.GetString();
                        break;
                    case "msg" or "message":
                        text ??= reader.GetString();
                        break;
                    case "stack" or "stacktrace" or "stack_trace":
                        stack = reader.GetString();
                        break;
                    case "Package" or "_PID":
                        source = reader.GetString() ?? "";
                        break;
                    default:
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is no valid UTF-16: the line stays as it is.
            return null;
        }

        if (text is null && stack is null)
        {
            return null;
        }

        return new(source, stack is null ? text ?? "" : $"{text}\n\n{stack}", part);
    }

    /// <summary>What an object holds.</summary>
    /// <param name="Source">What tells one process from another.</param>
    /// <param name="Text">The text.</param>
    /// <param name="IsPart">Whether a text without a line feed at its end goes on in the next object.</param>
    private sealed record Wrapped(string Source, string Text, bool IsPart);

    /// <summary>The lines of one source while they are put together.</summary>
    private sealed class JsonSource
    {
        private readonly Extract _extract = new();
        private readonly StringBuilder _open = new();
        private int _number;

        internal void Add(int number, string text, bool isPart)
        {
            int from = 0;
            for (int end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', from))
            {
                Append(number, text.AsSpan(from, end - from));
                EndLine();
                from = end + 1;
            }

            if (from < text.Length || (!isPart && from == 0))
            {
                Append(number, text.AsSpan(from));
                if (!isPart)
                {
                    EndLine();
                }
            }
        }

        internal Extract Finish()
        {
            if (_open.Length > 0)
            {
                EndLine();
            }

            return _extract;
        }

        private void Append(int number, ReadOnlySpan<char> text)
        {
            if (_open.Length == 0)
            {
                _number = number;
            }

            _open.Append(text);
        }

        private void EndLine()
        {
            _extract.Add(_number, TerminalText.Plain(_open.ToString()).TrimEnd('\r'));
            _open.Clear();
        }
    }
}
