namespace NetGen.Tests.Numerics.Networks;

/// <summary>Recurrences: layers, and cells that users write.</summary>
internal static class RecurrentNetworks
{
    /// <summary>Lstm by hand.</summary>
    public const string LstmByHand = """
            [Dense(20, UseBias = true)] private partial Tensor Inputs(Tensor x);
            [Dense(20, UseBias = false)] private partial Tensor States(Tensor x);

            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                Tensor zero = Reshape(Slice(x, 0, 1, 0), 3) * 0f;
                var start = Concat(zero, Slice(zero, 0, 2));
                var (_, last) = Scan(x, (Hidden: start, Cell: start), Step);
                return last.Hidden;
            }

            private ((Tensor, Tensor) Output, (Tensor Hidden, Tensor Cell) State) Step(Tensor x, (Tensor Hidden, Tensor Cell) state)
            {
                var gates = Split(States(state.Hidden) + Inputs(x), 4);
                var cell = Sigmoid(gates[1]) * state.Cell + Sigmoid(gates[0]) * Tanh(gates[2]);
                var hidden = Sigmoid(gates[3]) * Tanh(cell);
                return ((hidden, cell), (hidden, cell));
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(5)] Tensor y) => Mse(output, y);
        """;

    public static IEnumerable<NetworkCase> All =>
    [
        OneRowProduct("ProductPlusASlice", "Tanh(MatMul(h, matrix) + x)"),
        OneRowProduct("ProductTimesANumberOfAStep", "Tanh(MatMul(h, matrix) * Sum(x))"),
        Layer("RnnLast", "Rnn(5)"),
        Layer("RnnRelu", "Rnn(5, Relu)", smooth: false),
        Layer("LstmLast", "Lstm(5)"),
        Layer("GruLast", "Gru(5)"),
        Layer("LstmWide", "Lstm(17)", width: 17),
        Layer("RnnSequence", "Rnn(5, ReturnSequences = true)", shape: "6, 5"),
        Layer("LstmSequence", "Lstm(5, ReturnSequences = true)", shape: "6, 5"),
        Layer("GruSequence", "Gru(5, ReturnSequences = true)", shape: "6, 5"),
        Layer("LstmBoth", "Lstm(5, Bidirectional = true)", width: 10),
        Layer("GruBothSequence", "Gru(5, Bidirectional = true, ReturnSequences = true)", shape: "6, 10"),
        Layer("LstmStacked", "Lstm(4, ReturnSequences = true), Dropout(0.25f), Lstm(5)"),
        Layer("LstmThenDense", "Lstm(4, ReturnSequences = true), Dense(5, Tanh)", shape: "6, 5"),
        NetworkCase.Of("LstmByHand", LstmByHand),
        .. new[] { 1, 5, 16, 33 }.Select(units => Gates($"LstmByGate{units}", units, """
            var c = Sigmoid(Xf(x) + Hf(h)) * Tanh(h) + Sigmoid(Xi(x) + Hi(h)) * Tanh(Xg(x) + Hg(h));
                    return Sigmoid(Xo(x) + Ho(h)) * Tanh(c);
            """)),
        Gates("GruByGate", 6, "var (r, z) = (Sigmoid(Xi(x) + Hi(h)), Sigmoid(Xf(x) + Hf(h))); return (1f - z) * Tanh(Xg(x) + Hg(r * h)) + z * h * Sum(Xo(x) * Ho(h));"),
        Gates("GatesInAnotherOrder", 4, "return Tanh(Hi(h) + Xf(x)) * Sigmoid(Xi(x) + Hf(h)) + Tanh(Hi(h)) * Xg(x) - 0.5f * Xo(x) * (Ho(h) + Hg(h));"),
        Gates("GatesOfConcatenation", 7, "var both = Concat(h, h); return Tanh(Xi(both) + Xf(both)) * Sigmoid(Xg(both) + Xo(both)) + 0.2f * Tanh(Hi(h) + Hf(h) + Hg(h) + Ho(h)) * Tanh(Sum(x));"),
        Cell("Fold", "var (_, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, h))); return last;"),
        Cell("AllStates", "var (all, _) = Scan(x, first, (slice, h) => Cell(Concat(slice, h))); return Mean(Transpose(all), 1) + Slice(Reshape(all, 24), 4, 4);"),
        Cell("Reversed", "var (all, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, h)), reverse: true); return Reshape(Slice(all, 1, 1, 0), 4) + last;"),
        Cell("OutputNotState", "var (all, last) = Scan(x, first, (slice, h) => (Out(h) * Sum(slice), Cell(Concat(slice, h)))); return Sum(all) * last;"),
        Cell("ProductBehind", "var (all, last) = Scan(x, first, (slice, h) => (Tanh(Out(Cell(Concat(slice, h)))), h * 0.5f + Sum(slice))); return Mean(Transpose(all), 1) + last;"),
        Cell("BatchedCapture", "var context = Out(first); var (_, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, h * context))); return last;"),
        Cell("TwoSequences", "var (_, last) = Scan((x, Square(x)), first, (s, h) => Tanh(Out(h) + Sum(s.Item1 * s.Item2))); return last;"),
        Cell("StateUnused", "var (all, _) = Scan(x, first, (slice, h) => (Cell(Concat(slice, Square(slice), Slice(slice, 0, 1))), h)); return Mean(Transpose(all), 1);"),
        Cell("Swapped", "var (_, last) = Scan(x, (first, Out(first)), (slice, s) => (s.Item2, Cell(Concat(slice, s.Item1)))); return last.Item1 * last.Item2;"),
        Cell("Softmaxed", "var (_, last) = Scan(x, first, (slice, h) => Softmax(Cell(Concat(slice, h))) * 2f); return last;"),
        Cell("ScalarState", "var (_, last) = Scan(x, Sum(first), (slice, s) => Tanh(s * Sum(slice) + 0.5f)); return last * first;"),
        Cell("Nested", "var (_, last) = Scan(x, first, (slice, h) => Scan(Reshape(slice, 3, 1), h, (v, inner) => Tanh(inner * v + Out(h))).State); return last;"),
        Cell("TruncatedReverse", "var (all, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, h)), truncate: 2, reverse: true); return Mean(Transpose(all), 1) + last;", smooth: false),
        Cell("FormulaInStep", "var (_, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, h * Concat(1f, Reshape(OneHot(ArgMax(slice), 3) + 0.5f, 3))))); return last;", smooth: false),
        InStep("Raised", "[Upsample1D(2, Interpolation = Interpolation.Linear), GlobalAveragePool] private partial Tensor Mix(Tensor x);", "Mix(Reshape(h + Sum(slice), 1, 5))"),
        Cell("DroppedInStep", "var (_, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, Dropout(h, 0.3f)))); return last;"),
        Cell("ComputedGather", "var (_, last) = Scan(x, first, (slice, h) => Cell(Concat(slice, Gather(h, ArgMax(slice)) * h))); return last;", smooth: false),
        InStep("Noise", "[GaussianNoise(0.2f), GaussianDropout(0.3f), AlphaDropout(0.2f), SpatialDropout(0.2f)] private partial Tensor Mix(Tensor x);", "Mix(h)"),
        InStep("Embedded", "[Embedding(3, 5)] private partial Tensor Mix(Tensor x);", "h * Mix(ArgMax(slice))", smooth: false),
        InStep("Convolved", "[Conv1D(1, 3, Padding = Padding.Same), Flatten] private partial Tensor Mix(Tensor x);", "Mix(Reshape(h + Sum(slice), 5, 1))"),
        InStep("ConvolvedBefore", "[Conv1D(5, 2), GlobalAveragePool] private partial Tensor Mix(Tensor x);", "h * Mix(Reshape(slice, 3, 1))"),
        InStep("Pooled", "[MaxPool1D(2, Stride = 1, Padding = Padding.Same), AveragePool1D(3, Stride = 1, Padding = Padding.Same), Flatten] private partial Tensor Mix(Tensor x);", "Mix(Reshape(h * Sum(slice), 5, 1))", smooth: false),
        InStep("Normed", "[LayerNorm, GroupNorm(5), RmsNorm, Prelu] private partial Tensor Mix(Tensor x);", "Mix(h + Sum(slice))", smooth: false),
        InStep("Attending", "[Dense(5), Reshape(5, 1), MultiHeadAttention(1, UseBias = false), Flatten] private partial Tensor Mix(Tensor x);", "Mix(h) + Sum(slice)"),
        InStep("CausalOfOnePosition", "[Dense(5), Reshape(1, 5), MultiHeadAttention(1, Causal = true), Flatten] private partial Tensor Mix(Tensor x);", "Mix(h) + Sum(slice)"),
        Numbers("NumbersThroughALayer", "[Dense(4, Tanh)]", "Whole(x)"),
        Numbers("NumbersAsAPicture", "[MaxPool2D(1)]", "Reshape(Whole(Reshape(x, 4, 1, 1)), 4)", smooth: false),
    ];

