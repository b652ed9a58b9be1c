using System.Text.Json;

namespace InteropFuzz.Harness.Checking.Model;

/// <summary>All that a check found out: what every report is made from. As JSON it is <c>check.json</c> of the run's folder, names in snake case.</summary>
public sealed record CheckRun
{
    /// <summary>What was asked and on what it ran.</summary>
    public required CheckInfo Info { get; init; }

    /// <summary>The packages that use cgo, or import one that does, in the order of their paths.</summary>
    public required IReadOnlyList<CheckPackage> Packages { get; init; }

    /// <summary>What became of every cell, in the order of the plan; cells without a result (the run was broken off) are not in it.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>What is wrong, each fault once; the worst first.</summary>
    public required IReadOnlyList<CheckFinding> Findings { get; init; }

    /// <summary>Whether every planned cell has a result.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>All test results with their cells.</summary>
    public IEnumerable<(CheckCell Cell, TestResult Test)> Tests => Cells.SelectMany(c => c.Tests.Select(t => (c.Cell, t)));

    /// <summary>check.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CheckJson.Default.CheckRun) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="InvalidDataException">It is no such text.</exception>
    public static CheckRun FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CheckJson.Default.CheckRun) ?? throw new InvalidDataException("this is not the result of a check");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"this is not the result of a check: {e.Message}", e);
        }
    }
}
