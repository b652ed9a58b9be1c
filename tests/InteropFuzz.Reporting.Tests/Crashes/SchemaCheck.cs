using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InteropFuzz.Reporting.Tests.Crashes;

/// <summary>Checks a document against a JSON schema: the words of drafts 4 and 7 that our schemas use. Any other word is an error, so that nothing goes unchecked.</summary>
internal sealed class SchemaCheck
{
    private readonly JsonObject _root;
    private readonly List<string> _errors = [];

    private SchemaCheck(JsonObject root) => _root = root;

    /// <summary>What is wrong, with the place in the document; empty when it is valid.</summary>
    public static IReadOnlyList<string> Errors(string schema, string document)
    {
        var check = new SchemaCheck(JsonNode.Parse(schema)!.AsObject());
        check.Check(check._root, JsonNode.Parse(document), "$");
        return check._errors;
    }

    private void Check(JsonObject schema, JsonNode? value, string at)
    {
        foreach (var (word, rule) in schema)
            if (!Holds(word, rule!, schema, value, at)) _errors.Add($"{at}: {word} {rule!.ToJsonString()} does not hold for {value?.ToJsonString() ?? "null"}");
    }

    private bool Holds(string word, JsonNode rule, JsonObject schema, JsonNode? value, string at)
    {
        switch (word)
        {
            case "$schema" or "id" or "title" or "description" or "definitions" or "default" or "examples":
                return true;
            case "$ref":
                Check(_root["definitions"]![((string)rule!)["#/definitions/".Length..]]!.AsObject(), value, at);
                return true;
            case "type":
                return (rule is JsonArray types ? types.Select(t => (string)t!) : [(string)rule!]).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && rule.ToJsonString().Contains("number", StringComparison.Ordinal));
            case "enum":
                return rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value));
            case "required":
                return value is not JsonObject o || rule.AsArray().All(key => o.ContainsKey((string)key!));
            case "anyOf":
                return rule.AsArray().Any(one => Errors(one!, value).Count == 0);
            case "properties":
                if (value is JsonObject holder)
                    foreach (var (key, inner) in rule.AsObject())
                        if (holder.ContainsKey(key)) Check(inner!.AsObject(), holder[key], $"{at}.{key}");
                return true;
            case "additionalProperties":
                return value is not JsonObject open || HoldsForOthers(rule, schema, open, at);
            case "items":
                if (value is JsonArray list)
                    for (var i = 0; i < list.Count; i++) Check(rule.AsObject(), list[i], $"{at}[{i}]");
                return true;
            case "uniqueItems":
                return !(bool)rule || value is not JsonArray set || set.Select(i => i?.ToJsonString()).Distinct().Count() == set.Count;
            case "minItems":
                return value is not JsonArray some || some.Count >= (int)rule;
            case "minimum":
                return TypeOf(value) is not ("integer" or "number") || (double)value! >= (double)rule;
            case "maximum":
                return TypeOf(value) is not ("integer" or "number") || (double)value! <= (double)rule;
            case "pattern":
                return TypeOf(value) != "string" || Regex.IsMatch((string)value!, (string)rule!);
            case "format":
                return TypeOf(value) != "string" || ((string)rule! == "uri" ? Uri.IsWellFormedUriString((string)value!, UriKind.Absolute) : Uri.IsWellFormedUriString((string)value!, UriKind.RelativeOrAbsolute));
            default:
                throw new NotSupportedException($"the schema has '{word}', which is not checked");
        }
    }

    private List<string> Errors(JsonNode schema, JsonNode? value)
    {
        var inner = new SchemaCheck(_root);
        inner.Check(schema.AsObject(), value, "");
        return inner._errors;
    }

    private bool HoldsForOthers(JsonNode rule, JsonObject schema, JsonObject value, string at)
    {
        foreach (var (key, inner) in value.Where(p => schema["properties"]?.AsObject().ContainsKey(p.Key) != true))
        {
            if (rule is JsonObject other) Check(other, inner, $"{at}.{key}");
            else if (!(bool)rule) return false;
        }
        return true;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        _ => double.IsInteger((double)value!) ? "integer" : "number",
    };
}
