using System.Globalization;
using InteropFuzz.Harness.Checking.Baselines;
using InteropFuzz.Harness.Claims;
using InteropFuzz.Harness.Storage;
using InteropFuzz.Triage;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Checking.Suppressing;

/// <summary>suppressions.yaml: reads it.</summary>
public static class SuppressionFile
{
    /// <summary>Its usual name.</summary>
    public const string Name = "suppressions.yaml";

    /// <summary>The keys of an entry, as docs/schemas/suppressions.schema.json has them.</summary>
    internal static IReadOnlyList<string> Keys { get; } = ["signature", "symptom", "function", "file", "test", "package", "reason", "expires"];

    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileErrorsException">It is wrong; every mistake is listed with its line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<Suppression> Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">The file's name in messages.</param>
    /// <exception cref="FileErrorsException">It is wrong.</exception>
    public static IReadOnlyList<Suppression> Parse(string text, string file)
    {
        var form = new YamlForm(text, file);
        var read = new List<Suppression>();
        if (form.Root is { } root)
            foreach (var (_, list) in form.Fields(root, SuppressionFile.Name, ["suppressions"]))
                foreach (var node in form.Items(list))
                    if (Entry(form, node, $"{file}:{YamlForm.Line(node)}") is { } entry) read.Add(entry);
        return form.Errors.Count == 0 ? read : throw new FileErrorsException(form.Errors);
    }

    private static Suppression? Entry(YamlForm form, YamlNode node, string place)
    {
        string? reason = null;
        DateOnly? expires = null;
        var entry = new Suppression(place, "", default);
        var conditions = 0;
        foreach (var (key, value) in form.Fields(node, "a suppression", Keys))
        {
            if (key is not ("reason" or "expires")) conditions++;
            switch (key)
            {
                case "signature": entry = entry with { Signature = SignatureOf(form, value) }; break;
                case "symptom": entry = entry with { Symptom = SymptomOf(form, value) }; break;
                case "function": entry = entry with { Function = form.Text(value) }; break;
                case "file": entry = entry with { File = form.Text(value) }; break;
                case "test": entry = entry with { Test = form.Text(value) }; break;
                case "package": entry = entry with { Package = form.Text(value) }; break;
                case "reason": reason = form.Text(value); break;
                case "expires": expires = Date(form, value); break;
            }
        }
        if (node is not YamlMappingNode) return null;
        if (reason is null) form.Error(node, "a suppression needs a reason: why is this finding no fault, or who mends it?");
        else if (expires is null) form.Error(node, "a suppression needs a last day, such as 'expires: 2027-03-31'");
        else if (conditions == 0) form.Error(node, $"this would suppress everything; say what is meant by {string.Join(", ", Keys.Take(6))}");
        return entry with { Reason = reason ?? "", Expires = expires ?? default };
    }

    private static string SignatureOf(YamlForm form, YamlNode node)
    {
        var text = form.Text(node);
        if (!BaselineEntry.IsSignature(text)) form.Error(node, $"'{text}' is not a signature: twelve hexadecimal digits, as a report shows them");
        return text;
    }

    private static SymptomPattern? SymptomOf(YamlForm form, YamlNode node)
    {
        var text = form.Text(node);
        var pattern = SymptomPattern.Parse(text);
        if (pattern is null)
            form.Error(node, $"there is no symptom '{text}'{(Explanation.Suggest(text) is [var near, ..] ? $"; did you mean '{near}'?" : "; 'interopfuzz explain --list' shows them")}");
        return pattern;
    }

    private static DateOnly Date(YamlForm form, YamlNode node)
    {
        if (DateOnly.TryParseExact(form.Text(node), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        form.Error(node, "a day is expected here, as 2027-03-31");
        return default;
    }
}
