using System.Globalization;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Batches;

/// <summary>Slurm, by its commands (sbatch(1), squeue(1), sacct(1), scontrol(1) of 22.05; the formats are older).</summary>
public sealed class Slurm : IBatchEngine
{
    /// <inheritdoc/>
    public string Name => "slurm";

    /// <inheritdoc/>
    public string? WhyNotHere => HostPath.FindProgram("sbatch") is null ? "sbatch is not installed here: submit from a machine of the cluster, or apt-get install slurm-client" : null;

    /// <inheritdoc/>
    public string SubmitCommand(string script) => Shell.Line(["sbatch", script]);

    /// <inheritdoc/>
    public string CancelCommand(IEnumerable<string> jobs) => Shell.Line(["scancel", .. jobs]);

    /// <inheritdoc/>
    public string Script(SubmissionFolder folder, Submission submission, BatchArray array)
    {
        string[] directives =
        [
            $"--job-name=interopfuzz-{array.Arch}",
            string.Create(CultureInfo.InvariantCulture, $"--array=1-{array.Shards}"),
            $"--constraint={Quoted(array.Constraint)}",
            "--nodes=1",
            "--ntasks=1",
            string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={submission.Cpus}"),
            "--requeue",
            "--open-mode=append",
            $"--chdir={Quoted(submission.WorkingFolder)}",
            $"--output={Quoted($"{folder.Logs}/{array.Arch}-")}%a.log",
            .. submission.Directives,
        ];
        return $$"""
            #!/bin/sh
            {{string.Join('\n', directives.Select(d => $"#SBATCH {d}"))}}

            # Each task runs one shard. One that was killed goes on where it was when it is back.
            set -u
            shard=$SLURM_ARRAY_TASK_ID
            kept={{Shell.Quote($"{folder.Shards}/{array.Arch}-")}}$shard
            mkdir -p "$kept" || exit
            rm -f "$kept/exit"
            set --
            for run in "$kept"/*/run.json; do
            	[ -f "$run" ] && set -- --resume last
            done
            {{Shell.Line(submission.Command)}} run --arch {{array.Arch}} --shard "$shard/{{array.Shards}}" --artifacts "$kept" --jobs "${SLURM_CPUS_PER_TASK:-1}" {{Shell.Line(submission.Options)}} "$@"
            code=$?
            echo "$code" >"$kept/exit"
            # Cells that are not as expected are a result: the task has done its work.
            case $code in
            0 | 1 | 4) exit 0 ;;
            *) exit "$code" ;;
            esac

            """;
    }

    /// <inheritdoc/>
    public void Check(string script) => Ask("sbatch", "--test-only", script);

    /// <inheritdoc/>
    public string Submit(string script)
    {
        var answer = Ask("sbatch", "--parsable", script);
        // JOB or JOB;CLUSTER, perhaps behind remarks of the site's own plugins.
        var job = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()?.Split(';')[0] ?? "";
        return job.Length > 0 && job.All(char.IsAsciiDigit) ? job : throw new BatchException($"sbatch named no job: {answer.Trim()}");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<int, TaskState> States(string job)
    {
        var queue = HostCommand.Ask("squeue", ["--jobs=" + job, "--array", "--states=all", "--noheader", "--format=%K|%T|%r"]) ?? throw new BatchException("squeue does not start");
        // A job that ended a while ago (MinJobAge of slurm.conf) is known to the accounting only, where the site keeps one.
        if (queue.Code != 0 && !queue.Output.Contains("Invalid job id", StringComparison.Ordinal)) throw new BatchException(queue.Output.Trim());
        var states = SlurmText.Accounting(HostCommand.Ask("sacct", ["--jobs=" + job, "--allocations", "--parsable2", "--noheader", "--format=JobID,State"]) is { Code: 0 } kept ? kept.Output : "");
        foreach (var (shard, state) in SlurmText.Queue(queue.Code == 0 ? queue.Output : "")) states[shard] = state;
        return states;
    }

    /// <inheritdoc/>
    public void Requeue(string job, int shard) => Ask("scontrol", "requeue", string.Create(CultureInfo.InvariantCulture, $"{job}_{shard}"));

    private static string Ask(string program, params string[] arguments)
        => HostCommand.Ask(program, arguments) switch
        {
            { Code: 0 } answer => answer.Output,
            { } answer => throw new BatchException(answer.Output.Trim()),
            null => throw new BatchException($"{program} does not start"),
        };

    /// <summary>A value behind #SBATCH, which sbatch splits like a shell; <c>%</c> and a backslash mean something in file names.</summary>
    private static string Quoted(string value)
        => value.AsSpan().IndexOfAny("\"\\%\n") >= 0
            ? throw new BatchException($"Slurm reads no path or word with a quote, a backslash, a percent sign or a line break in it: {value}")
            : $"\"{value}\"";
}
