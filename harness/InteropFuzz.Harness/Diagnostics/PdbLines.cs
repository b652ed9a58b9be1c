using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>Source lines by method and IL offset, from the portable PDBs beside assemblies.</summary>
public sealed class PdbLines : IDisposable
{
    private readonly Dictionary<string, MetadataReaderProvider?> _pdbs = [];

    /// <summary><c>file:line 12</c> for an offset in a method; null when there is no PDB, or it does not say.</summary>
    /// <param name="assembly">The assembly's path; its PDB has the same name.</param>
    /// <param name="token">The method's metadata token.</param>
    /// <param name="offset">The offset in its IL; of a frame that waits for a call to return, behind the call.</param>
    public string? Find(string? assembly, int token, int offset)
    {
        if (assembly is null || Open(assembly) is not { } provider) return null;
        try
        {
            var reader = provider.GetMetadataReader();
            var handle = MetadataTokens.MethodDefinitionHandle(token & 0xFFFFFF).ToDebugInformationHandle();
            if (MetadataTokens.GetRowNumber(handle) > reader.MethodDebugInformation.Count) return null;
            SequencePoint? found = null;
            foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
            {
                if (point.IsHidden) continue;
                if (point.Offset > offset && found is not null) break;
                found = point;
            }
            return found is { } p ? $"{reader.GetString(reader.GetDocument(p.Document).Name)}:line {p.StartLine}" : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pdb in _pdbs.Values) pdb?.Dispose();
    }

    private MetadataReaderProvider? Open(string assembly)
    {
        if (_pdbs.TryGetValue(assembly, out var known)) return known;
        var path = Path.ChangeExtension(assembly, ".pdb");
        try
        {
            return _pdbs[assembly] = File.Exists(path) ? MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return _pdbs[assembly] = null;
        }
    }
}
