using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed unsafe class GemmResultLinesTests
{
    private const int Columns = 40;

    [Fact]
    public void Plan_OfAnEpilogue_ListsEachPlaceOfEachRowOnce()
    {
        using GuardedBuffer results = new(20 * Columns), state = new(20 * Columns);
        float* first = Place(results, 3, 16), second = Place(state, 3, 16);
        Updating epilogue = new(Place(results, 0, 0), Place(state, 0, 0));
        GemmResultLines lines = default;
        GemmPass pass = new() { Steps = 33 };
        Assert.True(lines.Find(new GemmRange(3, 20, 16, 32), epilogue));
        lines.Plan(2, 3, ref pass);

        float*[] expected = [first + 2 * Columns, second + 2 * Columns, first + 3 * Columns, second + 3 * Columns, first + 4 * Columns, second + 4 * Columns];
        Assert.Equal(expected.Length, (int)(pass.LastLine - pass.Lines) + 1);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal((nuint)expected[i], (nuint)pass.Lines[i]);
        Assert.Equal(2u, pass.NextInterval);
    }

    [Fact]
    public void Find_LastRowAlone_TouchesNothingBehindIt()
    {
        using GuardedBuffer results = new(1 * Columns), state = new(1 * Columns);
        GemmResultLines lines = default;
        GemmPass pass = new() { Steps = 1 };
        Assert.True(lines.Find(new GemmRange(0, 1, 0, 16), new Updating(Place(results, 0, 0), Place(state, 0, 0))));
        lines.Plan(0, 1, ref pass);
        Assert.Equal((nuint)Place(results, 0, 0), (nuint)pass.Lines[0]);
        Assert.Equal((nuint)Place(state, 0, 0), (nuint)(*pass.LastLine));
        Assert.Equal(1u, pass.NextInterval);
    }

    [Fact]
    public void Find_EpilogueWithoutMemory_FindsNothing()
        => Assert.False(default(GemmResultLines).Find(new GemmRange(0, 4, 0, 16), default(Nothing)));

    private static float* Place(GuardedBuffer buffer, int row, int column)
        => (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref buffer.Reference) + row * Columns + column;

    /// <summary>An update of parameters that have state beside them.</summary>
    private readonly struct Updating(float* parameters, float* state) : IEpilogue
    {
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
        {
            nuint at = row * Columns + column;
            V sum = lanes.Load(ref *parameters, at) + value * lanes.Load(ref *state, at);
            lanes.Store(sum, ref *state, at);
            lanes.Store(sum, ref *parameters, at);
        }
    }

    private readonly struct Nothing : IEpilogue
    {
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
        {
        }
    }
}
