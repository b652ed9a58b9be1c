using InteropFuzz.Harness.Running;
using InteropFuzz.Reporting.Crashes;
using InteropFuzz.Triage;

namespace InteropFuzz.Cli.Inputs;

/// <summary>Reads all inputs, several at once, in their order.</summary>
public static class InputReading
{
    /// <summary>What was read and what was passed over.</summary>
    /// <param name="Inputs">What was read or could not be read.</param>
    /// <param name="PassedOver">Binary files met in folders.</param>
    public sealed record Outcome(IReadOnlyList<TriagedInput> Inputs, IReadOnlyList<string> PassedOver);

    /// <summary>Reads; an input that cannot be read does not stop the others.</summary>
    /// <param name="inputs">What to read.</param>
    /// <param name="progress">Told of each input that is done.</param>
    /// <param name="cancel">Ends the wait at once, even for standard input.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Outcome> ReadAsync(IReadOnlyList<TriageInput> inputs, CountProgress progress, CancellationToken cancel)
    {
        var read = new TriagedInput?[inputs.Count];
        await Task.Run(() => Parallel.For(0, inputs.Count, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            read[i] = Read(inputs[i], cancel);
            progress.Done();
        }), cancel).WaitAsync(cancel);
        return new([.. read.OfType<TriagedInput>()], [.. inputs.Where((_, i) => read[i] is null).Select(i => i.Name)]);
    }

    private static TriagedInput? Read(TriageInput input, CancellationToken cancel)
    {
        try
        {
            using var text = input.Open(cancel);
            return text is null ? null : new(input.Name, CrashReader.ReadAll(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or CoreFileException or UsageException)
        {
            return new(input.Name, [], e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A report that trips one of the readers must not take the others with it.
            return new(input.Name, [], $"this is a fault of InteropFuzz itself, please report it with this input: {e.Message}");
        }
    }
}
