using System.IO.Enumeration;
using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>
/// Finds the kinds of handles: what functions with names such as create, new, init and open return, store or fill, and functions with names such
/// as free, destroy and close take back. Annotations come first.
/// </summary>
internal sealed class HandleFinder
{
    private readonly List<Draft> _drafts = [];
    private readonly CHeader _header;

    public HandleFinder(CHeader header, Annotations annotations)
    {
        _header = header;
        foreach (var note in annotations.Handles.Values) Annotated(note, annotations);
        foreach (var record in Records().Where(r => !_drafts.Any(d => d.Is(new RecordType(r))))) Recognise(record);
    }

    /// <summary>The kinds, by their numbers.</summary>
    public IReadOnlyList<HandleKind> Kinds => [.. _drafts.Select(d => d.Kind)];

    /// <summary>The handle that a function's result is; null when it is none that the caller has to end.</summary>
    public HandleKind? MadeByResult(CFunction function) => _drafts.FirstOrDefault(d => d.Makers.Contains(function.Name) && d.Fits(function.Result) && !d.Kind.IsCallers)?.Kind;

    /// <summary>The handle that a parameter is; null when it is none.</summary>
    public (HandleKind Kind, HandleRole Role, HandleWay Way)? Of(CFunction function, int parameter)
    {
        var type = function.Parameters[parameter].Type.Decay();
        if (Draft.Choose(_drafts.Where(d => d.Fits(type)), function.Name) is { } draft)
        {
            var first = function.Parameters.Take(parameter).All(p => !draft.Fits(p.Type.Decay()));
            var role = first && draft.Enders.Contains(function.Name) ? HandleRole.Ends
                : first && draft.Kind.IsCallers && draft.Makers.Contains(function.Name) ? HandleRole.Makes : HandleRole.Uses;
            return (draft.Kind, role, HandleWay.Itself);
        }
        if (type.Target() is { } inner && _drafts.FirstOrDefault(d => d.Fits(inner) && (d.Makers.Contains(function.Name) || d.Enders.Contains(function.Name))) is { Kind.IsCallers: false } behind)
            return (behind.Kind, behind.Enders.Contains(function.Name) ? HandleRole.Ends : HandleRole.Makes, HandleWay.Variable);
        return null;
    }

    /// <summary>What a maker's result says; null for nothing.</summary>
    public string? MadeWhen(HandleKind kind) => _drafts.Single(d => d.Kind == kind).MadeWhen;

    /// <summary>Whether the fields of a handle with buffers are filled before this function.</summary>
    public bool IsFilled(HandleKind kind, string function) => _drafts.Single(d => d.Kind == kind).Filled.Contains(function);

    /// <summary>Which function is taken first among those that make or end: the one that stands first.</summary>
    public int Rank(HandleKind kind, HandleRole role, string function)
        => (role == HandleRole.Makes ? _drafts.Single(d => d.Kind == kind).Makers : _drafts.Single(d => d.Kind == kind).Enders).IndexOf(function);

    private void Annotated(HandleNote note, Annotations annotations)
    {
        foreach (var name in note.Makers.Concat(note.Enders).Concat(note.Filled))
            if (!annotations.ForEveryVersion && !_header.Functions.Any(f => f.Name == name.Value)) throw new AnnotationException(annotations.File, name.Line, $"{_header.Name} has no function '{name.Value}'");
        bool Is(CType t) => t.IsNamed(note.Type);
        bool Fits(CType t) => t.IsNamed(note.Type) ? t.Bare() is PointerType : t.Target() is { } target && Is(target);
        if (!_header.Functions.Any(f => f.Parameters.Any(p => Fits(p.Type.Decay()) || (p.Type.Decay().Target() is { } inner && Fits(inner))) || Fits(f.Result)))
            throw new AnnotationException(annotations.File, note.Line, $"no function of {_header.Name} takes or returns a '{note.Type}'");
        var makers = note.Makers.Count > 0 ? [.. note.Makers.Select(m => m.Value)] : Named(Fits, makes: true);
        var callers = makers.Count > 0 && !_header.Functions.Where(f => makers.Contains(f.Name)).Any(f => Fits(f.Result) || f.Parameters.Any(p => p.Type.Decay().Target() is { } inner && Fits(inner)));
        _drafts.Add(new(new(Name(note.Name), _drafts.Count, callers), Is, Fits)
        {
            Makers = makers,
            Enders = note.Enders.Count > 0 ? [.. note.Enders.Select(e => e.Value)] : Named(Fits, makes: false),
            Users = note.Users,
            MadeWhen = note.Made ?? (callers ? "zero" : null),
            Filled = [.. note.Filled.Select(f => f.Value)],
        });
    }

