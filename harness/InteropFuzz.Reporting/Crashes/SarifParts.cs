using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using InteropFuzz.Triage;
using InteropFuzz.Triage.Diagnosis;

namespace InteropFuzz.Reporting.Crashes;

/// <summary>What reports for code scanning share: SARIF 2.1.0 (OASIS, errata 01).</summary>
internal static class SarifParts
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>A document with one run.</summary>
    public static string Document(JsonObject run) => Json.Text(new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(run) });

    /// <summary>This tool with its rules.</summary>
    public static JsonObject Tool(JsonArray rules) => new()
    {
        ["driver"] = new JsonObject
        {
            ["name"] = "InteropFuzz",
            ["version"] = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            ["rules"] = rules,
        },
    };

    /// <summary>Something about the run itself.</summary>
    public static JsonObject Notification(string level, string text) => new() { ["level"] = level, ["message"] = Message(text) };

    /// <summary>The rule of a symptom.</summary>
    /// <param name="symptom">The symptom.</param>
    /// <param name="worst">The worst severity of its results.</param>
    public static JsonObject Rule(Symptom symptom, SeverityLevel worst)
    {
        var info = SymptomCatalog.Find(symptom);
        var recoverable = info.Recoverable switch
        {
            true => " A Go program can recover from it.",
            false => " Nothing can recover from it.",
            null => "",
        };
        var rule = new JsonObject
        {
            ["id"] = symptom.Name,
            ["shortDescription"] = Message(info.Meaning),
            ["fullDescription"] = Message(info.Meaning + "." + recoverable),
            ["help"] = new JsonObject
            {
                ["text"] = $"{symptom}: {info.Meaning}.{recoverable} 'interopfuzz explain {symptom}' tells causes and fixes.",
                ["markdown"] = $"**{symptom}**: {Hostile.ForMarkdown(info.Meaning)}.{recoverable} `interopfuzz explain {symptom}` tells causes and fixes.",
            },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(worst) },
        };
        var properties = new JsonObject { ["tags"] = new JsonArray(symptom.Family) };
        if (Score(worst) is { } score) properties["security-severity"] = score;
        rule["properties"] = properties;
        return rule;
    }

    /// <summary>A message.</summary>
    public static JsonObject Message(string text) => new() { ["text"] = text };

    /// <summary>The level that viewers colour by.</summary>
    public static string Level(SeverityLevel level) => level switch
    {
        SeverityLevel.Critical or SeverityLevel.High => "error",
        SeverityLevel.Low => "note",
        _ => "warning",
    };

    /// <summary>What code scanning sorts by: one number in the middle of each of its bands (low below 4, medium below 7, high below 9).</summary>
    private static string? Score(SeverityLevel level)
    {
        double? score = level switch
        {
            SeverityLevel.Critical => 9.5,
            SeverityLevel.High => 8,
            SeverityLevel.Medium => 5.5,
            SeverityLevel.Low => 2,
            _ => null,
        };
        return score?.ToString("F1", CultureInfo.InvariantCulture);
    }

    /// <summary>A path from a report as a URI reference (RFC 3986); null where there is none.</summary>
    public static string? Uri(string? path)
    {
        if (path is not { Length: > 0 }) return null;
        var escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
        var drive = path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '/' or '\\';
        return drive ? $"file:///{path[0]}:{escaped[4..]}" : path[0] == '/' ? "file:///" + escaped.TrimStart('/') : escaped;
    }
}
