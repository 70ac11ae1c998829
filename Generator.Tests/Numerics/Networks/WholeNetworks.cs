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
        // An epilogue on two columns, Multiply2, with two factors.
        NetworkCase.Of("TwoFactorsOfTwo", """
                [Dense(2, UseBias = false)] private partial Tensor A(Tensor x);
                [Forward]
                private (Tensor Both, Tensor First, Tensor Second) Define([Shape(2)] Tensor x, [Shape(2)] Tensor z)
                {
                    Tensor first = x * 2f, second = z * 3f;
                    return (A(x) * first * second, first, second);
                }

                [Loss] private Tensor Loss(Tensor both, Tensor first, Tensor second, [Shape(2)] Tensor y) => Mse(both, y) + Mean(first * second);
            """),
        // Pictures so large beside the kernel that its gradient is taken sample by sample.
        NetworkCase.Of("LargePictures", """
                [Conv2D(4, 3, Tanh), AveragePool2D(2), Flatten, Dense(3)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(36, 36, 1)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("LongSequences", """
                [Conv1D(3, 5, Relu), MaxPool1D(2), Flatten, Dense(2)] private partial Tensor Body(Tensor x);

                [Forward] private Tensor Define([Shape(1400, 1)] Tensor x) => Body(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """, smooth: false),
        // So much to say about each row that all kernels take turns on a few rows; the words of their loop are names here.
        NetworkCase.Of("ManyPositions", """
                [LayerNorm, Dense(24, Relu), MultiHeadAttention(2, Causal = true, UseBias = false), Dense(20, Tanh)] private partial Tensor Body(Tensor x);

                [Forward]
                private Tensor Define([Shape(40, 20)] Tensor strip)
                {
                    var first = Body(strip);
                    var last = Tanh(first);
                    return last + strip;
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(40, 20)] Tensor y) => Mse(output, y);
            """, smooth: false),
        NetworkCase.Of("LeadingAxes", """
                [Dense(5, Tanh)] private partial Tensor EachRow(Tensor x);
                [Dense(2)] private partial Tensor Head(Tensor h);

                [Forward] private Tensor Define([Shape(3, 4)] Tensor x) => Head(Flatten(EachRow(x)));
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("ProductOfOneRowTimesANumber", """
                [Scale] private partial Tensor Vector(Tensor x);

                [Forward] private Tensor Define([Shape(3)] Tensor x, [Shape(3, 2)] Tensor matrix, [Shape(4)] Tensor z) => Tanh(MatMul(Vector(x), matrix) * Mean(z));
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("CrossAttention", """
                [MultiHeadAttention(2, UseBias = false)] private partial Tensor Attend(int block, Tensor x, Tensor memory, Tensor mask);
                [MultiHeadAttention(1, Causal = true, UseBias = false)] private partial Tensor Look(Tensor x, Tensor mask);

                [Forward]
                private Tensor Define([Shape(3, 4)] Tensor x, [Shape(5, 3)] Tensor memory, [Shape(5)] Tensor seen)
                {
                    var h = x;
                    for (var block = 0; block < 2; block++)
                        h += Attend(block, h, memory, seen > 0f);
                    return Look(h, 1f);
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(3, 4)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("WordsOfGeneratedCode", """
                [Dense(2, Tanh)] private partial Tensor Kernel(Tensor x);
                [Dense(2)] private partial Tensor Update(Tensor x);

                [Forward]
                private Tensor Define([Shape(2)] Tensor frame, [Shape(2)] Tensor begin, [Shape(2)] Tensor end, [Shape(2)] Tensor arena, [Shape(2)] Tensor rows, [Shape(2, 2)] Tensor matrix,
                    [Shape(3, 2)] Tensor steps, [Shape(2)] Tensor count, [Shape(2)] Tensor parameters, [Shape(2)] Tensor self, [Shape(2)] Tensor block)
                {
                    var row = Kernel(frame + begin * end);
                    var at = Update(row * arena + rows);
                    var lane = Softmax(at) + count;
                    var value = MatMul(lane, matrix) * Mean(self);
                    var (feature, last) = Scan(steps, value, (step, from) =>
                    {
                        var width = Tanh(MatMul(from, matrix) + step * parameters);
                        var lanes = width + block;
                        return (lanes, width);
                    });
                    var column = Mean(feature);
                    var to = last * column;
                    return to + Sum(value);
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor sum) => Mse(output, sum);
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
        NetworkCase.Of("JoinedHeads", """
                [Dense(70, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(4)] private partial Tensor A(Tensor h);
                [Dense(3)] private partial Tensor B(Tensor h);
                [Dense(5)] private partial Tensor C(Tensor h);

                [Forward]
                private (Tensor First, Tensor Second, Tensor Third) Define([Shape(3, 6)] Tensor x)
                {
                    var h = Trunk(x);
                    return (A(h), B(h), C(h));
                }

                [Loss] private Tensor Loss(Tensor first, Tensor second, Tensor third, [Shape(3, 7)] Tensor y) =>
                    Mse(ConcatAlong(1, first, second), y) + Mean(Square(third));
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
        NetworkCase.Of("WithNoise", """
                [Dense(13, Selu), AlphaDropout(0.25f), Dense(7, Tanh), GaussianNoise(0.3f), Dense(6), GaussianDropout(0.2f)] private partial Tensor Body(Tensor x);
                [SpatialDropout(0.4f)] private partial Tensor Channels(Tensor h);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Channels(Reshape(Body(x), 2, 3));
                [Loss] private Tensor Loss(Tensor output, [Shape(2, 3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("SmallTransformer", """
                [Embedding(9, 8), PositionalEncoding, PositionEmbedding] private partial Tensor Embed(Tensor words);
                [LayerNorm, MultiHeadAttention(2, Causal = true, Dropout = 0.2f, UseBias = false), Dropout(0.1f)] private partial Tensor Attend(int block, Tensor h);
                [RmsNorm, Dense(12, Gelu), Dense(8)] private partial Tensor Think(int block, Tensor h);
                [GroupNorm(2), Dense(9)] private partial Tensor Guess(Tensor h);

                [Forward]
                private Tensor Define([Indices(6)] Tensor words)
                {
                    var h = Embed(words);
                    for (var i = 0; i < 2; i++)
                    {
                        h += Attend(i, h);
                        h += Think(i, h);
                    }

                    return Guess(h);
                }

                [Loss] private Tensor Loss(Tensor output, [Label(6)] Tensor next) => CrossEntropy(output, next);
            """, classes: 9),
        NetworkCase.Of("MaskedReader", """
                [Embedding(7, 6)] private partial Tensor Embed(Tensor words);
                [Dense(6)] private partial Tensor Query(Tensor x);
                [Dense(6)] private partial Tensor Key(Tensor x);
                [Dense(4), Prelu] private partial Tensor Value(Tensor x);

                [Forward]
                private Tensor Define([Shape(3, 5)] Tensor x, [Indices(4)] Tensor words, [Shape(4)] Tensor present, [Indices] Tensor chosen)
                {
                    var h = Embed(words);
                    var seen = MaskedAttention(Query(x), Key(h), Value(h), present > 0f, heads: 2);
                    return Concat(Gather(CumSum(seen, 0), chosen), Mean(seen, 1));
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(7)] Tensor y) => Mse(output, y);
            """, classes: 3, smooth: false),
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
        // Behind a kernel without parameters there is no bias, whatever is added.
        NetworkCase.Of("PooledAndAdded", """
                [AveragePool1D(2), Shift] private partial Tensor Pool(Tensor x);
                [GlobalMaxPool] private partial Tensor Top(Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor x);

                [Forward] private Tensor Define([Shape(6, 3)] Tensor x) => Head(Top(x) + Mean(Transpose(Pool(x)), 1));
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
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
