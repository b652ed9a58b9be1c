using System.Globalization;
using InteropFuzz.Harness.Batches;
using NUnit.Framework;

namespace InteropFuzz.Harness.Tests.Batches;

/// <summary>What Slurm says of tasks, and what becomes of them.</summary>
public sealed class SlurmTextTests
{
    private static IEnumerable<string[]> States => TestData.Table("batches/slurm-states.tsv");

    private static IEnumerable<string[]> Fates => TestData.Table("batches/task-fates.tsv");

    [TestCaseSource(nameof(States))]
    public void A_line_says_where_a_task_stands(string command, string line, string shard, string phase, string words)
    {
        var read = command == "squeue" ? SlurmText.Queue(line + "\n") : SlurmText.Accounting(line + "\n");
        if (shard == "-")
        {
            Assert.That(read, Is.Empty);
            return;
        }
        var (number, state) = read.Single();
        Assert.Multiple(() =>
        {
            Assert.That(number.ToString(CultureInfo.InvariantCulture), Is.EqualTo(shard));
            Assert.That(state, Is.EqualTo(new TaskState(Enum.Parse<TaskPhase>(phase), words)));
        });
    }

    [TestCaseSource(nameof(Fates))]
    public void A_task_that_was_killed_goes_on_and_one_that_cannot_is_lost(string phase, string complete, string code, string requeued, string fate)
        => Assert.That(
            TaskFates.Of(new(Enum.Parse<TaskPhase>(phase), ""), complete == "yes", code == "-" ? null : int.Parse(code, CultureInfo.InvariantCulture), int.Parse(requeued, CultureInfo.InvariantCulture)),
            Is.EqualTo(Enum.Parse<TaskFate>(fate)));
}
