using System.Globalization;
using System.Text;

namespace InteropFuzz.Harness.Operations;

/// <summary>An operation of a program with its arguments.</summary>
/// <param name="Operation">What to do.</param>
/// <param name="A">The first argument; 0 where there is none.</param>
/// <param name="B">The second.</param>
/// <param name="C">The third.</param>
public readonly record struct OperationStep(Operation Operation, int A, int B, int C)
{
    /// <summary>An operation with the first value of each argument.</summary>
    public static OperationStep First(Operation operation)
    {
        int Value(int i) => i < operation.Arguments.Count ? operation.Arguments[i].Kind.First : 0;
        return new(operation, Value(0), Value(1), Value(2));
    }

    /// <summary>As traces show it: <c>block-alloc slot=1 size=66</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Operation.Name);
        ReadOnlySpan<int> values = [A, B, C];
        for (var i = 0; i < Operation.Arguments.Count; i++) text.Append(CultureInfo.InvariantCulture, $" {Operation.Arguments[i].Name}={values[i]}");
        return text.ToString();
    }
}
