using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>How one function is called.</summary>
/// <param name="Number">Its number in programs, from 0.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">Its parameters in order.</param>
public sealed record CallPlan(int Number, CFunction Function, IReadOnlyList<ArgumentPlan> Arguments)
{
    /// <summary>The handle that it returns; null when it returns none that is to be ended.</summary>
    public HandleArgument? Made { get; init; }

    /// <summary>What its result says when a handle was made by another way than the result: zero, nonzero, or null for nothing.</summary>
    public string? MadeWhen { get; init; }

    /// <summary>The function that takes back what it returns; null when nobody has to.</summary>
    public CFunction? FreedBy { get; init; }

    /// <summary>The buffer that holds as many bytes as the result says; null when the result does not tell.</summary>
    public string? Wrote { get; init; }

    /// <summary>Functions of which one must have been called with the handle before; empty for none.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Functions after which it may not be called with the handle.</summary>
    public IReadOnlyList<string> NotAfter { get; init; } = [];

    /// <summary>Functions to which the handle counts as never given, afterwards.</summary>
    public IReadOnlyList<string> Forgets { get; init; } = [];

    /// <summary>Whether its handles must be different ones.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether the handle made, or else the first one, keeps the others.</summary>
    public bool Keeps { get; init; } = true;

    /// <summary>The handle that it makes by its result first, then those of its parameters.</summary>
    public IReadOnlyList<HandleArgument> Handles => [.. Made is null ? Array.Empty<HandleArgument>() : [Made], .. Arguments.OfType<HandleArgument>()];

    /// <summary>All parts of a call in the order of its bytes.</summary>
    public IReadOnlyList<Part> Parts => [.. Made?.Parts ?? [], .. Arguments.SelectMany(a => a.Parts)];

    /// <summary>How many bytes of zeros stand before the slot of the handle that it makes or ends.</summary>
    public int BytesBeforeSlot(HandleRole role)
    {
        if (Made is not null && role == HandleRole.Makes) return 0;
        var before = Made is null ? 0 : 1;
        foreach (var argument in Arguments)
        {
            if (argument is HandleArgument handle && handle.Role == role) return before;
            before += argument.Parts.Sum(CallProgram.ZeroBytes);
        }
        return before;
    }
}
