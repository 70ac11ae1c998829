using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class NetworkGraphTests
{
    [Fact]
    public void Consumers_ValueOfTrunk_IsSharedByLayersOnly()
    {
        var graph = GraphSamples.Dual();

        Assert.Equal([4, 5], graph.Consumers(3));
        Assert.True(graph.IsSharedValue(3));
        // The mean goes to an output, the loss and a metric, which compute nothing from it twice.
        Assert.False(graph.IsSharedValue(4));
        Assert.Equal([2], graph.SharingWeightsWith(2));
    }

    [Fact]
    public void SharingWeightsWith_LayerAppliedTwice_NamesBothAndCountsOnce()
    {
        var graph = GraphSamples.Siamese();

        Assert.Equal([2, 3], graph.SharingWeightsWith(3));
        Assert.False(graph.IsSharedValue(2));
        Assert.Equal(384_128, graph.ParameterCount);
        Assert.Equal(384_000, graph.TrainableCount);
        Assert.Equal(384_128, graph.ParameterCountOf(3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Summary_TwoHeads_IsThisTableInEveryCulture(string culture) => InCulture(culture, () =>
        Assert.Equal(
            """
            RidershipModel
            ──────────────────────────────────────────────────────────────────────────────────────────────────
            Node       Operation          Shape        Parameters  Sharing
            ──────────────────────────────────────────────────────────────────────────────────────────────────
            x          Input              67
            y          Target             1
            Trunk.0    Dense 50, ReLU     67 → 50           3,400
            Trunk.1    Dense 25, ReLU     50 → 25           1,275  value computed once for MeanHead, SigmaHead
            MeanHead   Dense 1            25 → 1               26
            SigmaHead  Dense 1            25 → 1               26
            Softplus   Softplus + 0.001   1 → 1
            Mean       Output             1
            Sigma      Output             1
            Loss       Loss: GaussianNll  1, 1, 1 → 1
            Mae        Metric             1, 1 → 1
            ──────────────────────────────────────────────────────────────────────────────────────────────────
            4,727 parameters, 18,908 bytes, all trained

            """.ReplaceLineEndings("\n"),
            GraphSamples.Dual().Summary()));

    [Fact]
    public void Summary_SharedWeights_AreInParenthesesTheSecondTime()
    {
        string summary = GraphSamples.Siamese().Summary();

        Assert.Contains("Tower       Dense 128, Tanh    3000 → 128       384,128  weights shared with Tower (2)\n", summary);
        Assert.Contains("Tower (2)   Dense 128, Tanh    3000 → 128     (384,128)  weights shared with Tower\n", summary);
        Assert.EndsWith(
            "384,128 parameters, 1,536,512 bytes, 384,000 trained, 128 frozen; in parentheses: counted already\n", summary);
    }

    [Fact]
    public void Summary_NamesWithControlCharacters_StayOnTheirLine()
    {
        string[] lines = GraphSamples.Hostile().Summary().Split('\n');

        Assert.Equal(10, lines.Length);
        Assert.Contains("weights shared with größe 神経", lines[6]);
    }

    [Fact]
    public void ToDot_HostileNames_LabelsStayWellFormedAndHoldTheText()
    {
        string dot = GraphSamples.Hostile().ToDot();

        var labels = Regex.Matches(dot, @"label=<(.*?)>(?:[;,]|\])", RegexOptions.Singleline)
            .Select(match => XElement.Parse($"<label>{match.Groups[1].Value}</label>").Value)
            .ToArray();
        Assert.Equal(6, labels.Length);
        Assert.StartsWith("a\"b<c>&amp;\\N#35;`{}| \uFFFD", labels[0]);
        Assert.StartsWith("@class\"]; n9 -> n0 [", labels[1]);
        Assert.Equal("subgraph } \"x\" <b>", labels[3]);
        Assert.StartsWith("größe 神経", labels[4]);
        // What is left without the labels is the writer's own: one statement a line, neutral identifiers.
        string bare = Regex.Replace(dot, @"label=<(.*?)>(?=[;,]|\])", "label=x", RegexOptions.Singleline);
        Assert.DoesNotContain('<', bare);
        Assert.Equal(bare.Count(c => c == '{'), bare.Count(c => c == '}'));
    }

    [Fact]
    public void ToDot_SharedTrunkAndSharedTower_AreDrawnApart()
    {
        string dual = GraphSamples.Dual().ToDot();
        string siamese = GraphSamples.Siamese().ToDot();

        Assert.Contains("computed once, used by 2", dual);
        Assert.DoesNotContain("cylinder", dual);
        Assert.Contains("3,400 parameters", dual);
        Assert.Contains("  n3 -> n4 [label=\" 25\"];\n", dual);
        Assert.DoesNotContain("computed once", siamese);
        Assert.Contains("384,128 parameters, applied 2 times", siamese);
        Assert.Contains("  w0 -> n2 [", siamese);
        Assert.Contains("  w0 -> n3 [", siamese);
    }

    [Fact]
    public void ToMermaid_TwoHeads_HasNodesBoxesAndShapes()
    {
        string mermaid = GraphSamples.Dual().ToMermaid();

        Assert.StartsWith("flowchart TB\n", mermaid);
        Assert.Contains("  subgraph g0[\"Trunk\"]\n", mermaid);
        Assert.Contains("    n3[\"Trunk.1<br/>Dense 25, ReLU<br/>50 → 25 · 1,275 parameters<br/>computed once, used by 2\"]:::shared\n", mermaid);
        Assert.Contains("  n3 -->|\"25\"| n4\n", mermaid);
        Assert.Contains("  n4 -.->|\"1\"| n9\n", mermaid);
    }

    [Fact]
    public void ToMermaid_HostileNames_BecomeCharacterCodes()
    {
        string mermaid = GraphSamples.Hostile().ToMermaid();

        Assert.Contains("#64;class#34;#93;#59; n9 -#62; n0 #91;<br/>Input: #60;/B#62;", mermaid);
        Assert.Contains("größe 神経", mermaid);
        // Each line has the quotation marks that the writer sets, and no other.
        Assert.All(mermaid.Split('\n'), line => Assert.True(line.Count(c => c == '"') is 0 or 2, line));
        Assert.Contains("  w0 -.- n1\n  w0 -.- n2\n", mermaid);
    }

    [Theory]
    [InlineData("- mean", "#45; mean")]
    [InlineData("12. block", "12#46; block")]
    [InlineData("a - b", "a - b")]
    [InlineData("1.5", "1.5")]
    public void ToMermaid_LabelThatMarkdownTakesForAList_IsEscaped(string label, string expected) =>
        Assert.Contains(
            $"n0[\"x<br/>{expected}<br/>1\"]",
            new NetworkGraph("N", [], [new("x", GraphNodeKind.Operation, label, [], [1])]).ToMermaid());

    [Fact]
    public void ToDot_Choice_HasItsBranchesInABoxAndAnArrowToEach()
    {
        string dot = GraphSamples.Routed().ToDot();

        Assert.Contains("n1 [label=<<B>choice</B><BR/>Choice: 1 of 2 branches a row<BR/><FONT POINT-SIZE=\"10\">8 → 1</FONT>>, shape=diamond", dot);
        Assert.Contains("  subgraph cluster_0 {\n    label=<alternatives: 1 of 2 branches a row>;", dot);
        Assert.Contains("    subgraph cluster_1 {\n", dot);
        Assert.Contains("  n1 -> n2 [label=\" 0\", style=dashed", dot);
        Assert.Contains("  n1 -> n3 [label=\" 1\", style=dashed", dot);
        Assert.DoesNotContain("n1 -> n4", dot);
        Assert.Equal(dot.Count(c => c == '{'), dot.Count(c => c == '}'));
    }

    [Fact]
    public void ToMermaid_Choice_HasItsBranchesInABoxAndAnArrowToEach()
    {
        string mermaid = GraphSamples.Routed().ToMermaid();

        Assert.Contains("  n1{\"choice<br/>Choice: 1 of 2 branches a row<br/>8 → 1\"}:::choice\n", mermaid);
        Assert.Contains("  subgraph g0[\"alternatives: 1 of 2 branches a row\"]\n    n2[", mermaid);
        Assert.Contains("    subgraph g1[\"B\"]\n      n3[", mermaid);
        Assert.Contains("  n1 -.->|\"0\"| n2\n", mermaid);
        Assert.Contains("  n1 -.->|\"1\"| n3\n", mermaid);
        Assert.DoesNotContain("n1 -.->|\"1\"| n4", mermaid);
    }

    [Fact]
    public void Summary_Choice_SaysWhichRowsALayerIsFor() =>
        Assert.Matches(@"\nB\.1 +Dense 8 +4 → 8 +rows of branch 1 of choice\n", GraphSamples.Routed().Summary());

    [Fact]
    public void Constructor_RowsOfANodeThatDoesNotChoose_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => new NetworkGraph(
            "N", [], [new("x", GraphNodeKind.Input, "", [], [1]), new("a", GraphNodeKind.Layer, "", [0], [1], Choice: 0, Branch: 0)]));
        Assert.Contains("'a' is computed for rows that node 0 chooses, which is no choice before it", error.Message);
    }

    [Fact]
    public void Constructor_ReferenceToALaterNodeOrAMissingParameter_Throws()
    {
        var later = Assert.Throws<ArgumentException>(() =>
            new NetworkGraph("N", [], [new("a", GraphNodeKind.Operation, "", [0], [1])]));
        var missing = Assert.Throws<ArgumentException>(() =>
            new NetworkGraph("N", [], [new("a", GraphNodeKind.Layer, "", [], [1], [0])]));

        Assert.Contains("'a' is computed from node 0, which is not before it", later.Message);
        Assert.Contains("'a' uses parameter 0; there are 0", missing.Message);
    }

    private static void InCulture(string name, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = TestCultures.Get(name);
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