    private void Recognise(CRecord record)
    {
        bool Is(CType t) => t.Bare() is RecordType { Record: var r } && r == record;
        bool Fits(CType t) => t.TargetRecord() == record;
        var makers = Named(Fits, makes: true);
        var enders = Named(Fits, makes: false);
        if (makers.Count > 0 && enders.Count > 0)
        {
            _drafts.Add(new(new(Name(record.Name), _drafts.Count, isCallers: false), Is, Fits) { Makers = makers, Enders = enders });
            return;
        }
        if (!record.IsComplete) return;
        // Memory of the caller: pairs such as deflateInit and deflateEnd, of which a struct may have several.
        var takers = _header.Functions.Where(f => f.Parameters.Count > 0 && Fits(f.Parameters[0].Type.Decay())).ToList();
        foreach (var stem in takers.Select(f => NameWords.Stem(f.Name, ofEnder: false)).OfType<string>().Distinct())
        {
            var ends = takers.Where(f => NameWords.Stem(f.Name, ofEnder: true) == stem).Select(f => f.Name).ToList();
            if (ends.Count == 0) continue;
            _drafts.Add(new(new(Name($"{stem}_{record.Name}"), _drafts.Count, isCallers: true), Is, Fits)
            {
                Makers = [.. takers.Where(f => NameWords.Stem(f.Name, ofEnder: false) == stem).Select(f => f.Name),
                    .. takers.Where(f => f.Parameters.Count > 1 && Fits(f.Parameters[1].Type.Decay()) && f.Name.StartsWith(stem + "Copy", StringComparison.OrdinalIgnoreCase)).Select(f => f.Name)],
                Enders = ends,
                Stem = stem,
                MadeWhen = "zero",
            });
        }
    }

    /// <summary>Functions whose names and types are those of makers, or of enders. An ender takes nothing else but numbers.</summary>
    private List<string> Named(Func<CType, bool> fits, bool makes)
    {
        bool Behind(CParameter p) => p.Type.Decay().Target() is { } inner && !inner.IsReadOnly() && fits(inner) && !inner.Target()!.IsReadOnly();
        var found = makes
            ? _header.Functions.Where(f => NameWords.Makes(f.Name) && ((fits(f.Result) && !f.Result.Target()!.IsReadOnly()) || f.Parameters.Any(Behind)))
            : _header.Functions.Where(f => NameWords.Ends(f.Name) && f.Parameters.Count > 0 && (fits(f.Parameters[0].Type.Decay()) || Behind(f.Parameters[0]))
                && f.Parameters.Skip(1).All(p => p.Type.Decay().Bare() is not PointerType) && !fits(f.Result));
        var all = found.OrderBy(f => f.Parameters.Count).Select(f => f.Name).ToList();
        return !makes && all.Any(NameWords.SurelyEnds) ? [.. all.Where(NameWords.SurelyEnds)] : all;
    }

    private IEnumerable<CRecord> Records()
        => _header.Functions.SelectMany(f => f.Parameters.Select(p => p.Type).Append(f.Result))
            .Select(t => t.Decay().TargetRecord() ?? t.Decay().Target()?.TargetRecord()).OfType<CRecord>()
            .Where(r => r.IsOwn && r.Name.Length > 0).Distinct();

    private string Name(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return _drafts.Any(d => d.Kind.Name == plain) ? $"{plain}_{_drafts.Count}" : plain;
    }

    /// <summary>A kind in the making.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Is">Whether a type is what its pointers point to.</param>
    /// <param name="Fits">Whether a type is its pointer.</param>
    private sealed record Draft(HandleKind Kind, Func<CType, bool> Is, Func<CType, bool> Fits)
    {
        public List<string> Makers { get; init; } = [];
        public List<string> Enders { get; init; } = [];
        public IReadOnlyList<string> Users { get; init; } = [];
        public string? Stem { get; init; }
        public string? MadeWhen { get; init; }
        public IReadOnlyList<string> Filled { get; init; } = [];

        /// <summary>Of several kinds that share a type: the one that names the function, or whose functions begin like this one.</summary>
        public static Draft? Choose(IEnumerable<Draft> fitting, string function)
        {
            var all = fitting.ToList();
            return all.Count <= 1 ? all.FirstOrDefault()
                : all.FirstOrDefault(d => d.Makers.Contains(function) || d.Enders.Contains(function))
                ?? all.FirstOrDefault(d => d.Users.Any(u => FileSystemName.MatchesSimpleExpression(u, function, ignoreCase: false)))
                ?? all.Where(d => d.Stem is not null && function.StartsWith(d.Stem, StringComparison.OrdinalIgnoreCase)).MaxBy(d => d.Stem!.Length)
                ?? all[0];
        }
    }
}
