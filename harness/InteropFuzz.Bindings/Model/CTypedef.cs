namespace InteropFuzz.Bindings.Model;

/// <summary>A typedef.</summary>
/// <param name="Name">The new name.</param>
/// <param name="Type">What it stands for; a pointer to a <see cref="FunctionType"/> is a callback's type.</param>
/// <param name="Comment">Its documentation comment.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record CTypedef(string Name, CType Type, CComment Comment, CPlace Place);
