using System.Text;
using InteropFuzz.Bindings.Fuzzing.Planning;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>Words that mutations may put into programs.</summary>
public static class ProgramDictionary
{
    private const int MostWords = 2000;

    /// <summary>The annotations' own words, short calls of every function, and the header's constants as numbers are written.</summary>
    public static IEnumerable<byte[]> Of(HeaderPlan plan)
        => plan.Annotations.Dictionary.Select(Encoding.UTF8.GetBytes)
            .Concat(plan.Calls.Select(c => CallProgram.Write(plan, [CallProgram.ReadOne(c, [])])).Where(c => c.Length <= 32))
            .Concat(plan.Header.Constants.Select(c => c.Value).OfType<NumberConstant>().Where(c => c.Value > 127 || c.Value < 0).SelectMany(c => Number(c.Value)))
            .Where(w => w.Length > 0).DistinctBy(Convert.ToHexString).Take(MostWords);

    private static IEnumerable<byte[]> Number(Int128 value)
    {
        foreach (var width in value >= int.MinValue && value <= uint.MaxValue ? new[] { 4 } : [8])
        {
            var bytes = new List<byte>();
            PartWriter.Write(bytes, new NumberPart(width, IsSigned: value < 0), new NumberValue(value));
            yield return [.. bytes];
        }
    }
}