    /// <summary>A layer that the step applies.</summary>
    private static NetworkCase InStep(string name, string layer, string mixed, bool smooth = true) => NetworkCase.Of($"{name}InStepCase", $$"""
            {{layer}}
            [Dense(5)] private partial Tensor First(Tensor x);

            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                var (_, last) = Scan(x, First(Mean(Transpose(x), 1)), (slice, h) => Tanh(0.5f * h + {{mixed}}));
                return last;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(5)] Tensor y) => Mse(output, y);
        """, smooth: smooth);

    private static NetworkCase Layer(string name, string layers, int width = 5, string? shape = null, bool smooth = true) => NetworkCase.Of($"{name}Case", $$"""
            [{{layers}}] private partial Tensor Encode(Tensor x);

            [Forward] private Tensor Define([Shape(6, 3)] Tensor x) => Encode(x);

            [Loss] private Tensor Loss(Tensor output, [Shape({{shape ?? $"{width}"}})] Tensor y) => Mse(output, y);
        """, smooth: smooth);

    private static NetworkCase Cell(string name, string body, bool smooth = true) => NetworkCase.Of($"{name}Case", $$"""
            [Dense(4, Tanh)] private partial Tensor Cell(Tensor x);
            [Dense(4)] private partial Tensor Out(Tensor x);
            [Dense(4)] private partial Tensor First(Tensor x);

            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                var first = First(Reshape(Slice(x, 0, 1, 0), 3)) + Out(Out(First(Reshape(Slice(x, 5, 1, 0), 3)))) + 0f * Cell(Reshape(Slice(Reshape(x, 18), 0, 7), 7));
                {{body}}
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        """, smooth: smooth);

