using InteropFuzz.Harness.Toolchains;
using Microsoft.Diagnostics.Runtime;

namespace InteropFuzz.Harness.Diagnostics;

/// <summary>
/// Reads the managed stacks of a dump with ClrMD. It loads the runtime's own reader (libmscordaccore.so) and follows pointers of a process
/// that is broken, so it belongs into a process that may die: <c>interopfuzz net-stacks</c>.
/// </summary>
public static class DumpStacks
{
    /// <summary>Frames of an endless recursion that are worth reading.</summary>
    private const int MostFrames = 128;

    /// <summary>The stacks of all managed threads that have managed frames.</summary>
    /// <param name="path">The dump.</param>
    /// <param name="sdk">The .NET whose reader is used; the dump must be of its runtime.</param>
    /// <exception cref="InvalidDataException">It is no dump, of no .NET process, or of another runtime.</exception>
    public static IReadOnlyList<ManagedStack> Read(string path, NetSdk sdk)
    {
        try
        {
            using var target = DataTarget.LoadDump(path);
            var clr = target.ClrVersions.FirstOrDefault() ?? throw new InvalidDataException($"{path} is of no .NET process");
            var folder = Path.GetDirectoryName(clr.ModuleInfo.FileName);
            if (folder != sdk.Runtime) throw new InvalidDataException($"{path} is of the runtime in {folder}, not of that in {sdk.Runtime}");
            // A small dump lacks the version resource that ClrMD compares; the folder has just said as much.
            using var runtime = clr.CreateRuntime(Path.Combine(sdk.Runtime, "libmscordaccore.so"), ignoreMismatch: true);
            using var lines = new PdbLines();
            return [.. runtime.Threads.Where(t => t.IsAlive).Select(t => Read(t, lines)).Where(t => t.Frames.Count > 0)];
        }
        catch (Exception e) when (e is ClrDiagnosticsException or BadImageFormatException or IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static ManagedStack Read(ClrThread thread, PdbLines lines)
    {
        var frames = new List<ManagedFrame>();
        foreach (var frame in thread.EnumerateStackTrace(includeContext: false, maxFrames: MostFrames))
        {
            if (frame.Method is not { } method) continue;
            var isCall = frame.Kind == ClrStackFrameKind.Runtime && frame.FrameName == "InlinedCallFrame";
            if (!isCall && (frame.Kind != ClrStackFrameKind.ManagedMethod || method.Name?.StartsWith("IL_STUB_", StringComparison.Ordinal) != false)) continue;
            var name = method.Signature ?? $"{method.Type.Name}.{method.Name}";
            // The same call is shown twice: where it went, and where it comes back.
            if (isCall && frames.Count > 0 && frames[^1] is { IsCall: true } last && last.Name == name)
            {
                frames[^1] = last with { Ip = frame.InstructionPointer };
                continue;
            }
            frames.Add(new(frame.InstructionPointer, name, isCall ? null : lines.Find(method.Type.Module.Name, method.MetadataToken, method.GetILOffset(frame.InstructionPointer)), isCall));
        }
        var exception = thread.CurrentException is { } e ? $"{e.Type.Name}{(e.Message is { Length: > 0 } message ? ": " + message : "")}" : null;
        return new(thread.OSThreadId, thread.ManagedThreadId, exception, frames);
    }
}
