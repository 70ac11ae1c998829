using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons;

/// <summary>OpenBLAS, where it is installed.</summary>
internal static unsafe partial class OpenBlas
{
    private const int RowMajor = 101, AsItIs = 111, Transposed = 112;

    private static readonly string[] FileNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dll", "libopenblas.0.dylib"];

    private static delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _gemm;
    private static delegate* unmanaged<int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _gemv;
    private static delegate* unmanaged<int, float, float*, int, float*, int, void> _axpy;
    private static delegate* unmanaged<int, float*, int, float*, int, float> _dot;
    private static delegate* unmanaged<int, float*, int, float> _norm;

    /// <summary>Whether it was found.</summary>
    public static bool IsLoaded { get; private set; }

    /// <summary>Finds the library and sets its number of threads.</summary>
    /// <returns>What was found, or how to install it.</returns>
    public static string Load(int threads)
    {
        ChooseKernels();
        nint library = 0;
        if (!FileNames.Any(name => NativeLibrary.TryLoad(name, out library)))
            return "OpenBLAS is not installed, and its columns stay empty. On Debian and Ubuntu: apt install libopenblas0-pthread";

        _gemm = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemm");
        _gemv = (delegate* unmanaged<int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemv");
        _axpy = (delegate* unmanaged<int, float, float*, int, float*, int, void>)NativeLibrary.GetExport(library, "cblas_saxpy");
        _dot = (delegate* unmanaged<int, float*, int, float*, int, float>)NativeLibrary.GetExport(library, "cblas_sdot");
        _norm = (delegate* unmanaged<int, float*, int, float>)NativeLibrary.GetExport(library, "cblas_snrm2");
        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads"))(threads);
        var configuration = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_config"))();
        var core = ((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "openblas_get_corename"))();
        IsLoaded = true;
        return $"{Marshal.PtrToStringUTF8(configuration)?.Split(' ') switch { [var name, var version, ..] => $"{name} {version}", _ => "OpenBLAS" }} with the kernels of {Marshal.PtrToStringUTF8(core)}";
    }

    /// <summary>C[m,n] = A[m,k] · B[k,n], each matrix stored in rows, or transposed if asked for.</summary>
    public static void Multiply(bool transposeA, bool transposeB, int m, int n, int k, AlignedBuffer a, AlignedBuffer b, AlignedBuffer c) => _gemm(
        RowMajor,
        transposeA ? Transposed : AsItIs,
        transposeB ? Transposed : AsItIs,
        m,
        n,
        k,
        1,
        a.Pointer,
        transposeA ? m : k,
        b.Pointer,
        transposeB ? k : n,
        0,
        c.Pointer,
        n);

    /// <summary>y = Aᵀ · x, or A · x without <paramref name="transpose"/>, for A[rows,columns].</summary>
    public static void MultiplyVector(bool transpose, int rows, int columns, AlignedBuffer a, AlignedBuffer x, AlignedBuffer y) =>
        _gemv(RowMajor, transpose ? Transposed : AsItIs, rows, columns, 1, a.Pointer, columns, x.Pointer, 1, 0, y.Pointer, 1);

    /// <summary>y += factor · x.</summary>
    public static void Add(int count, float factor, AlignedBuffer x, AlignedBuffer y) => _axpy(count, factor, x.Pointer, 1, y.Pointer, 1);

    /// <summary>Σ x·y.</summary>
    public static float Dot(int count, AlignedBuffer x, AlignedBuffer y) => _dot(count, x.Pointer, 1, y.Pointer, 1);

    /// <summary>The Euclidean norm.</summary>
    public static float Norm(int count, AlignedBuffer x) => _norm(count, x.Pointer, 1);

    // Older versions do not know newer processors and fall back to kernels of half the width. The library reads the variables while it is loaded, and
    // the native ones, which .NET's own copy does not change.
    private static void ChooseKernels()
    {
        if (!OperatingSystem.IsLinux())
            return;
        UnsetVariable("OPENBLAS_L2_SIZE");
        if (Avx512F.IsSupported)
            SetVariable("OPENBLAS_CORETYPE", "SKYLAKEX", 1);
        else
            UnsetVariable("OPENBLAS_CORETYPE");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);
}
