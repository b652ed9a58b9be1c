using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Operations;

/// <summary>A program as text, in the form in which every interpreter shows what it decoded.</summary>
public static class OperationListing
{
    /// <summary>A line with the version, and a line for each operation.</summary>
    public static string Of(OperationProgram program, int index)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"program {index} version {program.Version}\n"));
        for (var i = 0; i < program.Steps.Count; i++) text.Append(CultureInfo.InvariantCulture, $"{i} {program.Steps[i]}\n");
        return text.ToString();
    }
}
