using InteropFuzz.Harness.Runners;
using InteropFuzz.Harness.Running;
using InteropFuzz.Harness.Toolchains;

namespace InteropFuzz.Harness.Fuzzing;

/// <summary>What engines build and run with.</summary>
/// <param name="Cache">Where built units are kept.</param>
/// <param name="Tools">This machine's tools.</param>
/// <param name="Launcher">Starts compilers and fuzzing processes.</param>
public sealed record EngineRoom(CacheFolder Cache, HostTools Tools, Launcher Launcher)
{
    /// <summary>The machines over ssh on which programs of their architectures run; null for none. <see cref="HostTools.Far"/> of the tools goes with it.</summary>
    public Fleet? Fleet { get; init; }
}

/// <summary>All engines of this assembly. Each has one constructor, which takes an <see cref="EngineRoom"/>.</summary>
public static class EngineCatalog
{
    /// <summary>The engines, in the order of their names.</summary>
    public static IReadOnlyList<IFuzzEngine> All(EngineRoom room)
        => [.. typeof(EngineCatalog).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IFuzzEngine)))
            .Select(t => (IFuzzEngine)Activator.CreateInstance(t, room)!).OrderBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>The engine of that name; null when there is none.</summary>
    public static IFuzzEngine? Find(string name, EngineRoom room) => All(room).FirstOrDefault(e => e.Name == name);
}
