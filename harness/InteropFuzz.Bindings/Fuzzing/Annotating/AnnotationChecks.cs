using System.Globalization;
using System.IO.Enumeration;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Annotating;

/// <summary>Compares annotations with the header: what they name must be there.</summary>
internal static class AnnotationChecks
{
    /// <exception cref="AnnotationException">Something is not there.</exception>
    public static void Check(CHeader header, Annotations annotations)
    {
        // Functions that cannot be called anyway may stand in the annotations too: another version of the header may have them.
        var functions = header.Functions.ToDictionary(f => f.Name);
        var known = functions.Keys.Concat(header.Omissions.Select(o => o.What.Replace("function ", "", StringComparison.Ordinal))).ToHashSet();
        foreach (var (name, reason) in annotations.LeaveOut)
            if (!annotations.ForEveryVersion && !known.Any(f => FileSystemName.MatchesSimpleExpression(name, f, ignoreCase: false))) throw new AnnotationException(annotations.File, reason.Line, $"{header.Name} has no function '{name}'");
        foreach (var note in annotations.Functions.Values)
        {
            Known(note.Name, note.Line);
            foreach (var other in note.After.Concat(note.NotAfter).Concat(note.Forgets)) Known(other.Value, other.Line);
            if (!functions.TryGetValue(note.Name, out var function)) continue;
            foreach (var (parameter, argument) in note.Arguments)
                if (!function.Parameters.Select((p, i) => (p.Name, Number: (i + 1).ToString(CultureInfo.InvariantCulture))).Any(p => p.Name == parameter || p.Number == parameter))
                    throw new AnnotationException(annotations.File, argument.Line, $"{note.Name} has no parameter '{parameter}'; it has {string.Join(", ", function.Parameters.Select((p, i) => p.Name.Length > 0 ? p.Name : $"{i + 1}"))}");
        }
        foreach (var (name, fields) in annotations.Structs)
        {
            if (header.Records.FirstOrDefault(r => r.Name == name || header.Typedefs.Any(t => t.Name == name && (t.Type.Bare() as RecordType)?.Record == r)) is not { } record)
                throw new AnnotationException(annotations.File, fields.Line, $"{header.Name} has no struct '{name}'");
            foreach (var (field, note) in fields.Value)
                if (!record.Fields.Any(f => f.Name == field)) throw new AnnotationException(annotations.File, note.Line, $"'{name}' has no field '{field}'");
        }

        void Known(string name, int line)
        {
            if (!annotations.ForEveryVersion && !known.Contains(name)) throw new AnnotationException(annotations.File, line, $"{header.Name} has no function '{name}'");
        }
    }
}
