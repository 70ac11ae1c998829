using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

/// <summary>Each mistake with a layer's arguments and input: its id, and the message as the user reads it, which names the layer.</summary>
public sealed class LayerErrorTests
{
    private static readonly Dictionary<string, (string Layer, Shape Input, (string, object)[] Arguments, string Id, string Message)> Cases = new()
    {
        ["norm of scalar"] = ("LayerNorm", Shape.Scalar, [], "NG1005", "'Trunk' needs at least one axis, but its input has shape scalar"),
        ["norm of too many axes"] = ("LayerNorm", Shape.Of(2, 3), [("Axes", 3)], "NG1005", "'Trunk' needs 3 axes, but its input has shape 2 × 3"),
        ["norm of no axes"] = ("RmsNorm", Shape.Of(2, 3), [("Axes", 0)], "NG1011", "'Trunk' has Axes = 0: it must be at least 1"),
        ["epsilon"] = ("RmsNorm", Shape.Of(3), [("Epsilon", 0f)], "NG1011", "'Trunk' has Epsilon = 0: it must be positive"),
        ["uneven groups"] = ("GroupNorm", Shape.Of(5, 6), [("groups", 4)], "NG1009",
            "An axis of size 6 (shape 5 × 6) cannot be split into 4 equal parts"),
        ["no groups"] = ("GroupNorm", Shape.Of(5, 6), [("groups", 0)], "NG1011", "'Trunk' has groups = 0: it must be at least 1"),
        ["groups of scalar"] = ("GroupNorm", Shape.Scalar, [("groups", 1)], "NG1005", "'Trunk' needs at least one axis"),
        ["attention heads"] = ("MultiHeadAttention", Shape.Of(5, 6), [("heads", 4)], "NG1022", "'Trunk' cannot divide 6 features among 4 heads"),
        ["attention of a vector"] = ("MultiHeadAttention", Shape.Of(6), [("heads", 2)], "NG1005",
            "'Trunk' needs positions and features as the last two axes, but its input has shape 6"),
        ["attention dropout"] = ("MultiHeadAttention", Shape.Of(5, 6), [("heads", 2), ("Dropout", 1f)], "NG1011", "'Trunk' has Dropout = 1: it must be from 0 to below 1"),
        ["positions of a vector"] = ("PositionalEncoding", Shape.Of(6), [], "NG1005", "'Trunk' needs positions and features as the last two axes"),
        ["odd features"] = ("PositionalEncoding", Shape.Of(3, 5), [], "NG1009", "An axis of size 5 (shape 3 × 5) cannot be split into 2 equal parts"),
        ["longest wave"] = ("PositionalEncoding", Shape.Of(3, 6), [("Base", 1f)], "NG1011", "'Trunk' has Base = 1: it must be above 1"),
        ["embedding of floats"] = ("Embedding", Shape.Of(3), [("count", 5), ("size", 2)], "NG1053", "'Trunk' takes integer elements, but is given float: declare the input with [Indices]"),
        ["empty embedding"] = ("Embedding", Shape.Of(3), [("count", 0), ("size", 2)], "NG1011", "'Trunk' has count = 0: it must be at least 1"),
        ["alpha rate"] = ("AlphaDropout", Shape.Of(5), [("rate", -0.1f)], "NG1011", "'Trunk' has rate = -0.1: it must be from 0 to below 1"),
        ["gaussian rate"] = ("GaussianDropout", Shape.Of(5), [("rate", 1f)], "NG1011", "'Trunk' has rate = 1: it must be from 0 to below 1"),
        ["deviation"] = ("GaussianNoise", Shape.Of(5), [("deviation", -1f)], "NG1011", "'Trunk' has deviation = -1: it must be 0 or more"),
        ["rate"] = ("SpatialDropout", Shape.Of(5, 6), [("rate", 1f)], "NG1011", "'Trunk' has rate = 1: it must be from 0 to below 1"),
        ["channels of scalar"] = ("SpatialDropout", Shape.Scalar, [("rate", 0.5f)], "NG1005", "'Trunk' needs at least one axis"),
        ["convolution of a vector"] = ("Conv1D", Shape.Of(5), [("filters", 2), ("kernelSize", 3)], "NG1012",
            "'Trunk' needs two axes, length × channels, but its input has shape 5: reshape the input, channels last"),
        ["convolution without channels"] = ("Conv2D", Shape.Of(28, 28), [("filters", 2), ("kernelSize", 3)], "NG1012",
            "'Trunk' needs three axes, height × width × channels, but its input has shape 28 × 28"),
        ["global pooling of a vector"] = ("GlobalMaxPool", Shape.Of(5), [], "NG1012", "'Trunk' needs two axes or more, positions × channels"),
        ["window"] = ("Conv1D", Shape.Of(4, 2), [("filters", 2), ("kernelSize", 3), ("Dilation", 2)], "NG1013",
            "'Trunk' has a window of 5, but its input has only 4: use a smaller window, padding, or fewer strides and poolings before it"),
        ["pooling window"] = ("MaxPool2D", Shape.Of(1, 4, 2), [("size", 2)], "NG1013", "'Trunk' has a window of 2, but its input has only 1"),
        ["groups of channels"] = ("Conv1D", Shape.Of(9, 6), [("filters", 8), ("kernelSize", 3), ("Groups", 4)], "NG1014",
            "'Trunk' has 4 groups, which must divide both its 6 input channels and its 8 filters: choose a common divisor"),
        ["filters"] = ("Conv1D", Shape.Of(9, 6), [("filters", 0), ("kernelSize", 3)], "NG1011", "'Trunk' has filters = 0: it must be at least 1"),
        ["window of none"] = ("Conv2D", Shape.Of(9, 9, 1), [("filters", 1), ("kernelSize", 0)], "NG1011", "'Trunk' has kernelSize = 0: it must be at least 1"),
        ["stride"] = ("Conv2D", Shape.Of(9, 9, 1), [("filters", 1), ("kernelSize", 2), ("Stride", 0)], "NG1011", "'Trunk' has Stride = 0: it must be at least 1"),
        ["huge window"] = ("Conv1D", Shape.Of(9, 1), [("filters", 1), ("kernelSize", int.MaxValue)], "NG1011",
            "'Trunk' has kernelSize = 2147483647: it must be at least 1 and at most 32768"),
        ["negative pad"] = ("Conv1D", Shape.Of(9, 1), [("filters", 1), ("kernelSize", 2), ("Pad", -1)], "NG1011", "'Trunk' has Pad = -1: it must be at least 0"),
        ["causal picture"] = ("Conv2D", Shape.Of(9, 9, 1), [("filters", 1), ("kernelSize", 2), ("Padding", "Causal")], "NG1011",
            "'Trunk' has Padding = Causal: it must be Valid or Same: only sequences have an order"),
        ["causal pooling"] = ("MaxPool1D", Shape.Of(9, 1), [("size", 2), ("Padding", "Causal")], "NG1011", "'Trunk' has Padding = Causal: it must be Valid or Same"),
        ["transposed pad"] = ("Conv1DTranspose", Shape.Of(2, 1), [("filters", 1), ("kernelSize", 2), ("Pad", 2)], "NG1011",
            "'Trunk' has Pad = 2: it must be at least 0, and leave a result"),
        ["momentum"] = ("BatchNorm", Shape.Of(3), [("Momentum", 1f)], "NG1011", "'Trunk' has Momentum = 1: it must be from 0 to below 1"),
        ["no variance"] = ("BatchNorm", Shape.Of(3), [("Epsilon", 0f)], "NG1011", "'Trunk' has Epsilon = 0: it must be positive"),
        ["batch norm of scalar"] = ("BatchNorm", Shape.Scalar, [], "NG1005", "'Trunk' needs at least one axis"),
        ["factor"] = ("Upsample2D", Shape.Of(2, 2, 1), [("factor", 0)], "NG1011", "'Trunk' has factor = 0: it must be at least 1"),
        ["units"] = ("Dense", Shape.Of(3), [("units", 0)], "NG1011", "'Trunk' has units = 0: it must be at least 1"),
        ["dense on a scalar"] = ("Dense", Shape.Scalar, [("units", 2)], "NG1005", "'Trunk' needs at least one axis, but its input has shape scalar"),
        ["dropout"] = ("Dropout", Shape.Of(3), [("rate", 1f)], "NG1011", "'Trunk' has rate = 1: it must be from 0 to below 1"),
        ["reshape"] = ("Reshape", Shape.Of(2, 3), [("sizes", (IReadOnlyList<int>)[4, 2])], "NG1004", "Shape 2 × 3 has 6 elements and cannot become 4 × 2 with 8"),
        ["positions of a scalar"] = ("PositionEmbedding", Shape.Scalar, [], "NG1005", "'Trunk' needs positions and features as the last two axes"),
        ["recurrence of a vector"] = ("Lstm", Shape.Of(5), [("units", 3)], "NG1005", "'Trunk' needs the two axes [steps, features], as ReturnSequences of a recurrent layer before it gives them, but its input has shape 5"),
        ["no state"] = ("Gru", Shape.Of(4, 5), [("units", 0)], "NG1011", "'Trunk' has units = 0: it must be at least 1"),
        ["truncation"] = ("Rnn", Shape.Of(4, 5), [("units", 3), ("Truncate", -1)], "NG1011", "'Trunk' has Truncate = -1: it must be 0 or more"),
        ["average of a vector"] = ("GlobalAveragePool", Shape.Of(5), [], "NG1012", "'Trunk' needs two axes or more, positions × channels"),
        ["average pooling of a vector"] = ("AveragePool1D", Shape.Of(5), [("size", 2)], "NG1012", "'Trunk' needs two axes, length × channels"),
        ["average pooling window"] = ("AveragePool2D", Shape.Of(4, 1, 2), [("size", 2)], "NG1013", "'Trunk' has a window of 2, but its input has only 1"),
        ["depthwise window"] = ("DepthwiseConv1D", Shape.Of(2, 2), [("kernelSize", 3)], "NG1013", "'Trunk' has a window of 3, but its input has only 2"),
        ["multiplier"] = ("DepthwiseConv2D", Shape.Of(4, 4, 2), [("kernelSize", 3), ("Multiplier", 0)], "NG1011", "'Trunk' has Multiplier = 0: it must be at least 1"),
        ["separable filters"] = ("SeparableConv1D", Shape.Of(4, 2), [("filters", 0), ("kernelSize", 2)], "NG1011", "'Trunk' has filters = 0: it must be at least 1"),
        ["separable picture"] = ("SeparableConv2D", Shape.Of(4, 2), [("filters", 1), ("kernelSize", 2)], "NG1012", "'Trunk' needs three axes, height × width × channels"),
        ["transposed picture"] = ("Conv2DTranspose", Shape.Of(4, 2), [("filters", 1), ("kernelSize", 2)], "NG1012", "'Trunk' needs three axes, height × width × channels"),
        ["factor of positions"] = ("Upsample1D", Shape.Of(4, 2), [("factor", 0)], "NG1011", "'Trunk' has factor = 0: it must be at least 1"),
        ["zeros around"] = ("ZeroPad2D", Shape.Of(2, 2, 1), [("before", 1), ("after", -2)], "NG1011", "'Trunk' has after = -2: it must be -1, or at least 0"),
        ["everything cut off"] = ("Crop1D", Shape.Of(4, 2), [("before", 3), ("after", 1)], "NG1011", "'Trunk' has before + after = 4: it must be less than the 4 positions that there are"),
        ["less than nothing cut off"] = ("Crop2D", Shape.Of(4, 4, 2), [("before", -1)], "NG1011", "'Trunk' has before = -1: it must be at least 0"),
        ["border of a vector"] = ("Crop2D", Shape.Of(4, 4), [("before", 1)], "NG1012", "'Trunk' needs three axes, height × width × channels"),
        ["zeros"] = ("ZeroPad1D", Shape.Of(2, 1), [("before", -2)], "NG1011", "'Trunk' has before = -2: it must be at least 0"),
    };

    // Any shape suits these, and they have no numbers that could be wrong.
    private static readonly string[] WithoutErrors = ["Activate", "Flatten", "Prelu", "Scale", "Shift"];

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Layer_WithArgumentsThatDoNotFit_SaysWhatAndWhatToDo(string name)
    {
        var (layer, input, arguments, id, message) = Cases[name];
        var exception = Assert.Throws<DefinitionException>(() => LayerFixture.Apply(layer, input, arguments));
        Assert.Equal(id, exception.Id);
        var format = DiagnosticDescriptors.Find(id).MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith(message, string.Format(CultureInfo.InvariantCulture, format, exception.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_CoverEveryLayer() =>
        Assert.Equal(OpRegistry.Layers.Select(l => l.Name).Except(WithoutErrors), Cases.Values.Select(c => c.Layer).Distinct().Order(StringComparer.Ordinal));
}
