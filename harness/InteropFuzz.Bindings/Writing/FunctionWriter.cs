using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Writing;

/// <summary>Writes functions.</summary>
internal sealed class FunctionWriter(TypeMap types, BindingOptions options, Lines lines, List<COmission> omissions)
{
    /// <summary>Writes one function, or lists why it cannot be.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(CFunction function)
    {
        var result = function.Result.Bare() is VoidType ? null : types.WhyNotValue(function.Result);
        var parameter = function.Parameters.FirstOrDefault(p => types.WhyNotValue(p.Type) is not null);
        if ((result ?? (parameter.Type is null ? null : types.WhyNotValue(parameter.Type))) is { } reason)
        {
            omissions.Add(new(function.Place, $"function {function.Name}", reason));
            return false;
        }
        foreach (var weak in function.Parameters.Select(p => p.Type).Append(function.Result).Where(types.IsWeak))
            omissions.Add(new(function.Place, $"function {function.Name}", $"bound, but with void* where C has '{weak.Spell()}', which C# cannot say"));

        var name = Identifier.Member(function.Name, options.ClassName);
        lines.Add("");
        lines.Document(function.Comment);
        Import(function, name);
        var mapped = types.Map(function.Result);
        if (TypeMap.NativeName(function.Result, mapped) is { } native) lines.Add($"[return: {native}]");
        var modifier = options.Import == ImportKind.LibraryImport ? "partial" : "extern";
        lines.Add($"public static {modifier} {mapped} {name}({string.Join(", ", function.Parameters.Select(Parameter))});");
        return true;
    }

    private void Import(CFunction function, string name)
    {
        var library = Lines.Literal(options.Library);
        var entry = function.Symbol == name.TrimStart('@') ? "" : $", EntryPoint = {Lines.Literal(function.Symbol)}";
        var error = options.SetLastError.Contains(function.Name) || options.SetLastError.Contains("*") ? ", SetLastError = true" : "";
        if (options.Import == ImportKind.LibraryImport)
        {
            lines.Add($"[LibraryImport({library}{entry}{error})]");
            lines.Add("[UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]");
        }
        else lines.Add($"[DllImport({library}, CallingConvention = CallingConvention.Cdecl{entry}, ExactSpelling = true{error})]");
    }

    private string Parameter(CParameter parameter, int index)
    {
        var mapped = types.Map(parameter.Type);
        var native = TypeMap.NativeName(parameter.Type, mapped) is { } attribute ? $"[{attribute}] " : "";
        return $"{native}{mapped} {(parameter.Name.Length > 0 ? Identifier.Of(parameter.Name) : $"param{index}")}";
    }
}
