using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Whole rows of a gradient against one vector after the other, in memory that ends at guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed unsafe class UpdateRowTests
{
    [Fact]
    public void Adam_AnySettingsAndTail_GivesTheBitsOfApply() => Widths.ForEach(default(AdamTails));

    [Fact]
    public void Sgd_AnySettingsAndTail_GivesTheBitsOfApply() => Widths.ForEach(default(SgdTails));

    private readonly struct AdamTails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach ((float scale, float penalty, float keep) in ((float, float, float)[])[(1, 0, 1), (0.5f, 0, 1), (1, 0.01f, 1), (1, 0, 0.99f)])
                Check<V, AdamUpdate>(scale, target => new AdamUpdate(target, 0.9, 0.999) { Epsilon = 1e-8f, Penalty = penalty, Keep = keep });
        }
    }

    private readonly struct SgdTails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach ((float scale, float decay) in ((float, float)[])[(1, 0), (0.5f, 0), (1, 0.01f)])
                Check<V, SgdUpdate>(scale, target => new SgdUpdate(target, new Sgd(WeightDecay: decay)));
        }
    }

    private static void Check<V, TUpdate>(float scale, Func<UpdateTarget, TUpdate> create)
        where V : struct, ISimd<V>
        where TUpdate : struct, IGradientUpdate
    {
        for (int count = 1; count <= 9 * V.Count + 1; count++)
        {
            foreach (float factor in (float[])[1, -0.3f])
                Assert.Equal(Update<V, TUpdate>(count, factor, scale, create, byRow: false), Update<V, TUpdate>(count, factor, scale, create, byRow: true));
        }
    }

    private static float[] Update<V, TUpdate>(int count, float factor, float scale, Func<UpdateTarget, TUpdate> create, bool byRow)
        where V : struct, ISimd<V>
        where TUpdate : struct, IGradientUpdate
    {
        using GuardedBuffer parameters = new(count, new Random(6)), means = new(count, new Random(7)), squares = new(count);
        using GuardedBuffer gradient = new(count, new Random(5));
        TUpdate update = create(new UpdateTarget
        {
            Parameters = (float*)Unsafe.AsPointer(ref parameters.Reference),
            First = (float*)Unsafe.AsPointer(ref means.Reference),
            Second = (float*)Unsafe.AsPointer(ref squares.Reference),
            LearningRate = 0.1f,
            GradientScale = scale,
            Step = 3,
        });
        if (byRow)
            update.ApplyRow<V>(factor, ref gradient.Reference, 0, (nuint)count);
        else
            GradientRow.Apply<V, TUpdate>(update, factor, ref gradient.Reference, 0, (nuint)count);
        return [.. parameters.Span, .. means.Span, .. squares.Span];
    }
}
