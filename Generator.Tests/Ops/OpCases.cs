using NetGen.Generator.Graphs;

namespace NetGen.Tests.Ops;

/// <summary>Calls of every function with shapes of all kinds: scalars, matrices, broadcasting over axes and over the batch.</summary>
internal static class OpCases
{
    private static readonly string[] OfAnyNumber =
    [
        "Relu", "LeakyRelu", "Elu", "Gelu", "Silu", "Tanh", "Sigmoid", "Softplus", "Softsign", "Exp", "Abs", "Square", "Erf", "Flatten",
        "Sin", "Cos", "Selu", "GeluTanh", "HardSigmoid", "HardSwish", "HardTanh", "Mish", "LogSigmoid", "Relu6", "TanhShrink", "Expm1",
    ];

    public static IReadOnlyList<OpCase> All { get; } =
        [.. Unary(), .. Binary(), .. Reductions(), .. Movements(), .. Lookups(), .. Products(), .. Attentions(), .. Losses(), .. Classes()];

    private static TensorArgument T(params int[] sizes) => new(Shape.Of(sizes));

    private static TensorArgument P(params int[] sizes) => new(Shape.Of(sizes), Batched: false);

    private static TensorArgument Labels(int classes, params int[] sizes) => new(Shape.Of(sizes), Classes: classes);

    private static TensorArgument Exactly(double value) => T() with { Low = value, High = value };

    private static TensorArgument Positive(TensorArgument tensor) => tensor with { Low = 0.2, High = 3 };

    private static IEnumerable<OpCase> Unary()
    {
        foreach (var x in new[] { T(), T(5), T(2, 3), P(2, 2) })
        {
            foreach (var name in OfAnyNumber)
                yield return new(name, x);
            foreach (var name in new[] { "Log", "Sqrt", "Log1p" })
                yield return new(name, Positive(x));
            yield return new("Clamp", x, -1f, 0.5f);
            yield return new("Dropout", x, 0.4f);
            yield return new("Celu", x, 0.7f);
            yield return new("Celu", x);
            yield return new("SoftShrink", x, 0.4f);
            yield return new("HardShrink", x, 0.4f);
            yield return new("Squareplus", x, 0.5f);
        }

        foreach (var name in new[] { "Softmax", "LogSoftmax", "Softmin", "Normalize" })
        {
            foreach (var x in new[] { T(1), T(5), T(2, 3), P(4) })
                yield return new(name, x);
        }
    }

    private static IEnumerable<OpCase> Binary()
    {
        var shapes = new[]
        {
            (T(), T()), (T(3), T(3)), (T(3), P(3)), (P(2, 3), T(3)), (T(2, 3), T(2, 1)), (T(2, 1), T(1, 3)),
            (T(2, 3, 2), P(3, 1)), (T(4), P()), (P(3), P(2, 1)), (T(2, 3, 2), T(1, 3, 1)),
        };
        foreach (var (a, b) in shapes)
        {
            yield return new("Min", a, b);
            yield return new("Max", a, b);
            yield return new("Pow", Positive(a), b);
            if (a.Shape.Rank > 0 && b.Shape.Rank > 0)
                yield return new("CosineSimilarity", a, b);
            yield return new("GaussianNll", Wide(a, b), Positive(b), T([.. Wide(a, b).Shape.Sizes]));
        }
    }

    // GaussianNll broadcasts sigma to the mean only.
    private static TensorArgument Wide(TensorArgument a, TensorArgument b) => a with { Shape = Shape.Broadcast(a.Shape, b.Shape)!.Value };

    private static IEnumerable<OpCase> Reductions()
    {
        foreach (var name in new[] { "Sum", "Mean", "ReduceMax", "ReduceMin", "Variance", "LogSumExp", "Norm" })
        {
            yield return new(name, T());
            yield return new(name, T(5));
            yield return new(name, T(1), 1, true);
            yield return new(name, T(2, 3, 2), 2, true);
            yield return new(name, T(2, 3, 2), 1, false);
            yield return new(name, P(3, 2), 1, false);
        }
    }

