using System.Numerics;
using InteropFuzz.Bindings.Fuzzing.Planning;

namespace InteropFuzz.Bindings.Fuzzing.Programs;

/// <summary>
/// Applies the rules of ownership to a program: what is needed is made first, what is held is not ended, what a function forbids is not called, and at
/// the end everything is ended. The same rules stand in Writing/program.go, where the target follows them; they depend on the bytes alone, never on
/// what C returned.
/// </summary>
public sealed class ProgramSteps
{
    private const int DeepestMaking = 4;
    private readonly HeaderPlan _plan;
    private readonly Place[,] _places;
    private readonly List<Step> _steps = [];
    private readonly int?[] _ring = new int?[CallProgram.Slots];
    private readonly HashSet<int> _written = [];
    private int _rooms, _serial, _making;

    private ProgramSteps(HeaderPlan plan)
    {
        _plan = plan;
        _places = new Place[plan.Kinds.Count, CallProgram.Slots];
        foreach (var kind in plan.Kinds)
            for (var slot = 0; slot < CallProgram.Slots; slot++) _places[kind.Number, slot] = new(kind, slot);
    }

    /// <summary>The calls that the program performs, in order.</summary>
    public static IReadOnlyList<Step> Of(HeaderPlan plan, IReadOnlyList<Call> calls)
    {
        var steps = new ProgramSteps(plan);
        for (var i = 0; i < calls.Count; i++) steps.Perform(calls[i], i);
        steps.EndAll();
        return steps._steps;
    }

    private bool Perform(Call call, int? index)
    {
        var firstRoom = _rooms;
        var earlier = Decode(call);
        var plan = call.Plan;
        var handles = Uses(call);
        if (!IsLegal(plan, handles)) return false;
        foreach (var (place, role) in handles)
            if (role == HandleRole.Makes && place.Object is not null) End(place);
        foreach (var (place, role) in handles)
            if (role == HandleRole.Makes) place.Make(new(place.Kind, ++_serial));
        _steps.Add(new(call, [.. handles.Select(h => h.Place.Object!)], index, firstRoom, earlier));
        Keep(plan, handles);
        foreach (var (place, _) in handles) place.Marks |= BigInteger.One << plan.Number;
        if (handles.FirstOrDefault(h => h.Role != HandleRole.Makes).Place is { } about)
            foreach (var forgotten in plan.Forgets.SelectMany(f => _plan.Calls.Where(c => c.Function.Name == f))) about.Marks &= ~(BigInteger.One << forgotten.Number);
        foreach (var (place, role) in handles)
            if (role == HandleRole.Ends) place.End();
        for (var i = firstRoom; i < firstRoom + plan.Parts.Count(p => p is RoomPart); i++) _written.Add(i);
        return true;
    }

    private Dictionary<int, int?> Decode(Call call)
    {
        var earlier = new Dictionary<int, int?>();
        for (var i = 0; i < call.Values.Count; i++)
            if (call.Plan.Parts[i] is RoomPart)
            {
                _ring[_rooms % CallProgram.Slots] = _rooms;
                _rooms++;
            }
            else if (call.Values[i] is EarlierValue { Place: var place })
                earlier[i] = _ring[place] is { } room && _written.Contains(room) ? room : null;
        return earlier;
    }

    private List<(Place Place, HandleRole Role)> Uses(Call call)
    {
        var uses = new List<(Place, HandleRole)>();
        var at = 0;
        if (call.Plan.Made is { } made) Take(made);
        foreach (var argument in call.Plan.Arguments)
            if (argument is HandleArgument handle) Take(handle);
            else at += argument.Parts.Count;
        return uses;

        void Take(HandleArgument handle)
        {
            uses.Add((_places[handle.Kind.Number, (int)((NumberValue)call.Values[at]).Number], handle.Role));
            at += handle.Parts.Count;
        }
    }

    private bool IsLegal(CallPlan plan, List<(Place Place, HandleRole Role)> handles)
    {
        for (var i = 0; i < handles.Count; i++)
            for (var j = 0; j < i; j++)
                if (handles[i].Place == handles[j].Place && (plan.Distinct || handles[i].Role != HandleRole.Uses || handles[j].Role != HandleRole.Uses)) return false;
        foreach (var (place, role) in handles)
            switch (role)
            {
                case HandleRole.Uses when place.Object is null && !Make(place):
                case HandleRole.Ends when place.Object is null || place.Held > 0:
                case HandleRole.Makes when place.Held > 0:
                    return false;
            }
        var about = handles.FirstOrDefault(h => h.Role != HandleRole.Makes).Place;
        return about is null || ((plan.After.Count == 0 || plan.After.Any(Called)) && !plan.NotAfter.Any(Called));

        bool Called(string function) => _plan.Calls.FirstOrDefault(c => c.Function.Name == function) is { } other && !(about.Marks >> other.Number).IsEven;
    }

    private bool Make(Place place)
    {
        if (place.Kind.Maker is not { } maker || _making >= DeepestMaking) return false;
        _making++;
        Perform(WithSlot(maker, HandleRole.Makes, place.Slot), null);
        _making--;
        return place.Object is not null;
    }

    private void End(Place place)
    {
        if (place.Kind.Ender is { } ender) Perform(WithSlot(ender, HandleRole.Ends, place.Slot), null);
        place.End();
    }

    /// <summary>The call with zeros everywhere but in the slot of what it makes or ends.</summary>
    private static Call WithSlot(CallPlan plan, HandleRole role, int slot)
    {
        var bytes = new byte[plan.BytesBeforeSlot(role) + 1];
        bytes[^1] = (byte)slot;
        return CallProgram.ReadOne(plan, bytes);
    }

    private static void Keep(CallPlan plan, List<(Place Place, HandleRole Role)> handles)
    {
        foreach (var (keeper, role) in handles)
        {
            if (role != HandleRole.Makes) continue;
            foreach (var (kept, other) in handles)
                if (other == HandleRole.Uses) keeper.Hold(kept);
        }
        if (!plan.Keeps || handles.Any(h => h.Role == HandleRole.Makes)) return;
        var first = handles.FirstOrDefault(h => h.Role == HandleRole.Uses).Place;
        foreach (var (kept, role) in handles)
            if (role == HandleRole.Uses && kept != first) first.Hold(kept);
    }

    private void EndAll()
    {
        while (true)
        {
            var left = _places.Cast<Place>().Where(p => p.Object is not null).OrderByDescending(p => p.Object!.Serial).ToList();
            if (left.Count == 0) return;
            var next = left.FirstOrDefault(p => p.Held == 0) ?? left[0];
            next.Held = 0;
            End(next);
        }
    }

    /// <summary>A place for a handle.</summary>
    private sealed class Place(HandleKind kind, int slot)
    {
        private readonly List<Place> _holds = [];

        public HandleKind Kind { get; } = kind;
        public int Slot { get; } = slot;
        public HandleObject? Object { get; private set; }
        public int Held { get; set; }
        public BigInteger Marks { get; set; }

        public void Make(HandleObject made) => (Object, Marks) = (made, BigInteger.Zero);

        public void Hold(Place other)
        {
            if (_holds.Contains(other)) return;
            _holds.Add(other);
            other.Held++;
        }

        public void End()
        {
            Object = null;
            foreach (var other in _holds) other.Held = Math.Max(0, other.Held - 1);
            _holds.Clear();
        }
    }
}
