using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Connectionist temporal classification: Graves, Fernández, Gomez and Schmidhuber (2006), by logarithms of probabilities.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ctc
{
    /// <summary>
    /// result[r, t, s] = log of the probability to be in state s at step t, having gone through the states before, for the rows [<paramref name="begin"/>,
    /// <paramref name="end"/>). What cannot be, or is behind the steps of a row, is below −10²⁹.
    /// </summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="logProbabilities">First element of [rows, steps, classes].</param>
    /// <param name="labels">First element of [rows, labels], whole numbers.</param>
    /// <param name="steps">The steps of each row, whole numbers.</param>
    /// <param name="counts">The labels of each row, likewise.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    /// <param name="result">First element of [rows, steps, states].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        CtcSizes sizes, ref float logProbabilities, ref float labels, ref float steps, ref float counts, int begin, int end, ref float result)
    {
        if (Vector512.IsHardwareAccelerated)
            Forward<Simd512>(sizes, ref logProbabilities, ref labels, ref steps, ref counts, begin, end, ref result);
        else if (Vector256.IsHardwareAccelerated)
            Forward<Simd256>(sizes, ref logProbabilities, ref labels, ref steps, ref counts, begin, end, ref result);
        else
            Forward<Simd128>(sizes, ref logProbabilities, ref labels, ref steps, ref counts, begin, end, ref result);
    }

    /// <summary>
    /// result[r] = −log of the probability of the labels. Labels that do not fit into the steps give ∞, or 0 if <paramref name="zeroInfinity"/>; numbers that name no
    /// class or count give NaN.
    /// </summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="forward">What <see cref="Forward(CtcSizes, ref float, ref float, ref float, ref float, int, int, ref float)"/> gave.</param>
    /// <param name="labels">First element of [rows, labels], whole numbers.</param>
    /// <param name="steps">The steps of each row, whole numbers.</param>
    /// <param name="counts">The labels of each row, likewise.</param>
    /// <param name="zeroInfinity">What impossible labels cost: nothing or ∞.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    /// <param name="result">First element of [rows].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Loss(
        CtcSizes sizes, ref float forward, ref float labels, ref float steps, ref float counts, bool zeroInfinity, int begin, int end, ref float result)
    {
        CtcLattice lattice = new(sizes);
        for (int row = begin; row < end; row++)
        {
            float loss = LossOf(ref lattice, sizes, ref forward, ref labels, ref steps, ref counts, row);
            Unsafe.Add(ref result, row) = float.IsInfinity(loss) && zeroInfinity ? 0 : loss;
        }
    }

    /// <summary>
    /// result[r, t, c] = −<paramref name="adjoint"/>[r] · the probability of class c at step t given the labels. Rows whose labels do not fit, and steps behind those
    /// of a row, have none.
    /// </summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="forward">What <see cref="Forward(CtcSizes, ref float, ref float, ref float, ref float, int, int, ref float)"/> gave.</param>
    /// <param name="labels">First element of [rows, labels], whole numbers.</param>
    /// <param name="steps">The steps of each row, whole numbers.</param>
    /// <param name="counts">The labels of each row, likewise.</param>
    /// <param name="logProbabilities">First element of [rows, steps, classes].</param>
    /// <param name="adjoint">The gradient of each row's loss.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    /// <param name="result">First element of [rows, steps, classes].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(
        CtcSizes sizes, ref float forward, ref float labels, ref float steps, ref float counts, ref float logProbabilities, ref float adjoint, int begin, int end, ref float result)
    {
        if (Vector512.IsHardwareAccelerated)
            Gradient<Simd512>(sizes, ref forward, ref labels, ref steps, ref counts, ref logProbabilities, ref adjoint, begin, end, ref result);
        else if (Vector256.IsHardwareAccelerated)
            Gradient<Simd256>(sizes, ref forward, ref labels, ref steps, ref counts, ref logProbabilities, ref adjoint, begin, end, ref result);
        else
            Gradient<Simd128>(sizes, ref forward, ref labels, ref steps, ref counts, ref logProbabilities, ref adjoint, begin, end, ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward<V>(
        CtcSizes sizes, ref float logProbabilities, ref float labels, ref float steps, ref float counts, int begin, int end, ref float result)
        where V : struct, ISimd<V>
    {
        CtcLattice lattice = new(sizes);
        for (int row = begin; row < end; row++)
        {
            Span<float> values = Steps(ref result, row, sizes.Steps * sizes.States);
            values.Fill(CtcLattice.Impossible);
            if (!lattice.Load(ref Unsafe.Add(ref labels, (nint)row * sizes.Labels), Unsafe.Add(ref steps, row), Unsafe.Add(ref counts, row)))
                continue;
            ref float emitted = ref Unsafe.Add(ref logProbabilities, (nint)row * sizes.Steps * sizes.Classes);
            for (int step = 0; step < lattice.Steps; step++)
            {
                if (step == 0)
                    lattice.Start(ref emitted, isLast: false);
                else
                    lattice.Forward<V>(ref Unsafe.Add(ref emitted, (nint)step * sizes.Classes));
                lattice.Now.CopyTo(values[(step * sizes.States)..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gradient<V>(
        CtcSizes sizes, ref float forward, ref float labels, ref float steps, ref float counts, ref float logProbabilities, ref float adjoint, int begin, int end, ref float result)
        where V : struct, ISimd<V>
    {
        CtcLattice lattice = new(sizes);
        for (int row = begin; row < end; row++)
        {
            Steps(ref result, row, sizes.Steps * sizes.Classes).Clear();
            float loss = LossOf(ref lattice, sizes, ref forward, ref labels, ref steps, ref counts, row);
            if (!float.IsFinite(loss))
                continue;
            Span<float> values = Steps(ref forward, row, sizes.Steps * sizes.States);
            for (int step = lattice.Steps - 1; step >= 0; step--)
            {
                nint at = (((nint)row * sizes.Steps) + step) * sizes.Classes;
                if (step == lattice.Steps - 1)
                    lattice.Start(ref Unsafe.Add(ref logProbabilities, at), isLast: true);
                else
                    lattice.Backward<V>(ref Unsafe.Add(ref logProbabilities, at));
                lattice.Subtract<V>(values.Slice(step * sizes.States, sizes.States), loss, Unsafe.Add(ref adjoint, row), ref Unsafe.Add(ref result, at));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LossOf(ref CtcLattice lattice, CtcSizes sizes, ref float forward, ref float labels, ref float steps, ref float counts, int row)
    {
        if (!lattice.Load(ref Unsafe.Add(ref labels, (nint)row * sizes.Labels), Unsafe.Add(ref steps, row), Unsafe.Add(ref counts, row)))
            return float.NaN;
        return lattice.Loss(lattice.Steps == 0 ? [] : Steps(ref forward, row, sizes.Steps * sizes.States).Slice((lattice.Steps - 1) * sizes.States, sizes.States));
    }

    /// <summary>What a row has for all its steps.</summary>
    private static Span<float> Steps(ref float values, int row, int count) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref values, (nint)row * count), count);
}
