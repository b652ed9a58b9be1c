#nullable enable
#pragma warning disable CS0169, CS1591 // The shapes and the words are libclang's: clang-c/Index.h describes them.
using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

/// <summary>Called for each child; libclang is on the stack, so nothing may be thrown out of it.</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
public unsafe delegate CXChildVisitResult CXCursorVisitor(CXCursor cursor, CXCursor parent, void* client_data);
