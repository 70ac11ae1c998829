using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Passes;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>Promises of every program, on graphs grown at random and their gradients.</summary>
public sealed class RandomProgramTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EachValue_IsComputedOnce_AfterWhatItNeeds(int seed)
    {
        foreach (var program in Programs(seed))
        {
            var computed = new HashSet<Node>();
            var written = new HashSet<Node>(program.Graph.Nodes.Where(n => program.Buffers.TryGetValue(n, out var b) && b.Storage is Storage.Slot or Storage.Parameter && n.Inputs.Length == 0));
            foreach (var kernel in program.Steps.Select(s => s.Kernel))
            {
                Assert.All(kernel.Reads, r => Assert.Contains(r, written));
                Assert.All(kernel.Nodes, n => Assert.True(computed.Add(n), $"{n} is computed twice."));
                written.UnionWith(kernel.Writes);
            }

            Assert.All(program.Graph.Results, r => Assert.Contains(Access.Resolve(r.Value), written));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ValuesThatLiveTogether_DoNotShareMemory(int seed)
    {
        foreach (var program in Programs(seed))
        {
            var lives = Lives(program);
            foreach (var (a, lifeOfA) in lives)
            {
                foreach (var (b, lifeOfB) in lives.Where(l => l.Key.Id > a.Id))
                {
                    var apart = lifeOfA.Last < lifeOfB.First || lifeOfB.Last < lifeOfA.First;
                    Assert.True(apart || !Overlap(program.Buffers[a], program.Buffers[b]), $"{program.Buffers[a]} and {program.Buffers[b]} overlap.\n{KernelPrinter.Print(program)}");
                }
            }
        }
    }

    /// <summary>Who does not ask for the gradient of an input gives no memory for it.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientOfAnInput_IsTouchedOnlyWhereItIsWanted(int seed)
    {
        foreach (var program in Programs(seed))
        {
            foreach (var result in program.Graph.Results.Where(r => r.Role == ResultRole.Gradient && r.Value.Type.Batched))
            {
                var bit = program.Gradients.ToList().IndexOf(result.Name);
                var value = Access.Resolve(result.Value);
                Assert.All(
                    program.Steps.Where(s => s.Kernel.Reads.Contains(value) || s.Kernel.Writes.Contains(value)),
                    s => Assert.True(program.Gradients.Count == 1 || s.NeededFor is [var only] && only == bit, KernelPrinter.Print(program)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Workers_MeetBeforeTheyReadWhatOthersWrote(int seed)
    {
        foreach (var program in Programs(seed))
        {
            var fromRows = new HashSet<Node>();
            var fromAll = new HashSet<Node>();
            foreach (var step in program.Steps)
            {
                if (step.BarrierBefore)
                {
                    fromRows.Clear();
                    fromAll.Clear();
                }

                Assert.DoesNotContain(step.Kernel.Reads, fromAll.Contains);
                Assert.True(step.Kernel.IsRowLocal || !step.Kernel.Reads.Any(fromRows.Contains), KernelPrinter.Print(program));
                (step.Kernel.IsRowLocal ? fromRows : fromAll).UnionWith(step.Kernel.Writes);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parameters_ChangeBehindABarrierAfterTheirLastReader(int seed)
    {
        foreach (var program in Programs(seed))
        {
            var sinceBarrier = new List<Kernel>();
            for (var i = 0; i < program.Steps.Count; i++)
            {
                var step = program.Steps[i];
                if (step.BarrierBefore)
                    sinceBarrier.Clear();
                if (step.Kernel.Updates is { } parameter)
                {
                    Assert.DoesNotContain(program.Steps.Skip(i).Select(s => s.Kernel), k => k.Reads.Contains(parameter));
                    Assert.DoesNotContain(sinceBarrier, k => k.Reads.Contains(parameter));
                }

                sinceBarrier.Add(step.Kernel);
            }
        }
    }

    [Fact]
    public void Seeds_HaveProgramsThatUpdateParameters() =>
        Assert.InRange(Enumerable.Range(0, 150).SelectMany(Programs).Count(p => p.Updates.Count > 0), 5, int.MaxValue);

    private static IEnumerable<KernelProgram> Programs(int seed)
    {
        var graph = Simplify.Run(RandomGraph.Grow(new Random(seed)));
        var loss = new Graph(graph.Nodes, [new GraphResult(ResultRole.Loss, "loss", graph.Results[0].Value)], graph.Names);
        var sources = graph.Nodes.Select(GradientFlow.SourceName).OfType<string>().ToList();
        var trained = sources.Except(GradientFlow.Unreached(loss, sources)).ToList();
        if (trained.Count > 0)
            yield return ProgramFixture.Compile(Simplify.Run(Autodiff.Run(loss, trained)), smallestUpdate: 1);
        yield return ProgramFixture.Compile(Inference.Run(graph));
        if (sources.Count > 0)
            yield return ProgramFixture.Compile(Simplify.Run(Autodiff.RunFromOutputs(graph, sources, UnreachedPolicy.Zero)));
    }

    /// <summary>From the barrier before the first write to the barrier after the last read, since workers pass kernels between barriers at their own pace.</summary>
    private static Dictionary<Node, (int First, int Last)> Lives(KernelProgram program)
    {
        var lives = new Dictionary<Node, (int First, int Last)>();
        var results = program.Graph.Results.Select(r => Access.Resolve(r.Value)).ToHashSet();
        var time = 0;
        foreach (var step in program.Steps)
        {
            time += step.BarrierBefore ? 1 : 0;
            foreach (var written in step.Kernel.Writes.Where(w => program.Buffers[w].Storage is Storage.Arena or Storage.Fixed))
                lives[written] = (time, results.Contains(written) ? int.MaxValue : time);
            foreach (var read in step.Kernel.Reads.Where(lives.ContainsKey))
                lives[read] = (lives[read].First, Math.Max(lives[read].Last, time));
        }

        return lives;
    }

    private static bool Overlap(KernelBuffer a, KernelBuffer b) =>
        a.Storage == b.Storage && a.Offset < b.Offset + b.Type.Shape.ElementCount && b.Offset < a.Offset + a.Type.Shape.ElementCount;
}
