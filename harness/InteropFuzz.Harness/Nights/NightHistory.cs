using System.Globalization;
using System.Text.Json;
using InteropFuzz.Harness.Storage;

namespace InteropFuzz.Harness.Nights;

/// <summary>A folder with a subfolder for each night. A night counts once its night.json is there, which is written last.</summary>
/// <param name="Root">The folder.</param>
public sealed record NightHistory(string Root)
{
    private const string File = "night.json", Nights = "nights";

    /// <summary>How many nights are looked back on, at most.</summary>
    public const int MostNights = 30;

    /// <summary>The campaign's folder: its corpora and findings go from night to night.</summary>
    public string Campaign => Path.Combine(Root, "campaign");

    /// <summary>The folder of a night.</summary>
    public string Of(string night) => Path.Combine(Root, Nights, night);

    /// <summary>Makes the folder of a new night; gives its name.</summary>
    public string Begin(DateTimeOffset now)
    {
        for (var n = 0; ; n++)
        {
            var name = now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + (n == 0 ? "" : $"-{n}");
            if (Directory.Exists(Of(name))) continue;
            Directory.CreateDirectory(Of(name));
            return name;
        }
    }

    /// <summary>The last nights that came to their end, the latest first; one that cannot be read is told and passed over.</summary>
    public IReadOnlyList<Night> Read(Action<string> say)
    {
        var nights = new List<Night>();
        var folder = Path.Combine(Root, Nights);
        if (!Directory.Exists(folder)) return nights;
        foreach (var path in Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, File)).Where(System.IO.File.Exists))
        {
            if (nights.Count == MostNights) break;
            try
            {
                if (JsonSerializer.Deserialize(System.IO.File.ReadAllText(path), NightJson.Default.Night) is { } night) nights.Add(night);
            }
            catch (JsonException e)
            {
                say($"{path} is not a night and is passed over: {e.Message}");
            }
        }
        return nights;
    }

    /// <summary>Keeps a night; from now on it counts.</summary>
    public void Keep(Night night) => AtomicFile.Write(Path.Combine(Of(night.Name), File), JsonSerializer.Serialize(night, NightJson.Default.Night) + "\n");
}
