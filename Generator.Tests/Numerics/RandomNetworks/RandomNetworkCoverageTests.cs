using System.Text.RegularExpressions;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Everything that the language has is drawn within a few hundred networks.</summary>
public sealed class RandomNetworkCoverageTests
{
    // Parts of recurrences and choices, which the meaning of a network does without, what users write themselves, CTC, and what passes behind the gradients make.
    private static readonly Type[] OfConstructs =
    [
        typeof(CtcForward), typeof(CtcGradient), typeof(CtcNll), typeof(CustomOp), typeof(Gather), typeof(GatherColumn), typeof(LeadingSum), typeof(Merge),
        typeof(MergeColumns), typeof(Route), typeof(RowNumber), typeof(RowsOfMask), typeof(RowsOfNoise), typeof(ScanPlaceholder),
    ];

    private static readonly Lazy<IReadOnlyList<RandomNetwork>> Networks = new(() => [.. Enumerable.Range(0, 300).Select(RandomNetwork.Draw)]);

    private static readonly Lazy<string> Sources = new(() => string.Concat(Networks.Value.Select(n => n.Source)));

    [Fact]
    public void Networks_DrawEveryFunction() =>
        Assert.Equal([], OpRegistry.Functions.Select(f => f.Name).Except(["Ctc"]).Where(name => !Regex.IsMatch(Sources.Value, $@"[ (]{name}\(")));

    [Fact]
    public void Networks_DrawEveryLayer() =>
        Assert.Equal([], OpRegistry.Layers.Select(l => l.Name).Where(name => !Regex.IsMatch(Sources.Value, $@"^    \[(.*, )?{name}\b", RegexOptions.Multiline)));

    [Fact]
    public void Networks_DrawEveryActivation() =>
        Assert.Equal([], OpRegistry.Functions.Where(f => f.ActivationNumber is not null).Select(f => f.Name).Where(name => !Sources.Value.Contains($"Activation.{name}", StringComparison.Ordinal)));

    [Theory]
    [InlineData(" Scan(")]
    [InlineData("TopK(Softmax(")]
    [InlineData(" switch {")]
    [InlineData(" ? ")]
    [InlineData("(ArgMax(")]
    [InlineData("(WithCapacity(Arg")]
    [InlineData("(WithCapacity((Mean(")]
    [InlineData(", capacity: ")]
    [InlineData("truncate: ")]
    [InlineData("reverse: true")]
    [InlineData("== ")]
    [InlineData(" | ")]
    public void Networks_DrawConstruct(string text) => Assert.Contains(text, Sources.Value, StringComparison.Ordinal);

    [Fact]
    public void Networks_IndexFamiliesWithACapacity() => Assert.Matches(@"Layer\d+\(WithCapacity\(ArgMax\(", Sources.Value);

    [Fact]
    public void Networks_HaveProductsThatAreJoined()
    {
        var withScans = Networks.Value.Select(n => n.Source).Where(source => source.Contains(" Scan(", StringComparison.Ordinal)).Take(40);
        var graphs = Definitions.ParseAll(ProjectSetup.CreateCompilation(withScans.Select((source, i) => ($"/0/Network{i}.cs", source)))).Select(result => result.Spec.Graph);
        Assert.InRange(graphs.Count(graph => !ReferenceEquals(graph, JoinSiblings.Run(graph))), 3, 40);
    }

    [Fact]
    public void Networks_NeedEveryOperation_ForwardOrBackward()
    {
        var drawn = Networks.Value.SelectMany(Types).ToHashSet();
        var all = typeof(Op).Assembly.GetTypes().Where(t => !t.IsAbstract && t.Namespace == typeof(Op).Namespace && typeof(Op).IsAssignableFrom(t));
        Assert.Equal("", string.Join(", ", all.Except(drawn).Except(OfConstructs).Select(t => t.Name)));
    }

    [Fact]
    public void Draw_OfOneSeed_GivesTheSameText() => Assert.Equal(Networks.Value[7].Source, RandomNetwork.Draw(7).Source);

    private static IEnumerable<Type> Types(RandomNetwork network)
    {
        string[] wanted = [.. network.Meaning.Nodes.Where(n => Drawing.IsFloat(n)).Select(GradientFlow.SourceName).OfType<string>()];
        return Autodiff.Run(network.Meaning, wanted, UnreachedPolicy.Zero).Nodes.Concat(network.Meaning.Nodes).Select(n => n.Op.GetType());
    }
}
