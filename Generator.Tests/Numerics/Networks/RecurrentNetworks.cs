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
    ];

    private static NetworkCase Layer(string name, string layers, int width = 5, string? shape = null, bool smooth = true) => NetworkCase.Of($"{name}Case", $$"""
            [{{layers}}] private partial Tensor Encode(Tensor x);

            [Forward] private Tensor Define([Shape(6, 3)] Tensor x) => Encode(x);

            [Loss] private Tensor Loss(Tensor output, [Shape({{shape ?? $"{width}"}})] Tensor y) => Mse(output, y);
        """, smooth: smooth);

    private static NetworkCase Cell(string name, string body) => NetworkCase.Of($"{name}Case", $$"""
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
        """);
}
