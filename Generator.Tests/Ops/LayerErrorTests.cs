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
