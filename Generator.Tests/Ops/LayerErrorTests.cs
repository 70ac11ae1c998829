using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

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
        ["attention dropout"] = ("MultiHeadAttention", Shape.Of(5, 6), [("heads", 2), ("Dropout", 1f)], "NG1011", "'Trunk' has rate = 1"),
        ["positions of a vector"] = ("PositionalEncoding", Shape.Of(6), [], "NG1005", "'Trunk' needs positions and features as the last two axes"),
        ["odd features"] = ("PositionalEncoding", Shape.Of(3, 5), [], "NG1009", "An axis of size 5 (shape 3 × 5) cannot be split into 2 equal parts"),
        ["longest wave"] = ("PositionalEncoding", Shape.Of(3, 6), [("Base", 1f)], "NG1011", "'Trunk' has Base = 1: it must be above 1"),
        ["embedding of floats"] = ("Embedding", Shape.Of(3), [("count", 5), ("size", 2)], "NG1053", "'Trunk' takes integer elements, but is given float"),
        ["empty embedding"] = ("Embedding", Shape.Of(3), [("count", 0), ("size", 2)], "NG1011", "'Trunk' has count = 0: it must be at least 1"),
        ["rate"] = ("SpatialDropout", Shape.Of(5, 6), [("rate", 1f)], "NG1011", "'Trunk' has rate = 1: it must be from 0 to below 1"),
        ["channels of scalar"] = ("SpatialDropout", Shape.Scalar, [("rate", 0.5f)], "NG1005", "'Trunk' needs at least one axis"),
    };

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
}
