using InteropFuzz.Harness.Cases;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Adoption;

/// <summary>The name of a case to be, as <c>--as</c> takes it.</summary>
public static class CaseId
{
    /// <summary>Takes a name apart and checks it.</summary>
    /// <param name="id"><c>CLASS/NAME</c>, with or without <c>cases/</c> in front.</param>
    /// <exception cref="UsageException">There is no such class, or the name is none for a new case.</exception>
    public static (FaultClass Class, string Name) Read(string id)
    {
        var parts = (id.StartsWith("cases/", StringComparison.Ordinal) ? id["cases/".Length..] : id).TrimEnd('/').Split('/');
        if (parts is not [var className, var name]) throw new UsageException($"--as takes CLASS/NAME, not '{id}'");
        if (!FaultClasses.TryParse(className, out var faultClass))
            throw new UsageException($"'{className}' is not a fault class; there are {string.Join(", ", FaultClasses.All.Select(FaultClasses.Name))}");
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || !char.IsAsciiLetterLower(name[0]))
            throw new UsageException($"'{name}' is no name for a case: small letters, digits and '-', a letter first");
        if (name.EndsWith(Case.TwinSuffix, StringComparison.Ordinal)) throw new UsageException($"'{name}' is the name of a twin; the twin is made by itself");
        return (faultClass, name);
    }
}
