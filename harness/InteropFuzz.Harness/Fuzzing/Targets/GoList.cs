using System.Text;
using System.Text.Json;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing.Targets;

/// <summary>Calls <c>go list</c>.</summary>
/// <param name="launcher">Starts the go command.</param>
public sealed class GoList(Launcher launcher)
{
    /// <summary>Where Debian and Ubuntu keep the sources of Go packages.</summary>
    private const string DebianTree = "/usr/share/gocode";

    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    /// <summary>What go list says of packages, broken ones too.</summary>
    /// <param name="toolchain">Whose go command.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="flags">Flags besides <c>-e</c> and <c>-json</c>.</param>
    /// <param name="patterns">Packages.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The packages, and what the go command said besides.</returns>
    /// <exception cref="InvalidDataException">The answer is not understood.</exception>
    public async Task<(IReadOnlyList<GoPackage> Packages, string Words)> ListAsync(
        GoToolchain toolchain, string folder, IEnumerable<string> flags, IEnumerable<string> patterns, IReadOnlyDictionary<string, string> environment, CancellationToken cancel)
    {
        var result = await launcher.RunAsync(new()
        {
            Command = [toolchain.GoCommand, "list", "-e", .. flags, $"-json={GoPackage.Fields}", .. patterns],
            Environment = environment,
            WorkingDirectory = folder,
            Deadline = s_deadline,
            HeadBytes = 64 << 20,
        }, cancel);
        // Objects begin and end on lines of their own; what stands between them are the go command's words.
        StringBuilder objects = new(), words = new();
        var inside = false;
        foreach (var line in result.Output.Split('\n'))
        {
            inside |= line == "{";
            (inside ? objects : words).Append(line).Append('\n');
            inside &= line != "}";
        }
        try
        {
            return (GoPackage.ReadList(Encoding.UTF8.GetBytes(objects.ToString())), words.ToString().Trim());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"go list is not understood: {e.Message}", e);
        }
    }

    /// <summary>The GOPATH entry that a folder lies in; null when it lies below no src.</summary>
    public static string? TreeOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at.Parent is not null; at = at.Parent)
            if (at.Name == "src") return at.Parent.FullName;
        return null;
    }

    /// <summary>Makes the go command look for packages in a GOPATH entry, then in the user's own and in Debian's.</summary>
    public static void UseTree(Dictionary<string, string> environment, string tree)
    {
        environment["GO111MODULE"] = "off";
        environment["GOPATH"] = string.Join(Path.PathSeparator, new[] { tree, environment.GetValueOrDefault("GOPATH", ""), DebianTree }.Where(t => t.Length > 0).Distinct());
    }
}
