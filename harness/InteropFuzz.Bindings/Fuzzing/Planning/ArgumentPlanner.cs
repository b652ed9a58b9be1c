using System.Globalization;
using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Fuzzing.Programs;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>
/// Decides how the parameters of a function, or the fields of a struct, get their values: by annotations, then by types, order and names.
/// Throws <see cref="UnboundException"/> where none of them tells.
/// </summary>
internal sealed class ArgumentPlanner(CHeader header, Annotations annotations, HandleFinder handles, PlanOptions options)
{
    private const int MostBytes = ushort.MaxValue;
    private const int DeepestStruct = 4;
    private readonly List<Trampoline> _trampolines = [];

    /// <summary>The callbacks so far.</summary>
    public IReadOnlyList<Trampoline> Trampolines => _trampolines;

    /// <summary>The plans of a function's parameters.</summary>
    public IReadOnlyList<ArgumentPlan> Parameters(CFunction function)
    {
        var note = annotations.Functions.GetValueOrDefault(function.Name);
        var names = new GoNames();
        var items = function.Parameters.Select((p, i) => new Item(p.Name, names.Take(p.Name.Length > 0 ? p.Name : $"a{i + 1}"), p.Type.Decay(), Note(note, p, i))).ToList();
        var plans = new ArgumentPlan?[items.Count];
        for (var i = 0; i < items.Count; i++)
            if (items[i].Note?.Value is null && handles.Of(function, i) is var (kind, role, way))
                plans[i] = new HandleArgument(items[i].Name, items[i].Type, kind, role, way,
                    way == HandleWay.Itself && handles.IsFilled(kind, function.Name) ? Fields(items[i].Type.Target()!, items[i].Name, buffersOnly: true, 0) : []);
        return Plan(items, plans, function.Name, 0);
    }

    /// <summary>The function that takes something back; it has one parameter. The C library's free is known everywhere.</summary>
    public CFunction Freeing(Noted<string> name)
        => header.Functions.FirstOrDefault(f => f.Name == name.Value && f.Parameters is [var only] && only.Type.Decay().Bare() is PointerType)
            ?? (name.Value == "free" ? new("free", "free", new VoidType(), [new("", new PointerType(new VoidType()))], CComment.None, default)
            : throw Wrong(name.Line, $"{header.Name} has no function '{name.Value}' that takes a pointer and nothing else"));

    private ArgumentPlan[] Plan(List<Item> items, ArgumentPlan?[] plans, string owner, int depth)
    {
        for (var i = 0; i < items.Count; i++)
            if (plans[i] is null && items[i].Note is { } note)
                if (note.Value is { } expression) plans[i] = new FixedArgument(items[i].Name, items[i].Type, expression);
                else if (note.User) plans[i] = new UserArgument(items[i].Name, items[i].Type);
        PairByNotes(items, plans);
        PairByNames(items, plans);
        var called = items.Any(i => i.Type.Target()?.Bare() is FunctionType);
        for (var i = 0; i < items.Count; i++) plans[i] ??= Alone(items[i], owner, called, depth);
        return plans!;
    }

    private void PairByNotes(List<Item> items, ArgumentPlan?[] plans)
    {
        foreach (var group in items.Where(i => i.Note?.Length is not null).GroupBy(i => i.Note!.Length!).ToList())
        {
            var line = group.First().Note!.Line;
            var length = items.FindIndex(i => i.CName == group.Key || i.Name == group.Key);
            if (length < 0) throw Wrong(line, $"there is no '{group.Key}' beside '{group.First().CName}'");
            var type = items[length].Type;
            if (!(type.Target() ?? type).IsInteger()) throw Wrong(line, $"'{group.Key}' is no length: it is a {type.Spell()}");
            foreach (var item in group)
            {
                var at = items.IndexOf(item);
                plans[at] = item.Note!.Text ? Text(item) : Buffer(item, type.Target() ?? type);
            }
            plans[length] = Length(items[length], [.. group.Select(g => plans[items.IndexOf(g)]!)]);
        }
    }

