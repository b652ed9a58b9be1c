using System.Globalization;
using InteropFuzz.Harness.Planning;
using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Cases;

/// <summary>
/// Reads the comment on <c>package main</c>, or at the top of a Program.cs: lines of <c>// Key: value</c> up to the first empty comment line, then plain words.
/// Pure: text in, values and errors out.
/// </summary>
internal sealed class CaseHead
{
    private readonly string _path;
    private readonly List<CaseError> _errors;
    private readonly Dictionary<string, int> _seen = [];

    private CaseHead(string path, List<CaseError> errors) => (_path, _errors) = (path, errors);

    public string Title { get; private set; } = "";
    public FaultClass Class { get; private set; }
    public int ClassLine { get; private set; } = 1;
    public GuiltySide Guilty { get; private set; }
    public List<string> Claims { get; } = [];
    public List<string> See { get; } = [];
    public List<Expectation> Expectations { get; } = [];
    public int Repeat { get; private set; } = 1;
    public Dictionary<string, string> Environment { get; } = [];
    public List<GoRange> Needs { get; } = [];
    public bool BuildApart { get; private set; }
    public TimeSpan? Deadline { get; private set; }
    public string? Tampers { get; private set; }
    public string? Finding { get; private set; }

    /// <summary>The keys, for the error message on an unknown one.</summary>
    private const string Keys = "Title, Class, Guilty, Claims, See, Expect, Repeat, Env, Needs, Build, Deadline, Tampers, Finding";

    /// <summary>Reads a main.go or a Program.cs; what is wrong is added to <paramref name="errors"/>.</summary>
    public static CaseHead Read(string path, string text, bool isTwin, List<CaseError> errors)
    {
        var head = new CaseHead(path, errors);
        var lines = text.Split('\n');
        var at = 0;
        // Build constraints may stand above the head.
        while (at < lines.Length && (lines[at].Trim().Length == 0 || lines[at].StartsWith("//go:build", StringComparison.Ordinal))) at++;
        for (; at < lines.Length && lines[at].StartsWith("//", StringComparison.Ordinal); at++)
        {
            var line = lines[at][2..].Trim();
            if (line.Length == 0) break;
            head.ReadLine(line, at + 1);
        }
        while (at < lines.Length && lines[at].StartsWith("//", StringComparison.Ordinal)) at++;
        var isNet = path.EndsWith(ManagedRuntime.Net.MainFile(), StringComparison.Ordinal);
        if (!isNet && (at >= lines.Length || lines[at].TrimEnd() != "package main"))
            head.Error(at + 1, "the head must stand directly on 'package main'");
        if (isNet && head._seen.TryGetValue("Needs", out var needs)) head.Error(needs, "'Needs' names Go releases; a .NET case has none");
        head.Require("Title", "// Title: what is wrong, in one line");
        head.Require("Class", "// Class: " + FaultClasses.Name(FaultClass.CHeapOwnership));
        // Nobody is guilty of what works.
        if (!isTwin) head.Require("Guilty", "// Guilty: c");
        head.Require("Expect", "// Expect: clean");
        if (head._seen.TryGetValue("Expect", out var expect) && head.Expectations.Count > 0 && !head.Expectations.Any(e => e.Selectors.Count == 0))
            head.Error(expect, "one 'Expect:' without selectors is needed for the cells that no other line names");
        return head;
    }

    private void Error(int line, string message) => _errors.Add(new(_path, line, message));

    private void Require(string key, string example)
    {
        if (!_seen.ContainsKey(key)) Error(1, $"'{key}' is missing; write for example '{example}'");
    }