    private static IEnumerable<OpCase> Movements()
    {
        yield return new("Concat", new object[] { new[] { T(2), T(3), P(1), T() } });
        yield return new("ConcatAlong", -2, new[] { T(2, 3), T(1, 3) });
        yield return new("Stack", new object[] { new[] { T(2, 3), P(2, 3) } });
        yield return new("Stack", new object[] { new[] { T(), T() } });
        yield return new("StackAlong", -1, new[] { T(2), T(2), T(2) });
        yield return new("StackAlong", 1, new[] { T(2, 3), T(2, 3) });
        yield return new("Unstack", T(3, 2), 0);
        yield return new("Unstack", T(3, 2), -1);
        yield return new("Pad", T(3), 1, 2);
        yield return new("Pad", T(3, 2), 2, 0, 0, -1.5f);
        yield return new("Tile", T(2, 3), (IReadOnlyList<int>)[3, 2]);
        yield return new("Tile", T(3), (IReadOnlyList<int>)[2, 1, 2]);
        yield return new("Tile", P(2, 1, 3), (IReadOnlyList<int>)[2]);
        yield return new("Tile", T(), (IReadOnlyList<int>)[3]);
        yield return new("Repeat", T(2, 3), 2, 0);
        yield return new("Repeat", T(2, 3), 3);
        yield return new("BroadcastTo", T(2, 1), (IReadOnlyList<int>)[3, 2, 4]);
        yield return new("BroadcastTo", P(), (IReadOnlyList<int>)[2, 2]);
        yield return new("Glu", T(6));
        yield return new("Glu", T(4, 3), 0);
        yield return new("Flip", T(5));
        yield return new("Flip", T(4, 3), 0);
        yield return new("Slice", T(5), 1, 3);
        yield return new("Slice", T(4, 3), 1, 2, 0);
        yield return new("Split", T(6), 3);
        yield return new("Split", T(4, 2), 2, 0);
        yield return new("Reshape", T(2, 6), (IReadOnlyList<int>)[3, -1]);
        yield return new("Transpose", T(2, 3), (IReadOnlyList<int>)[]);
        yield return new("Transpose", T(2, 3, 4), (IReadOnlyList<int>)[2, 0, 1]);
    }

    private static IEnumerable<OpCase> Lookups()
    {
        yield return new("Gather", T(4, 3), Labels(4, 5));
        yield return new("Gather", T(4), Labels(4));
        yield return new("Gather", T(3, 2, 2), Labels(3, 2, 2));
        yield return new("Gather", P(4, 3), Labels(4, 5));
        yield return new("Gather", T(4, 3), Labels(4, 2) with { Batched = false });
        yield return new("Gather", P(4, 3), Labels(4, 2) with { Batched = false });
        yield return new("CumSum", T(5));
        yield return new("CumSum", T(2, 3, 2), 1);
        yield return new("CumSum", P(3, 2), 0);
        yield return new("Take", T(4, 3), 0, (IReadOnlyList<int>)[3, 0, 0]);
        yield return new("Take", T(4, 3), -1, (IReadOnlyList<int>)[1]);
    }

    private static IEnumerable<OpCase> Attentions()
    {
        yield return new("Attention", T(3, 4), T(3, 4), T(3, 4));
        yield return new("Attention", T(2, 4), T(3, 4), T(3, 6), 2);
        yield return new("Attention", T(3, 4), T(3, 4), T(3, 2), 2, true);
        yield return new("Attention", T(2, 3, 4), T(2, 3, 4), T(2, 3, 4), 2, true);
        yield return new("Attention", P(3, 2), T(3, 2), T(3, 2));
        yield return new("MaskedAttention", T(3, 4), T(3, 4), T(3, 4), Labels(2, 3), 2);
        yield return new("MaskedAttention", T(3, 4), T(3, 4), T(3, 4), Labels(2, 3, 3), 1, true);
    }

    private static IEnumerable<OpCase> Products()
    {
        yield return new("MatMul", T(3), P(3, 2));
        yield return new("MatMul", T(2, 3), P(3, 4));
        yield return new("MatMul", P(2, 3), P(3, 4));
        yield return new("MatMul", T(2, 3), T(3, 4));
        yield return new("MatMul", T(2, 2, 3), T(2, 3, 4));
        yield return new("MatMul", T(2, 2, 3), T(3, 1));
        yield return new("MatMul", P(2, 3), T(3, 4));
        yield return new("MatMul", T(3), T(3));
        yield return new("MatMul", T(3), T(3, 2));
        yield return new("MatMul", T(2, 3), T(3));
        yield return new("MatMul", T(2, 3), P(3));
    }