    /// <summary>A cell with a layer for each gate and operand.</summary>
    private static NetworkCase Gates(string name, int units, string step) => NetworkCase.Of(name, $$"""
            {{string.Concat("ifgo".Select(gate => $"[Dense({units})] private partial Tensor X{gate}(Tensor x);\n    [Dense({units}, UseBias = {(gate is 'i' or 'o' || name.Contains("Order") ? "true" : "false")})] private partial Tensor H{gate}(Tensor x);\n    "))}}
            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                var (all, last) = Scan(x, BroadcastTo(0.25f, {{units}}), Step);
                return last + 0.5f * Mean(Transpose(all), 1);
            }

            private Tensor Step(Tensor x, Tensor h)
            {
                {{step}}
            }

            [Loss] private Tensor Loss(Tensor output, [Shape({{units}})] Tensor y) => Mse(output, y);
        """);

    /// <summary>A recurrence over the numbers of one vector, which a layer takes whole.</summary>
    private static NetworkCase Numbers(string name, string layer, string whole, bool smooth = true) => NetworkCase.Of($"{name}Case", $$"""
            [Scale] private partial Tensor Scaled(Tensor x);
            {{layer}} private partial Tensor Whole(Tensor x);

            [Forward]
            private Tensor Define([Shape(4)] Tensor x)
            {
                var whole = {{whole}};
                var (all, _) = Scan(Scaled(x), whole, (number, h) => (number + Sum(whole), h * 0.5f));
                return all * whole;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        """, smooth: smooth);

    /// <summary>A step whose product has one row for each row of the batch, and reads a value of which each step has a part.</summary>
    private static NetworkCase OneRowProduct(string name, string step) => NetworkCase.Of(name, $$"""
            [Scale] private partial Tensor Start(Tensor x);

            [Forward]
            private Tensor Define([Shape(2, 2)] Tensor matrix, [Shape(4, 2)] Tensor sequence, [Shape(2)] Tensor start)
            {
                var (all, _) = Scan(sequence, Start(start), (x, h) => {{step}});
                return all;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4, 2)] Tensor y) => Mse(output, y);
        """);
}