    private void ReadLine(string text, int line)
    {
        // The first ": " ends the key; Expect's selectors hold no colon.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            Error(line, $"expected 'Key: value'; end the keys with an empty '//' line before the plain words");
            return;
        }
        var key = text[..colon].Trim();
        var value = text[(colon + 1)..].Trim();
        var selectors = "";
        if (key.StartsWith("Expect ", StringComparison.Ordinal)) (selectors, key) = (key["Expect ".Length..].Trim(), "Expect");
        if (key is not ("Expect" or "Env" or "See" or "Claims" or "Needs") && _seen.TryGetValue(key, out var first))
        {
            Error(line, $"'{key}' stands a second time; the first is in line {first}");
            return;
        }
        _seen.TryAdd(key, line);
        if (value.Length == 0)
        {
            Error(line, $"'{key}' has no value");
            return;
        }
        switch (key)
        {
            case "Title":
                Title = value;
                break;
            case "Class":
                ClassLine = line;
                if (FaultClasses.TryParse(value, out var faultClass)) Class = faultClass;
                else Error(line, $"'{value}' is not a fault class; there are {string.Join(", ", FaultClasses.All.Select(FaultClasses.Name))}");
                break;
            case "Guilty":
                if (GuiltySides.TryParse(value, out var side)) Guilty = side;
                else Error(line, $"'{value}' is not a side; there are {string.Join(", ", GuiltySides.All.Select(GuiltySides.Name))}");
                break;
            case "Claims":
                Claims.AddRange(value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
                break;
            case "See":
                See.Add(value);
                break;
            case "Expect":
                ReadExpect(selectors, value, line);
                break;
            case "Repeat":
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1000) Repeat = n;
                else Error(line, $"Repeat is a number from 1 to 1000, not '{value}'");
                break;
            case "Env":
                if (value.IndexOf('=', StringComparison.Ordinal) is var equals and > 0) Environment[value[..equals]] = value[(equals + 1)..];
                else Error(line, $"Env is NAME=value, not '{value}'");
                break;
            case "Needs":
                foreach (var word in value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
                    if (GoRange.TryParse(word, out var range)) Needs.Add(range);
                    else Error(line, $"Needs is a Go range such as go>=1.21, not '{word}'");
                break;
            case "Tampers":
                Tampers = value;
                break;
            case "Finding":
                Finding = value;
                break;
            case "Build":
                if (value == "apart") BuildApart = true;
                else Error(line, $"Build is 'apart' or not there, not '{value}'");
                break;
            case "Deadline":
                if (value.EndsWith('s') && double.TryParse(value[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                    && seconds is > 0 and <= 600)
                    Deadline = TimeSpan.FromSeconds(seconds);
                else
                    Error(line, $"Deadline is seconds such as 3s, up to 600s, not '{value}'");
                break;
            default:
                Error(line, $"unknown key '{key}'; the keys are {Keys}");
                break;
        }
    }

    private void ReadExpect(string selectorText, string value, int line)
    {
        var selectors = new List<Selector>();
        foreach (var word in selectorText.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            if (Selector.Parse(word) is { } selector) selectors.Add(selector);
            else Error(line, $"unknown selector '{word}'; there are {Selector.Vocabulary}");
        var symptoms = new List<Symptom>();
        foreach (var word in value.Split('|', StringSplitOptions.TrimEntries))
            if (Symptom.TryParse(word, out var symptom)) symptoms.Add(symptom);
            else Error(line, $"unknown symptom '{word}'{Nearest(word)}");
        if (symptoms.Count > 0) Expectations.Add(new(line, selectors, symptoms));
    }

    /// <summary>The symptoms that a wrong word may have meant: those of its family that begin most like it, or the families.</summary>
    private static string Nearest(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        var family = slash < 0 ? word : word[..slash];
        var kin = SymptomCatalog.All.Where(s => s.Symptom.Family == family).Select(s => s.Symptom.Name).ToList();
        return kin.Count > 0
            ? $"; '{family}' has {string.Join(", ", kin.OrderByDescending(k => k.AsSpan().CommonPrefixLength(word)).Take(MostShown))}{(kin.Count > MostShown ? " and more (symptoms.tsv)" : "")}"
            : "; the families are " + string.Join(", ", SymptomCatalog.All.Select(s => s.Symptom.Family).Append("exit/N").Append("signal").Append("vet").Distinct());
    }

    private const int MostShown = 8;
}
