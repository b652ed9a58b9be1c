namespace InteropFuzz.Harness.Toolchains;

/// <summary>What builds programs for one release of a managed runtime.</summary>
public interface IToolchain
{
    /// <summary>Its name with the release: <c>go 1.24.4</c>, <c>net 10.0.1</c>.</summary>
    string Name { get; }

    /// <summary>The release with its patch: <c>1.24.4</c>.</summary>
    string Release { get; }

    /// <summary>The folder that it was installed into.</summary>
    string Root { get; }
}
