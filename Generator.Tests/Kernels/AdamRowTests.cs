using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Whole rows of a gradient against one vector after the other, in memory that ends at guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed unsafe class AdamRowTests
{
    [Fact]
    public void ApplyRow_AnySettingsAndTail_GivesTheBitsOfApply() => Widths.ForEach(default(Tails));

    private readonly struct Tails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach ((float scale, float penalty, float keep) in ((float, float, float)[])[(1, 0, 1), (0.5f, 0, 1), (1, 0.01f, 1), (1, 0, 0.99f)])
            {
                for (int count = 1; count <= 3 * V.Count + 1; count++)
                {
                    foreach (float factor in (float[])[1, -0.3f])
                    {
                        float[] before = Update<V>(count, factor, scale, penalty, keep, byRow: false);
                        Assert.Equal(before, Update<V>(count, factor, scale, penalty, keep, byRow: true));
                    }
                }
            }
        }

        private static float[] Update<V>(int count, float factor, float scale, float penalty, float keep, bool byRow)
            where V : struct, ISimd<V>
        {
            using GuardedBuffer parameters = new(count, new Random(6)), means = new(count, new Random(7)), squares = new(count);
            using GuardedBuffer gradient = new(count, new Random(5));
            UpdateTarget target = new()
            {
                Parameters = (float*)Unsafe.AsPointer(ref parameters.Reference),
                First = (float*)Unsafe.AsPointer(ref means.Reference),
                Second = (float*)Unsafe.AsPointer(ref squares.Reference),
                LearningRate = 0.1f,
                GradientScale = scale,
                Step = 3,
            };
            AdamUpdate update = new(target, 0.9, 0.999) { Epsilon = 1e-8f, Penalty = penalty, Keep = keep };
            if (byRow)
                update.ApplyRow<V>(factor, ref gradient.Reference, 0, (nuint)count);
            else
                GradientRow.Apply<V, AdamUpdate>(update, factor, ref gradient.Reference, 0, (nuint)count);
            return [.. parameters.Span, .. means.Span, .. squares.Span];
        }
    }
}
