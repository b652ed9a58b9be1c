using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Reading;

/// <summary>Reads a C header into the model.</summary>
public static class HeaderReader
{
    /// <summary>Reads a header.</summary>
    /// <exception cref="HeaderException">There is no such header, or clang finds errors in it.</exception>
    /// <exception cref="LibclangMissingException">There is no libclang on this machine, or not all that belongs to it.</exception>
    public static CHeader Read(ReadRequest request)
    {
        if (!File.Exists(request.Header)) throw new HeaderException($"there is no header '{request.Header}'");
        try
        {
            return ReadExisting(request);
        }
        catch (DllNotFoundException e)
        {
            // ClangSharp.Interop asks a second library, libClangSharp, for some things; that one can be missing alone.
            throw new LibclangMissingException(e.Message);
        }
    }

    private static CHeader ReadExisting(ReadRequest request)
    {
        string[] arguments =
        [
            "-x", "c", "-std=gnu17", "-Wno-pragma-once-outside-header", .. request.AllComments ? ["-fparse-all-comments"] : Array.Empty<string>(),
            .. request.ClangArguments, .. BuiltinHeaders(),
        ];
        using var unit = ParsedUnit.Parse(request.Header, arguments);
        var errors = unit.Errors().Select(e => e.Text).ToList();
        if (errors.Count > 0) throw new HeaderException(string.Join('\n', errors));

        var scope = new Scope(request);
        var top = DeclarationReader.Top(unit.Root).ToList();
        var tags = new TagReader(scope, top);
        var declarations = new DeclarationReader(scope, tags);
        foreach (var cursor in top) declarations.Read(cursor);
        var (constants, macros) = MacroReader.Read(unit, scope, request, arguments);
        return new(Path.GetFileName(request.Header))
        {
            Functions = [.. declarations.Functions],
            Records = [.. tags.Records.Where(r => r.Name.Length > 0)],
            Enums = [.. tags.Enums],
            Typedefs = [.. declarations.Typedefs],
            Constants = constants,
            Omissions = [.. declarations.Omissions, .. macros],
        };
    }

    /// <summary>stddef.h and its like belong to the compiler. Where libclang came without them, gcc's are the last resort.</summary>
    private static IEnumerable<string> BuiltinHeaders()
    {
        const string Gcc = "/usr/lib/gcc";
        if (!Directory.Exists(Gcc)) return [];
        var include = Directory.EnumerateDirectories(Gcc).SelectMany(Directory.EnumerateDirectories)
            .Where(d => d.Contains(Environment.Is64BitProcess && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "/aarch64" : "/x86_64", StringComparison.Ordinal))
            .Select(d => Path.Combine(d, "include")).Where(Directory.Exists).Order(StringComparer.Ordinal).LastOrDefault();
        return include is null ? [] : ["-idirafter", include];
    }
}
