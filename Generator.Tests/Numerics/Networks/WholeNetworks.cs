namespace NetGen.Tests.Numerics.Networks;

/// <summary>Networks whose topology is the point: sharing, several heads, odd sizes, dropout, stopped gradients, metrics.</summary>
internal static class WholeNetworks
{
    public static IEnumerable<NetworkCase> All { get; } =
    [
        NetworkCase.Of("OddSizes", """
                [Dense(1, Tanh), Dense(33, Gelu), Dense(65, Silu), Dense(17, Sigmoid), Dense(3)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(7)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("LeadingAxes", """
                [Dense(5, Tanh)] private partial Tensor EachRow(Tensor x);
                [Dense(2)] private partial Tensor Head(Tensor h);

                [Forward] private Tensor Define([Shape(3, 4)] Tensor x) => Head(Flatten(EachRow(x)));
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("SeveralHeads", """
                [Dense(19, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(2)] private partial Tensor A(Tensor h);
                [Dense(3)] private partial Tensor B(Tensor h);
                [Dense(1)] private partial Tensor C(Tensor h);

                [Forward]
                private (Tensor First, Tensor Second, Tensor Third) Define([Shape(6)] Tensor x)
                {
                    var h = Trunk(x);
                    return (A(h), B(h), C(h));
                }

                [Loss] private Tensor Loss(Tensor first, Tensor second, Tensor third, [Shape(2)] Tensor y) =>
                    Mse(first, y) + 0.3f * Mean(Square(second)) + Sum(Softplus(third));
                [Metric] private Tensor Distance(Tensor first, [Shape(2)] Tensor y) => Mae(first, y);
            """),
        NetworkCase.Of("SharedOnDifferentInputs", """
                [Dense(9, Tanh), Dense(4)] private partial Tensor Tower(Tensor x);

                [Forward]
                private Tensor Define([Shape(6)] Tensor left, [Shape(6)] Tensor right)
                {
                    var l = Tower(left);
                    var r = Tower(right);
                    return l * r + Tower(left + right);
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("Residual", """
                [Dense(8, Gelu), Dense(8)] private partial Tensor Block(int index, Tensor x);
                [Dense(2)] private partial Tensor Head(Tensor h);

                [Forward]
                private Tensor Define([Shape(8)] Tensor x)
                {
                    var h = x;
                    for (var i = 0; i < 3; i++)
                        h = h + Block(i, h);
                    return Head(h);
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("WithDropout", """
                [Dense(24, Tanh), Dropout(0.25f), Dense(13, Tanh), Dropout(0.5f), Dense(3)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        // Central differences see through StopGradient: the function's value depends on what it stops.
        NetworkCase.Of("Stopped", """
                [Dense(5, Tanh)] private partial Tensor First(Tensor x);
                [Dense(5, Tanh)] private partial Tensor Second(Tensor x);

                [Forward]
                private Tensor Define([Shape(4)] Tensor x)
                {
                    var h = First(x);
                    return Second(h) * StopGradient(h) + h;
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(5)] Tensor y) => Mse(output, y);
            """, smooth: false),
        NetworkCase.Of("Classifier", """
                [Dense(21, Gelu), Dense(6)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(10)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y);
                [Metric] private Tensor Hits(Tensor output, [Label] Tensor y) => Accuracy(output, y);
                [Metric] private Tensor Top2(Tensor output, [Label] Tensor y) => TopKAccuracy(output, y, 2);
            """, classes: 6),
        NetworkCase.Of("OutputFeedsLoss", """
                [Dense(6, Tanh), Dense(2)] private partial Tensor Body(Tensor x);

                [Forward]
                private (Tensor Logits, Tensor Probabilities) Define([Shape(3)] Tensor x)
                {
                    var logits = Body(x);
                    return (logits, Softmax(logits));
                }

                [Loss] private Tensor Loss(Tensor logits, [Label] Tensor y) => CrossEntropy(logits, y);
                [Metric] private Tensor Confidence(Tensor probabilities) => ReduceMax(probabilities);
            """),
        NetworkCase.Of("InputIsOutputToo", """
                [Dense(4)] private partial Tensor Body(Tensor x);

                [Forward]
                private (Tensor Same, Tensor Shifted, Tensor Predicted) Define([Shape(4)] Tensor x) => (x, x + 1f, Body(x));

                [Loss] private Tensor Loss(Tensor predicted, Tensor shifted) => Mse(predicted, shifted);
            """),
        NetworkCase.Of("SumOfLossesByHand", """
                [Dense(7, Softplus), Dense(3)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Sum(Square(output - y)) * 0.25f + Mean(Exp(-Abs(output)));
            """, smooth: false),
    ];
}
