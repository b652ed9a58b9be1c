using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Checking.Model;

namespace InteropFuzz.Harness.Checking.Grouping;

/// <summary>Reads what <c>go vet -json</c> says: <c>{ PKG: { ANALYZER: [ { posn, message } ] } }</c>, with <c># PKG</c> lines around it. Pure.</summary>
public static class VetReader
{
    /// <summary>The messages, each once: tests are analysed with their package a second time.</summary>
    /// <param name="words">All that go vet printed.</param>
    /// <param name="names">Names files relative to the root.</param>
    public static IReadOnlyList<VetMessage> Read(string words, SourceNames names)
    {
        var json = string.Join('\n', words.Split('\n').Where(l => !l.StartsWith('#')));
        var messages = new List<VetMessage>();
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                if (document.RootElement.ValueKind != JsonValueKind.Object) continue;
                foreach (var package in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
                    foreach (var analyzer in package.Value.EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.Array))
                        messages.AddRange(analyzer.Value.EnumerateArray().Select(d => Of(analyzer.Name, d, names)));
            }
        }
        catch (JsonException)
        {
            // Warnings of the compiler stand between the objects; what was read before counts.
        }
        return [.. messages.Distinct()];
    }

    private static VetMessage Of(string analyzer, JsonElement diagnostic, SourceNames names)
    {
        var position = Word("posn").Split(':');
        var numbers = position.Reverse().TakeWhile(p => p.All(char.IsAsciiDigit) && p.Length is > 0 and < 8).Take(2).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).Reverse().ToList();
        var (file, _) = names.Of(string.Join(':', position.SkipLast(numbers.Count)));
        return new(analyzer, file, numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1), Word("message"));

        string Word(string name) => diagnostic.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }
}
