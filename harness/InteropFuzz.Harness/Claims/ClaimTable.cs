using InteropFuzz.Harness.Cases;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InteropFuzz.Harness.Claims;

/// <summary>cases/claims.yaml: every claim, what it predicts, and what is true where it does not hold.</summary>
/// <param name="Claims">In the order of the file.</param>
/// <param name="Errors">What is wrong with the file by itself; <see cref="ClaimChecks"/> compares it with cases and experiments.</param>
public sealed record ClaimTable(IReadOnlyList<Claim> Claims, IReadOnlyList<CaseError> Errors)
{
    /// <summary>Its name in the cases folder.</summary>
    public const string FileName = "claims.yaml";

    /// <summary>Reads the table of a cases folder.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static ClaimTable Load(string casesFolder)
    {
        var path = Path.Combine(casesFolder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path)) : throw new FileNotFoundException($"'{casesFolder}' has no {FileName}", path);
    }

    /// <summary>Reads a table's text. Pure.</summary>
    public static ClaimTable Parse(string text)
    {
        var errors = new List<CaseError>();
        var claims = new List<Claim>();
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is [{ RootNode: YamlSequenceNode all }])
                foreach (var node in all)
                {
                    if (new ClaimReader(errors).Read(node) is not { } claim) continue;
                    if (claims.FirstOrDefault(c => c.Id == claim.Id) is { } first)
                        errors.Add(new(FileName, claim.Line, $"'{claim.Id}' stands a second time; the first is in line {first.Line}"));
                    else claims.Add(claim);
                }
            else errors.Add(new(FileName, 1, "the table is a list of claims: each begins with '- id: …'"));
        }
        catch (YamlException e)
        {
            // The message begins with its place in words of its own.
            errors.Add(new(FileName, (int)e.Start.Line, $"this is not YAML: {e.Message[(e.Message.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..]}"));
        }
        return new(claims, errors);
    }
}
