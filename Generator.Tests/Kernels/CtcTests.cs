using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>CTC beside the sum over all paths, at every width and before guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed class CtcTests
{
    private const int Steps = 6, Classes = 3, Labels = 3, Rows = 8;

    // Labels, steps and count of each row: repeated labels, the fewest steps, none at all, more labels than steps, no such class, a blank, too many.
    private static readonly (float[] Labels, float Steps, float Count)[] Cases =
    [
        ([1, 1, 2], 6, 3), ([1, 2, 1], 3, 3), ([2, 7, 7], 5, 1), ([-1, -1, -1], 4, 0), ([1, 1, 1], 4, 3), ([1, 3, 1], 6, 2), ([1, 0, 1], 6, 2), ([1, 2, 1], 7, 3),
    ];

    [Fact]
    public void ForwardLossAndGradient_EveryRow_AreSumsOverAllPaths() => Widths.ForEach(default(AllPaths));

    [Fact]
    public void Loss_OfLabelsThatDoNotFit_IsZeroOnRequest()
    {
        var (sizes, memory) = (new CtcSizes(2, 2, 3, 0), new float[64]);
        float[] labels = [1, 1, 1], steps = [2], counts = [3], probabilities = [-1, -1, -1, -1], loss = [5];
        Ctc.Forward(sizes, ref probabilities[0], ref labels[0], ref steps[0], ref counts[0], 0, 1, ref memory[0]);
        Ctc.Loss(sizes, ref memory[0], ref labels[0], ref steps[0], ref counts[0], zeroInfinity: false, 0, 1, ref loss[0]);
        Assert.Equal(float.PositiveInfinity, loss[0]);
        Ctc.Loss(sizes, ref memory[0], ref labels[0], ref steps[0], ref counts[0], zeroInfinity: true, 0, 1, ref loss[0]);
        Assert.Equal(0, loss[0]);
    }

    [Fact]
    public void Loss_OfALongSequence_StaysFiniteWhereProbabilitiesWouldNot()
    {
        // 2,000 steps of probability 1/2 each: 2⁻²⁰⁰⁰ is no double. All 2,000 · 1,999 / 2 + 2,000 paths that say 1 once are equally probable.
        const int Long = 2000;
        CtcSizes sizes = new(Long, 2, 1, 0);
        using GuardedBuffer probabilities = new(Long * 2), memory = new(Long * sizes.States);
        probabilities.Span.Fill(-MathF.Log(2));
        float[] labels = [1], steps = [Long], counts = [1], loss = [0];
        Ctc.Forward(sizes, ref probabilities.Reference, ref labels[0], ref steps[0], ref counts[0], 0, 1, ref memory.Reference);
        Ctc.Loss(sizes, ref memory.Reference, ref labels[0], ref steps[0], ref counts[0], false, 0, 1, ref loss[0]);
        Assert.Equal((Long * Math.Log(2)) - Math.Log(Long * (Long + 1.0) / 2), loss[0], 0.01);
    }

    private readonly struct AllPaths : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            // Class 0 is the blank, and once class 2 with the labels moved.
            for (int shift = 0; shift <= 2; shift += 2)
            {
                CtcSizes sizes = new(Steps, Classes, Labels, shift);
                using GuardedBuffer probabilities = Probabilities(), labels = new(Rows * Labels), steps = new(Rows), counts = new(Rows), adjoint = new(Rows, new Random(2));
                for (int row = 0; row < Rows; row++)
                {
                    (float[] named, steps.Span[row], counts.Span[row]) = Cases[row];
                    named.Select(label => label is >= 0 and < Classes ? (label + shift) % Classes : label).ToArray().CopyTo(labels.Span[(row * Labels)..]);
                }

                using GuardedBuffer forward = new(Rows * Steps * sizes.States), loss = new(Rows), gradient = new(Rows * Steps * Classes);
                Ctc.Forward<V>(sizes, ref probabilities.Reference, ref labels.Reference, ref steps.Reference, ref counts.Reference, 0, Rows, ref forward.Reference);
                Ctc.Loss(sizes, ref forward.Reference, ref labels.Reference, ref steps.Reference, ref counts.Reference, false, 0, Rows, ref loss.Reference);
                gradient.Span.Fill(float.NaN);
                Ctc.Gradient<V>(
                    sizes, ref forward.Reference, ref labels.Reference, ref steps.Reference, ref counts.Reference, ref probabilities.Reference, ref adjoint.Reference, 0, Rows, ref gradient.Reference);
                for (int row = 0; row < Rows; row++)
                {
                    Span<float> named = labels.Span.Slice(row * Labels, Labels), values = probabilities.Span.Slice(row * Steps * Classes, Steps * Classes);
                    AssertRow(row, named.ToArray(), values.ToArray(), shift, loss.Span[row], adjoint.Span[row], gradient.Span.Slice(row * Steps * Classes, Steps * Classes).ToArray());
                }
            }
        }

        private static GuardedBuffer Probabilities()
        {
            GuardedBuffer values = new(Rows * Steps * Classes, new Random(1));
            foreach (ref float value in values.Span)
                value -= 1.5f;
            return values;
        }

        private static void AssertRow(int row, float[] labels, float[] probabilities, int blank, float loss, float adjoint, float[] gradient)
        {
            if (row >= 5)
            {
                Assert.True(float.IsNaN(loss));
                Assert.Equal(new float[Steps * Classes], gradient);
                return;
            }

            int steps = (int)Cases[row].Steps;
            int[] wanted = [.. labels.Take((int)Cases[row].Count).Select(label => (int)label)];
            double total = 0;
            double[] shares = new double[Steps * Classes];
            for (int path = 0; path < (int)Math.Pow(Classes, steps); path++)
            {
                int[] classes = [.. Enumerable.Range(0, steps).Select(t => path / (int)Math.Pow(Classes, t) % Classes)];
                if (!classes.Where((c, t) => c != blank && (t == 0 || classes[t - 1] != c)).SequenceEqual(wanted))
                    continue;
                double probability = Math.Exp(classes.Select((c, t) => (double)probabilities[(t * Classes) + c]).Sum());
                total += probability;
                for (int t = 0; t < steps; t++)
                    shares[(t * Classes) + classes[t]] += probability;
            }

            Assert.Equal(total == 0 ? double.PositiveInfinity : -Math.Log(total), loss, 1e-5);
            for (int i = 0; i < shares.Length; i++)
                Assert.Equal(total == 0 ? 0 : -adjoint * shares[i] / total, gradient[i], 1e-5);
        }
    }
}
