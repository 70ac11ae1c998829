using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Code that moves into and out of the branches of every kind of choice: how often each layer runs, forward and backward.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class ChoiceMotionTests
{
    private static readonly string[] Members =
    [
        // What one branch needs, asked for in front of the choice.
        "{ var rare = L(0, x); return Sum(x) < 0f ? rare : L(1, x); }",
        "{ var rare = L(0, x); return ArgMax(x) switch { 3 => Tanh(rare), var i => L(1 + i, x) }; }",
        "{ var rare = L(0, x); return L(1, ArgMax(x) switch { 3 => rare, _ => x }); }",
        "{ var rare = L(0, x); return TopK(Softmax(x), 1, i => i == 3 ? rare : L(1, x)); }",
        "{ var rare = L(0, x); return TopK(Softmax(x), 2, i => i == 3 ? rare * Sum(x) : L(1 + i, x)); }",
        "{ var rare = L(0, x); return ArgMax(x) switch { < 3 => ArgMin(x) switch { 3 => L(1, x), 0 => L(2, rare), _ => x }, _ => L(3, x) }; }",
        "{ var (rare, usual) = Both(x); return ArgMax(x) switch { 3 => rare, _ => usual }; }\n    private (Tensor, Tensor) Both(Tensor x) => (L(0, x), L(1, x));",
        "{ var rare = L(0, x); return WithCapacity(ArgMax(x), 4f) switch { 3 => rare, < 3 => L(1, x), _ => x }; }",

        // What all branches, or one and the rest of the network, have in common.
        "=> Sum(x) > 0f ? L(1, L(0, x)) : L(2, L(0, x));",
        "=> ArgMax(x) switch { 0 => L(1, L(0, x)), 1 => L(2, L(0, x)), _ => Tanh(L(0, x)) };",
        "=> TopK(Softmax(x), 2, i => L(1 + i, L(0, x)));",
        "=> Sum(x) > 0f ? ArgMax(x) switch { 0 => L(1, L(0, x)), _ => L(2, L(0, x)) } : L(3, L(0, x));",
        "=> L(0, x) + (Sum(x) > 0f ? L(1, L(0, x)) : x);",
        "{ return Sum(x) > 0f ? Use(1) : Use(2); Tensor Use(int i) => L(i, L(0, x)) + Sum(L(0, x)); }",
    ];

    private const int FirstShared = 8;

    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(Members.Select(Source)));

    // In no row is the last element largest, a negative sum or the first element smallest; in the second batch all of it is so.
    private static readonly float[] Usual = [3, 1, 2, 0.5f, 1, 2, 1, 0.5f], Rare = [-9, 1, 2, 3, -9, 2, 1, 3];

    public static TheoryData<int> InOneBranch() => [.. Enumerable.Range(0, FirstShared)];

    public static TheoryData<int> InAll() => [.. Enumerable.Range(FirstShared, Members.Length - FirstShared)];

    [Theory]
    [MemberData(nameof(InOneBranch))]
    public void ValueOfOneBranch_ComputedInFront_IsComputedForItsRowsOnly(int member)
    {
        Assert.DoesNotContain(Step(member, Usual), kernel => kernel.Key.StartsWith("L[0]", StringComparison.Ordinal));
        float[] rows = member == 5 ? [-9, 1, 3, 2, -9, 3, 1, 2] : Rare;
        var counts = Step(member, rows);
        Assert.Equal(1, counts["L[0] forward"]);
        Assert.Contains(counts, kernel => kernel.Key.StartsWith("L[0]", StringComparison.Ordinal) && kernel.Key.EndsWith("gradient", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(InAll))]
    public void ValueOfAllBranches_IsComputedOnce(int member)
    {
        var counts = Step(member, [3, 1, 2, 0.5f, -1, 2, -5, 0.5f, 1, 2, 3, 4]);
        var shared = counts.Where(kernel => kernel.Key.StartsWith("L[0]", StringComparison.Ordinal)).ToArray();
        Assert.True(shared.Length >= 3);
        Assert.All(shared, kernel => Assert.Equal(1, kernel.Value));
    }

    [Theory]
    [InlineData("=> ArgMax(x) switch { 0 => L(1, L(0, x)) * Sum(L(0, x)), 1 => Tanh(L(0, x)), var i => L(i, L(0, x)) + L(0, x) };")]
    [InlineData("{ var h = L(0, x); return TopK(Softmax(x), 2, i => L(1 + i, h) + h * Sum(h)); }")]
    public void ValueFromOutside_UsedInSeveralBranches_IsGatheredOnce(string define)
    {
        var counts = Step(CompiledNetwork.Compile(Source(define, 0)), [3, 1, 2, 0.5f, -1, 2, -5, 0.5f, 1, 2, 3, 4]);
        var gathers = counts.Where(kernel => kernel.Key.EndsWith("to the branches", StringComparison.Ordinal)).ToArray();
        // Beside the value the gradients of the choice's result are gathered, and of TopK the weights.
        Assert.Equal(define.Contains("TopK", StringComparison.Ordinal) ? 4 : 2, gathers.Sum(kernel => kernel.Value));
    }

    private static IReadOnlyDictionary<string, long> Step(int member, float[] x) => Step(Networks.Value[member], x);

    private static IReadOnlyDictionary<string, long> Step(CompiledNetwork network, float[] x)
    {
        var (trainer, step) = network.CreateTrainer(new Sgd(0f), x.Length / 4, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            KernelCounters.Reset();
            step([x, new float[x.Length]]);
            return KernelCounters.Snapshot();
        }
    }

    private static string Source(string define, int number) => NetworkSources.Usings + $$"""
        [Network]
        public partial class Moved{{number}}
        {
            [Dense(4, Tanh)] private partial Tensor L(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) {{define}}
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;
}
