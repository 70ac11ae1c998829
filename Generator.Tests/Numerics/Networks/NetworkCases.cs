using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>The table of networks: whole ones, and each function of the language in a tiny one.</summary>
internal static class NetworkCases
{
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        new("RidershipModel", NetworkSources.RidershipLifted, Smooth: false),
        new("Mlp", NetworkSources.Mlp, Classes: 5, Smooth: false),
        .. WholeNetworks.All,
        .. RecurrentNetworks.All,
        .. RoutedNetworks.All,
        .. WideParts.All,
        .. RoutedScans.All,
        .. Elementwise(),
        .. Operators(),
        .. Shapes(),
        .. Losses(),
    ];

    private static IEnumerable<NetworkCase> Elementwise()
    {
        string[] smooth = ["Gelu", "Silu", "Tanh", "Sigmoid", "Softplus", "Softmax", "LogSoftmax", "Exp", "Square", "Erf"];
        string[] kinked = ["Relu", "LeakyRelu", "Elu", "Abs"];
        foreach (var name in smooth)
            yield return NetworkCase.Expression($"{name}Case", $"{name}(h)");
        foreach (var name in kinked)
            yield return NetworkCase.Expression($"{name}Case", $"{name}(h)", smooth: false);
        yield return NetworkCase.Expression("LogCase", "Log(Square(h) + 0.5f)");
        yield return NetworkCase.Expression("SqrtCase", "Sqrt(Square(h) + 0.5f)");
        yield return NetworkCase.Expression("PowConstantCase", "Pow(Square(h) + 0.5f, 1.5f)");
        yield return NetworkCase.Expression("ClampCase", "Clamp(h, -0.5f, 0.75f)", smooth: false);
        yield return NetworkCase.Expression("MinCase", "Min(h, k)", smooth: false);
        yield return NetworkCase.Expression("MaxCase", "Max(h, k)", smooth: false);
        yield return NetworkCase.Expression("ChainCase", "Tanh(h) * Sigmoid(k) + Exp(-Square(h)) / (1f + Square(k))");
    }

    private static IEnumerable<NetworkCase> Operators()
    {
        yield return NetworkCase.Expression("AddCase", "h + k");
        yield return NetworkCase.Expression("SubtractCase", "h - k");
        yield return NetworkCase.Expression("MultiplyCase", "h * k");
        yield return NetworkCase.Expression("DivideCase", "h / (Square(k) + 1f)");
        yield return NetworkCase.Expression("NegateCase", "-h");
        yield return NetworkCase.Expression("ScalarsCase", "2f * h - h / 3f + (1f - h) * 0.5f + 1f / (Square(h) + 2f)");
        yield return NetworkCase.Expression("SelfCase", "h * h + h");
        yield return NetworkCase.Expression("BroadcastCase", "h * Sum(k)");
    }

    private static IEnumerable<NetworkCase> Shapes()
    {
        yield return NetworkCase.Expression("SumCase", "Sum(h) * k");
        yield return NetworkCase.Expression("MeanCase", "Mean(h) * k");
        yield return NetworkCase.Expression("MaxOverAxisCase", "ReduceMax(h) * k", smooth: false);
        yield return NetworkCase.Expression("MinOverAxisCase", "ReduceMin(h) * k", smooth: false);
        yield return NetworkCase.Expression("KeepAxesCase", "Reshape(h, 3, 2) / (1f + Sum(Square(Reshape(k, 3, 2)), 1, true))", target: "[Shape(3, 2)] Tensor y", width: 6);
        yield return NetworkCase.Expression("MeanOfTwoAxesCase", "Mean(Reshape(h, 3, 2), 2) * k", width: 6, target: "[Shape(6)] Tensor y");
        yield return NetworkCase.Expression("ConcatAlongCase", "ConcatAlong(0, Reshape(h, 3, 2), Reshape(k, 3, 2))", target: "[Shape(6, 2)] Tensor y", width: 6);
        yield return NetworkCase.Expression("SliceOfRowsCase", "Slice(Reshape(h, 3, 2), 1, 2, 0)", target: "[Shape(2, 2)] Tensor y", width: 6);
        yield return NetworkCase.Expression("SplitCase", "Split(h, 3)[0] * Split(h, 3)[2]", target: "[Shape(2)] Tensor y", width: 6);
        yield return NetworkCase.Expression("WhereCase", "Where(h > k, Tanh(h), 0.5f * k)", smooth: false);
        yield return NetworkCase.Expression("ConcatCase", "Concat(h, k)", target: "[Shape(10)] Tensor y");
        yield return NetworkCase.Expression("SliceCase", "Slice(h, 1, 3)", target: "[Shape(3)] Tensor y");
        yield return NetworkCase.Expression("ReshapeCase", "Sum(Reshape(h, 3, 2), 1)", target: "[Shape(3)] Tensor y", width: 6);
        yield return NetworkCase.Expression("TransposeCase", "Transpose(Reshape(h, 3, 2))", target: "[Shape(2, 3)] Tensor y", width: 6);
        yield return NetworkCase.Expression("MatMulCase", "MatMul(Reshape(h, 3, 2), Reshape(k, 2, 3))", target: "[Shape(3, 3)] Tensor y", width: 6);
        yield return NetworkCase.Expression("SoftmaxRowsCase", "Softmax(Reshape(h, 3, 2)) * Reshape(k, 3, 2)", target: "[Shape(3, 2)] Tensor y", width: 6);
        yield return NetworkCase.Expression("FlattenCase", "Flatten(Transpose(Reshape(h, 3, 2)))", target: "[Shape(6)] Tensor y", width: 6);
    }

    private static IEnumerable<NetworkCase> Losses()
    {
        foreach (var width in new[] { 1, 5, 17 })
        {
            yield return Loss($"MseCase{width}", "Mse(output, y)", width);
            yield return Loss($"MaeCase{width}", "Mae(output, y)", width, smooth: false);
            yield return Loss($"HuberCase{width}", "Huber(output, y)", width, smooth: false);
            yield return Loss($"BinaryCrossEntropyCase{width}", "BinaryCrossEntropy(output, y)", width);
            yield return Loss($"SoftCrossEntropyCase{width}", "CrossEntropy(output, Softmax(y))", width);
            yield return Loss($"KlDivergenceCase{width}", "KlDivergence(LogSoftmax(output), Softmax(y))", width);
        }

        yield return NetworkCase.Expression("LabelCrossEntropyCase", "h", "[Label] Tensor y", "CrossEntropy(output, y)", width: 7, classes: 7);
        yield return NetworkCase.Expression("LabelNllCase", "LogSoftmax(h)", "[Label] Tensor y", "Nll(output, y)", width: 17, classes: 17);
    }

    private static NetworkCase Loss(string name, string loss, int width, bool smooth = true) =>
        NetworkCase.Expression(name, "h", $"[Shape({width})] Tensor y", loss, width, smooth: smooth);
}