    private static IEnumerable<OpCase> Losses()
    {
        foreach (var x in new[] { T(), T(1), T(4), T(2, 3) })
        {
            yield return new("Mse", x, x);
            yield return new("Mae", x, x);
            yield return new("Huber", x, x, 0.8f);
            yield return new("BinaryCrossEntropy", x, x with { Low = 0, High = 1 });
            yield return new("BinaryCrossEntropy", x, x with { Low = 0, High = 1 }, 0.3f);
            yield return new("BinaryFocal", x, x with { Low = 0, High = 1 }, 1.7f, 0.4f);
            yield return new("Hinge", x, x);
            yield return new("MarginRanking", x, x, x, 0.6f);
            yield return new("Dice", Positive(x), x with { Low = 0, High = 1 });
            yield return new("Tversky", Positive(x), x with { Low = 0, High = 1 }, 0.3f, 0.9f);
            yield return new("SquaredHinge", x, x);
            yield return new("LogCosh", x, x);
            yield return new("PoissonNll", x, Positive(x));
            yield return new("Msle", Positive(x), Positive(x));
            yield return new("Mape", x, Positive(x), 0.7f);
        }

        yield return new("Mse", T(), T(1));
        yield return new("R2", T(2), T(2));
        yield return new("Rmse", T(2, 2), T(2, 2));
        yield return new("Auc", T(2), T(2));
        foreach (var x in new[] { T(3), T(2, 3) })
        {
            yield return new("Contrastive", x, x, x with { Shape = x.Shape.Leading(x.Shape.Rank - 1) }, 2f);
            yield return new("CosineEmbedding", x, x, x with { Shape = x.Shape.Leading(x.Shape.Rank - 1) }, -0.2f);
            yield return new("Triplet", x, x, x);
        }

        yield return new("Triplet", T(3), T(3), T(4, 3), 0.5f);
        yield return new("Contrastive", T(4, 3), T(3), T(4), 2f);
        yield return new("CosineEmbedding", T(3), T(4, 3), T(4));
    }

    private static IEnumerable<OpCase> Classes()
    {
        foreach (var name in new[] { "CrossEntropy", "Nll" })
        {
            yield return new(name, T(5), Labels(5));
            yield return new(name, T(3, 4), Labels(4, 3));
            yield return new(name, T(2), Positive(T(2)));
            yield return new(name, T(3, 4), Positive(T(3, 4)));
        }

        foreach (var name in new[] { "CrossEntropy", "Focal", "MultiMargin" })
        {
            yield return new(name, T(5), Labels(5), 1f);
            yield return new(name, T(3, 4), Labels(4, 3), 1f);
            yield return new(name, T(3, 4), Positive(T(3, 4)), 1f);
        }

        yield return new("CrossEntropy", T(3, 4), Positive(T(3, 4)), 0.3f);
        yield return new("Focal", T(2), Positive(T(2)), 2.5f);
        yield return new("CategoricalHinge", T(5), Labels(5));
        yield return new("CategoricalHinge", T(3, 4), Labels(4, 3));
        yield return new("CategoricalHinge", T(3, 4), Positive(T(3, 4)));
        foreach (var name in new[] { "Precision", "Recall", "F1", "MeanIoU" })
        {
            yield return new(name, T(4), Labels(4));
            yield return new(name, T(3, 4), Labels(4, 3));
            yield return new(name, T(2, 3), T(2, 3));
        }

        yield return new("Ctc", T(5, 4), Labels(3, 2), Exactly(5), Exactly(2), 3);
        yield return new("Ctc", P(4, 3), Labels(2, 1), Exactly(3), Labels(2), 2, true);
        yield return new("LoadBalance", T(4), 1);
        yield return new("LoadBalance", T(5), 2);
        yield return new("NoisyGate", T(4), T(4));
        yield return new("ExpertDrops", T(4), 1.25f, 2);
        yield return new("RouterZ", T(4));
        yield return new("RouterZ", T(2, 3));
        yield return new("KlDivergence", T(4), Positive(T(4)));
        yield return new("KlDivergence", T(2, 3), Positive(T(2, 3)));
    }
}
