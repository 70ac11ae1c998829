using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// A small number as a type argument: rows, or vectors of columns, of a tile. Its size in bytes is the number, because the JIT knows sizes while it reads a
/// method and leaves out what a tile does not have. The value of a property it learns after it has read everything: tiles then take twice as long to compile
/// and have more variables than it keeps in registers.
/// </summary>
internal interface ITileSize;

/// <summary>No size has no bytes, so this one must be asked for by its type.</summary>
internal readonly struct None : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct One : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Two : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Three : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Four : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Five : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Six : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Seven : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Eight : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Nine : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Ten : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Eleven : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Twelve : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 13)]
internal readonly struct Thirteen : ITileSize;
