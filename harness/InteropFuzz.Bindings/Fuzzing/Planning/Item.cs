using InteropFuzz.Bindings.Fuzzing.Annotating;
using InteropFuzz.Bindings.Model;

namespace InteropFuzz.Bindings.Fuzzing.Planning;

/// <summary>A parameter or a field that needs a value.</summary>
/// <param name="CName">Its name in C; empty when it has none.</param>
/// <param name="Name">Its name in the generated code.</param>
/// <param name="Type">Its type; arrays and functions have become pointers where it is a parameter.</param>
/// <param name="Note">What is said about it.</param>
internal sealed record Item(string CName, string Name, CType Type, ArgumentNote? Note);

/// <summary>Why a function is not called.</summary>
/// <param name="reason">In words that can follow its name.</param>
internal sealed class UnboundException(string reason) : Exception(reason);
