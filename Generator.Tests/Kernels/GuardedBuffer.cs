using System.Runtime.InteropServices;

namespace NetGen.Tests.Kernels;

/// <summary>Floats that end exactly at a page nobody may touch: one float too far ends the process. Zero at first.</summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private readonly byte* _pages;
    private readonly nuint _size;
    private readonly float* _start;

    public GuardedBuffer(int length)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint usable = ((nuint)length * sizeof(float) + page - 1) / page * page;
        _size = usable + page;
        _pages = OperatingSystem.IsWindows() ? AllocateOnWindows(usable) : AllocateOnUnix(usable);
        Length = length;
        _start = (float*)(_pages + usable) - length;
    }

    public GuardedBuffer(int length, Random random)
        : this(length)
    {
        foreach (ref float value in Span)
            value = random.NextSingle() * 2 - 1;
    }

    public int Length { get; }

    public Span<float> Span => new(_start, Length);

    /// <summary>The first float; for an empty buffer the start of the forbidden page.</summary>
    public ref float Reference => ref *_start;

    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
            VirtualFree(_pages, 0, 0x8000);
        else
            munmap(_pages, _size);
    }

    private byte* AllocateOnUnix(nuint usable)
    {
        const int ReadWrite = 3, Private = 2;
        int anonymous = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
        byte* pages = mmap(null, _size, ReadWrite, Private | anonymous, -1, 0);
        if ((nint)pages == -1 || mprotect(pages + usable, _size - usable, 0) != 0)
            throw new OutOfMemoryException($"mmap of {_size} bytes failed.");
        return pages;
    }

    private byte* AllocateOnWindows(nuint usable)
    {
        const uint Reserve = 0x2000, Commit = 0x1000, NoAccess = 1, ReadWrite = 4;
        byte* pages = VirtualAlloc(null, _size, Reserve, NoAccess);
        if (pages is null || (usable > 0 && VirtualAlloc(pages, usable, Commit, ReadWrite) is null))
            throw new OutOfMemoryException($"VirtualAlloc of {_size} bytes failed.");
        return pages;
    }

    [LibraryImport("libc")]
    private static partial byte* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32")]
    private static partial byte* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
