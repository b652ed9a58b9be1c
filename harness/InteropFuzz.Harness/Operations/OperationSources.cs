using System.Text;

namespace InteropFuzz.Harness.Operations;

/// <summary>
/// Writes what the three interpreters have of the table: the numbers, and which function performs an operation. A compiler then
/// refuses an interpreter that lacks one. Pure.
/// </summary>
public static class OperationSources
{
    private const string Notice = "Made from native/ops/operations.tsv by 'interopfuzz operations --write'.";

    /// <summary>By path in the repository, the generated files.</summary>
    public static IReadOnlyDictionary<string, string> Make(OperationTable table) => new Dictionary<string, string>
    {
        ["native/ops/operations.h"] = ForC(table),
        ["native/go-ops/ops/operations.go"] = ForGo(table),
        ["harness/InteropFuzz.PInvokeHost/Operations/Machine.Dispatch.cs"] = ForCSharp(table),
    };

    private static string ForC(OperationTable table)
    {
        var text = new StringBuilder($"""
            /* {Notice} */
            #ifndef OPS_OPERATIONS_H
            #define OPS_OPERATIONS_H

            #define OPS_VERSION {table.Version}
            #define OPS_FIRST_ILLEGAL {OperationTable.FirstIllegal}
            #define OPS_MOST_STEPS {OperationProgram.MostSteps}
            #define OPS_LEGAL {table.Operations.Count(o => o.IsLegal)}
            #define OPS_ILLEGAL {table.Operations.Count(o => !o.IsLegal)}

            /* X(function, name, number of arguments, and name, first, count, step of each) */
            #define OPS_ROWS(X)
            """);
        foreach (var o in table.Operations)
        {
            text.Append($" \\\n\tX({o.Name.Replace('-', '_')}, \"{o.Name}\", {o.Arguments.Count}");
            for (var i = 0; i < 3; i++) text.Append(i < o.Arguments.Count && o.Arguments[i] is var a ? $", \"{a.Name}\", {a.Kind.First}, {a.Kind.Count}, {a.Kind.Step}" : ", \"\", 0, 1, 0");
            text.Append(')');
        }
        return text.Append("\n\n#endif\n").ToString();
    }

    private static string ForGo(OperationTable table)
    {
        var text = new StringBuilder($$"""
            // Code generated from native/ops/operations.tsv by 'interopfuzz operations --write'. DO NOT EDIT.

            package ops

            // Version is the format that this package reads; MostSteps bounds a program.
            const (
            	Version      = {{table.Version}}
            	MostSteps    = {{OperationProgram.MostSteps}}
            	firstIllegal = {{OperationTable.FirstIllegal}}
            )


            """);
        foreach (var legal in (bool[])[true, false])
        {
            text.Append($"var {(legal ? "legal" : "illegal")} = []operation{{\n");
            foreach (var o in table.Operations.Where(o => o.IsLegal == legal))
            {
                var arguments = string.Join(", ", o.Arguments.Select(a => $"{{\"{a.Name}\", {a.Kind.First}, {a.Kind.Count}, {a.Kind.Step}}}"));
                text.Append($"\t{{\"{o.Name}\", []argument{{{arguments}}}, (*machine).{GoMethod(o)}}},\n");
            }
            text.Append(legal ? "}\n\n" : "}\n");
        }
        return text.ToString();
    }

    private static string ForCSharp(OperationTable table)
    {
        var text = new StringBuilder($$"""
            // {{Notice}}
            namespace InteropFuzz.PInvokeHost.Operations;

            internal sealed partial class Machine
            {
                private void Perform(int number, int a, int b, int c)
                {
                    switch (number)
                    {

            """);
        foreach (var o in table.Operations)
            text.Append($"            case {o.Number}: {Pascal(o.Name)}({"a, b, c"[..Math.Max(0, 3 * o.Arguments.Count - 2)]}); break;\n");
        return text.Append("        }\n    }\n}\n").ToString();
    }

    private static string Pascal(string name) => string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>The method of Go's machine that performs an operation.</summary>
    public static string GoMethod(Operation operation) => Pascal(operation.Name) is var pascal ? char.ToLowerInvariant(pascal[0]) + pascal[1..] : pascal;
}