    private void PairByNames(List<Item> items, ArgumentPlan?[] plans)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (plans[i] is not null || !IsMemory(items[i])) continue;
            var target = items[i].Type.Target()!;
            foreach (var j in new[] { i + 1, i - 1 })
            {
                if (j < 0 || j >= items.Count || plans[j] is not null || items[j].Note is { Range: not null } or { Values.Count: > 0 }) continue;
                var type = items[j].Type;
                var named = NameWords.IsLength(items[j].CName);
                if (type.Target() is { } behind)
                {
                    // The address of a length: how much there is before, how much was written after.
                    if (!named || !behind.IsInteger() || behind.IsByte() || behind.IsReadOnly() || target.IsReadOnly()) continue;
                }
                else if (!type.IsInteger() || type.IsByte()) continue;
                else if (target.IsChar() && target.IsReadOnly() && !named)
                {
                    // It may be a text with flags behind it, or with its length: a text and its true length fit both.
                    if (j < i || !NameWords.MayBeLength(items[j].CName) || type is AliasType { Name: not "size_t" }) continue;
                    plans[i] = Text(items[i]);
                    plans[j] = Length(items[j], [plans[i]!]);
                    break;
                }
                else if (!named && !(type.IsNamed("size_t") || items[j].CName.Length == 0 || (target.Bare() is VoidType && NameWords.MayBeLength(items[j].CName)))) continue;
                else if (j < i && !named) continue;
                plans[i] = Buffer(items[i], type.Target() ?? type);
                plans[j] = Length(items[j], [plans[i]!]);
                break;
            }
        }
    }

    /// <summary>Whether it is a pointer that may come with a length.</summary>
    private static bool IsMemory(Item item)
        => item.Type.Target() is { } target && item.Note is null or { Text: false, Elements: null }
            && (target.Bare() is VoidType || (target.Bare() is NumberType && (target.IsByte() || target.IsReadOnly() || item.Note?.Buffer is not null)));

    private BufferArgument Buffer(Item item, CType length)
    {
        var target = item.Type.Target() ?? throw Wrong(item.Note?.Line ?? 1, $"'{item.CName}' is no pointer");
        var element = Math.Max(1, target.ElementSize());
        // Lengths of numbers are in elements, those of void and bytes in bytes.
        var most = length.Number()!.Value switch { NumberKind.Char or NumberKind.SChar => 127, NumberKind.UChar => 255, NumberKind.Short => short.MaxValue, _ => MostBytes };
        return new(item.Name, item.Type, Use(item, target), element, null, (int)Math.Min(MostBytes, (long)most * element), item.Note?.Kept ?? false);
    }

    private static BufferUse Use(Item item, CType target) => item.Note?.Buffer switch
    {
        "in" => BufferUse.In,
        "out" => BufferUse.Out,
        "inout" => BufferUse.InOut,
        _ => target.IsReadOnly() ? BufferUse.In : NameWords.IsSource(item.CName) ? BufferUse.InOut : BufferUse.Out,
    };

    private static LengthArgument Length(Item item, IReadOnlyList<ArgumentPlan> of)
        => new(item.Name, item.Type, [.. of.Select(o => o.Name)], of.OfType<BufferArgument>().FirstOrDefault()?.Element ?? 1,
            item.Type.Target() is not null ? of.OfType<BufferArgument>().FirstOrDefault(b => b.Use != BufferUse.In)?.Name : null);

    private static TextArgument Text(Item item) => new(item.Name, item.Type, item.Note?.Values ?? [], item.Note?.Null ?? false, item.Note?.Kept ?? false);

    private ArgumentPlan Alone(Item item, string owner, bool called, int depth)
    {
        if (item.Type.Bare() is UnsupportedType unsupported) throw new UnboundException($"'{item.Name}' is {unsupported.Spelling}: {unsupported.Reason}");
        return item.Type.Bare() switch
        {
            NumberType => Number(item),
            EnumType { Enum: var e } => Enum(item, e),
            RecordType => Struct(item, item.Type, byAddress: false, depth),
            PointerType pointer => Pointer(item, pointer.Target, owner, called, depth),
            var other => throw new UnboundException($"'{item.Name}' is a {other.Spell()}"),
        };
    }

    private ArgumentPlan Pointer(Item item, CType target, string owner, bool called, int depth)
    {
        var note = item.Note;
        if (target.Bare() is FunctionType function) return Callback(item, function, owner);
        if (note?.Elements is { } elements)
            return new BufferArgument(item.Name, item.Type, Use(item, target), Math.Max(1, target.ElementSize()), elements * Math.Max(1, target.ElementSize()), MostBytes, note.Kept);
        if (note is { Text: true } or { Values.Count: > 0 } && target.IsByte()) return Text(item);
        switch (target.Bare())
        {
            case VoidType when called && NameWords.IsUserData(item.CName):
                return new UserArgument(item.Name, item.Type);
            case NumberType when target.IsChar() && target.IsReadOnly():
                return Text(item);
            case RecordType { Record: { IsOwn: false, IsComplete: false } record }:
                return NullOr(item, $"'{item.Name}' points to {record.CName}, which is not this header's");
            case RecordType { Record: { IsComplete: false } record }:
                return NullOr(item, $"'{item.Name}' points to a {record.Name}: no function is known that makes one and no function that ends it; say them under 'handles'");
            case RecordType:
                return Struct(item, target, byAddress: true, depth);
            case PointerType inner when !target.IsReadOnly() && !inner.Target.IsNamed("va_list"):
                return new OutPointerArgument(item.Name, item.Type, target, note?.FreedBy is { } name ? Freeing(name) : null);
            case NumberType when !target.IsByte():
                return new CellArgument(item.Name, item.Type, target, Number(item with { Type = target }));
            case EnumType { Enum: var e }:
                return new CellArgument(item.Name, item.Type, target, Enum(item with { Type = target }, e));
            case UnsupportedType unsupported:
                return NullOr(item, $"'{item.Name}' is {unsupported.Spelling}: {unsupported.Reason}");
            case PointerType:
                return NullOr(item, $"'{item.Name}' is an array of pointers");
            default:
                return NullOr(item, $"'{item.Name}' is a {item.Type.Spell()} and nothing says how long; say 'length', 'elements' or 'text' in the annotations");
        }
    }

    private static NullArgument NullOr(Item item, string reason)
        => item.Note is { Null: true } ? new(item.Name, item.Type) : throw new UnboundException(reason);

    private ArgumentPlan Number(Item item)
    {
        if (item.Note is { Values.Count: > 0 } listed) return new ChoiceArgument(item.Name, item.Type, [.. listed.Values.Select(v => Constant(v, listed.Line))], Beyond: false);
        var kind = item.Type.Number()!.Value;
        Part part = kind switch
        {
            NumberKind.Float or NumberKind.Double => new RealPart(),
            NumberKind.Bool => new RangePart(0, 1),
            _ => item.Note?.Range is var (first, last) ? new RangePart(first, last) : new NumberPart(kind.Size(), kind.IsSigned()),
        };
        return new NumberArgument(item.Name, item.Type, part);
    }

    private ChoiceArgument Enum(Item item, CEnum e)
    {
        var choices = item.Note is { Values.Count: > 0 } listed ? listed.Values.Select(v => Constant(v, listed.Line)) : e.Values.Select(v => new Choice(v.Name, v.Value));
        var known = choices.DistinctBy(c => c.Value).Take(255).ToList();
        return known.Count > 0 ? new(item.Name, item.Type, known, options.OutOfRange) : throw new UnboundException($"'{item.Name}' is an enum without constants");
    }

    private CallbackArgument Callback(Item item, FunctionType function, string owner)
    {
        var why = function.IsVariadic ? "takes a variable number of arguments" : function.Parameters.Append(function.Result).Select(t => t.Unsupported()).FirstOrDefault(u => u is not null)?.Reason;
        if (why is null && function.Result.Bare() is RecordType) why = "returns a struct";
        if (why is not null) throw new UnboundException($"the callback '{item.Name}' {why}");
        var (first, last) = item.Note?.Returns ?? (0, function.Result.IsInteger() ? 1 : 0);
        var about = $"{owner}, {item.Name}";
        var trampoline = new Trampoline(_trampolines.Count, function, first, last, about);
        _trampolines.Add(trampoline);
        return new(item.Name, item.Type, trampoline, item.Note?.Null ?? false);
    }

    private StructArgument Struct(Item item, CType record, bool byAddress, int depth)
    {
        var known = ((RecordType)record.Bare()).Record;
        if (!known.IsComplete) throw new UnboundException($"'{item.Name}' is a {known.CName}, whose fields are not known");
        if (known.CName is null && record is not AliasType) throw new UnboundException($"'{item.Name}' is a struct without a name");
        if (depth >= DeepestStruct) throw new UnboundException($"'{item.Name}' is a struct in too many structs");
        return new(item.Name, item.Type, record, byAddress, Fields(record, item.Name, buffersOnly: false, depth + 1), item.Note?.Kept ?? false);
    }

    /// <summary>The fields that get a value. Pointers of which nothing is known are NULL; unions and bit-fields stay zero.</summary>
    /// <param name="type">The struct.</param>
    /// <param name="owner">The argument it is, for the names of variables.</param>
    /// <param name="buffersOnly">Only memory and its lengths: the rest belongs to the library.</param>
    /// <param name="depth">How many structs it is in.</param>
    private List<ArgumentPlan> Fields(CType type, string owner, bool buffersOnly, int depth)
    {
        var record = ((RecordType)type.Bare()).Record;
        if (record.IsUnion) return [];
        var notes = annotations.Structs.FirstOrDefault(s => type.IsNamed(s.Key) || record.Name == s.Key).Value.Value;
        var items = record.Fields.Where(f => f is { Name.Length: > 0, BitWidth: null } && f.Type.Bare() is not (ArrayType or UnsupportedType or RecordType { Record: { IsComplete: false } or { CName: null } or { IsUnion: true } }))
            .Select(f => new Item(f.Name, f.Name, f.Type, notes?.GetValueOrDefault(f.Name))).ToList();
        var plans = new ArgumentPlan?[items.Count];
        if (!buffersOnly && items.FirstOrDefault(i => i.Type.Target()?.Bare() is FunctionType && i.Note is null) is { } callback)
            throw new UnboundException($"'{owner}' holds callbacks, such as '{callback.CName}'; say under 'structs' which of its fields may be NULL or what they return");
        for (var i = 0; i < items.Count; i++)
            if (items[i].Note is null or { Null: true } && items[i].Type.Target() is { } target && !IsMemory(items[i]) | target.Bare() is FunctionType) plans[i] = new NullArgument(items[i].Name, items[i].Type);
        foreach (var item in items.Where(i => i.Note is { Null: true, Length: null })) plans[items.IndexOf(item)] = new NullArgument(item.Name, item.Type);
        PairByNotes(items, plans);
        PairByNames(items, plans);
        for (var i = 0; i < items.Count; i++)
            if (plans[i] is null && IsMemory(items[i]) && items[i].Note is null) plans[i] = new NullArgument(items[i].Name, items[i].Type);
        if (buffersOnly)
            return [.. plans.Where(p => p is BufferArgument or LengthArgument).Select(p => Named(p!, owner))];
        var all = Plan(items, plans, owner, depth);
        return [.. all.Where(p => p is not NullArgument).Select(p => Named(p, owner))];
    }

    /// <summary>A field's variable has the argument's name before its own: two arguments may be of one struct.</summary>
    private static ArgumentPlan Named(ArgumentPlan field, string owner) => field switch
    {
        LengthArgument length => length with { Name = $"{owner}.{length.Name}", Of = [.. length.Of.Select(o => $"{owner}.{o}")], Wrote = length.Wrote is { } w ? $"{owner}.{w}" : null },
        StructArgument inner => inner with { Name = $"{owner}.{inner.Name}", Fields = [.. inner.Fields.Select(f => Named(f, owner))] },
        _ => field with { Name = $"{owner}.{field.Name}" },
    };

    private Choice Constant(string word, int line)
    {
        if (Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return new(word, number);
        if (header.Constants.FirstOrDefault(c => c.Name == word)?.Value is NumberConstant constant) return new(word, constant.Value);
        var value = header.Enums.SelectMany(e => e.Values).Where(v => v.Name == word).Take(1).ToList();
        return value is [var found] ? new(word, found.Value) : throw Wrong(line, $"{header.Name} has no constant '{word}'");
    }

    private static ArgumentNote? Note(FunctionNote? note, CParameter parameter, int index)
        => note?.Arguments.FirstOrDefault(a => (parameter.Name.Length > 0 && a.Key == parameter.Name) || a.Key == (index + 1).ToString(CultureInfo.InvariantCulture)).Value;

    private AnnotationException Wrong(int line, string what) => new(annotations.File, line, what);
}
