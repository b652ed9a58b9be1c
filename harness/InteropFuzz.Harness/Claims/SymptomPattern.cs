using InteropFuzz.Triage;

namespace InteropFuzz.Harness.Claims;

/// <summary>
/// Symptoms that a prediction means: a name, all of a family (<c>asan/*</c>), all but these (<c>not build/*</c>), or <c>fault</c>: whatever
/// names a fault, wrong data included. A deadline that passed, an exit code or a failed build names none.
/// </summary>
/// <param name="Text">As it stands in the table.</param>
public sealed record SymptomPattern(string Text)
{
    private const string Negation = "not ", Fault = "fault";

    private static readonly string[] s_namesNothing = ["clean", "timeout", "oom-kill", "exit/", "build/", "unknown"];

    /// <summary>The names there are, and a member of each open family.</summary>
    private static readonly string[] s_families = [.. SymptomCatalog.All.Select(s => s.Symptom.Name), "exit/1", "vet/x", "signal/in-c/x", "signal/in-go/x", "signal/bare/x"];

    private bool Negated => Text.StartsWith(Negation, StringComparison.Ordinal);

    private string Name => Negated ? Text[Negation.Length..] : Text;

    private string? Family => Name.EndsWith("/*", StringComparison.Ordinal) ? Name[..^1] : null;

    /// <summary>Whether a symptom's name is meant.</summary>
    public bool Matches(string symptom)
        => Text == Fault ? !s_namesNothing.Any(n => symptom.StartsWith(n, StringComparison.Ordinal))
            : Negated != (Family is { } family ? symptom.StartsWith(family, StringComparison.Ordinal) : symptom == Name);

    /// <summary>Reads a pattern; null when it can match no symptom there is.</summary>
    public static SymptomPattern? Parse(string text)
    {
        var pattern = new SymptomPattern(text);
        return text == Fault ? pattern : pattern.Family is { } family
            ? s_families.Any(f => f.StartsWith(family, StringComparison.Ordinal)) ? pattern : null
            : Symptom.TryParse(pattern.Name, out _) ? pattern : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
