using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>The managed frames of one thread in a dump, innermost first.</summary>
/// <param name="OsThread">The kernel's number of it, as gdb shows it (LWP).</param>
/// <param name="ManagedThread">.NET's number of it.</param>
/// <param name="Exception">The exception that it was handling: type and message; null for none.</param>
/// <param name="Frames">Its managed frames and the crossings between them.</param>
public sealed record ManagedStack(uint OsThread, int ManagedThread, string? Exception, IReadOnlyList<ManagedFrame> Frames);

/// <summary>One of them.</summary>
/// <param name="Ip">The address where it goes on.</param>
/// <param name="Name"><c>Type.Method(ArgumentTypes)</c>.</param>
/// <param name="Place"><c>file:line 12</c>; null when no PDB tells.</param>
/// <param name="IsCall">Whether it is the native function that a P/Invoke called, and not managed code.</param>
public sealed record ManagedFrame(ulong Ip, string Name, string? Place, bool IsCall);

/// <summary>How the reader of dumps, a process of its own, hands over what it read: a line of JSON for each thread.</summary>
public static class ManagedStackLines
{
    /// <summary>One line.</summary>
    public static string Write(ManagedStack stack) => JsonSerializer.Serialize(stack, ManagedStackJson.Default.ManagedStack);

    /// <summary>All lines that are stacks; what else stands there is passed over.</summary>
    public static IReadOnlyList<ManagedStack> Read(string text)
    {
        var stacks = new List<ManagedStack>();
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith('{')) continue;
            try
            {
                if (JsonSerializer.Deserialize(line, ManagedStackJson.Default.ManagedStack) is { Frames: not null } stack) stacks.Add(stack);
            }
            catch (JsonException)
            {
                // Cut off.
            }
        }
        return stacks;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManagedStack))]
internal sealed partial class ManagedStackJson : JsonSerializerContext;
