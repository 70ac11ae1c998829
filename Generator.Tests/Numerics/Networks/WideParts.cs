namespace NetGen.Tests.Numerics.Networks;

/// <summary>Parts of values that are wide enough to be read and stored where they lie, and values around them that are not.</summary>
internal static class WideParts
{
    public static IEnumerable<NetworkCase> All =>
    [
        Of("GatedParts", "var g = Wide(x); return Head(Sigmoid(Slice(g, 0, 48)) * Tanh(Slice(g, 48, 48)));"),
        Of("OverlappingParts", "var g = Wide(x); return Head(Slice(g, 1, 40) * Slice(g, 3, 40) + Slice(Square(g), 55, 40));"),
        Of("PartOfPart", "var g = Wide(x); return Head(Tanh(Slice(Slice(g, 7, 80) * 2f, 3, 40)) + Slice(Slice(g, 7, 80), 11, 40));"),
        Of("PartForProductToo", "var p = Slice(Wide(x), 10, 40); return Head(p) + Mean(Exp(p), 0);"),
        Of("PartOfInput", "return Head(Tanh(Slice(x, 2, 33)) - Slice(x, 7, 33));"),
        Of("NarrowParts", "var g = Wide(x); return Head(Slice(g, 0, 31) * Slice(g, 31, 31));"),
        Of("ReducedParts", "var g = Wide(x); return Head(Softmax(Slice(g, 0, 45)) * Sum(Slice(g, 50, 46)));"),
        Of("PartOfMatrix", "var g = Reshape(Wide(x), 3, 32); return Head(Reshape(Tanh(Slice(g, 1, 1, 0)) * Slice(g, 2, 1, 0), 32) + Mean(Transpose(Slice(g, 0, 2, 0)), 1));"),
        Of("ColumnsOfMatrix", "var g = Reshape(Wide(x), 2, 48); return Head(Reshape(Exp(Slice(g, 4, 40, 1)) - Slice(g, 8, 40, 1), 80));"),
        Of("Joined", "var g = Wide(x); return Head(Concat(Tanh(Slice(g, 0, 40)), Sigmoid(Slice(g, 50, 46))));"),
        Of("JoinedTwice", "var t = Tanh(Wide(x)); var s = Square(Other(x)); return Head(Concat(t, s, t)) + Last(Concat(s, t)) + Mean(t * 2f, 0);"),
        Of("JoinedProducts", "return Head(Tanh(Concat(Wide(x), Other(x))));"),
        Of("JoinedForPart", "var c = Concat(Tanh(Wide(x)), Exp(Other(x))); return Head(Slice(c, 5, 91) * 2f) + Last(c);"),
        Of("JoinedResult", "return Concat(Head(x), Last(Concat(Tanh(Wide(x)), Square(Other(x)))));", width: 6),
        Of("JoinedOutput", "return Concat(Tanh(Wide(x)), Square(Other(x)));", width: 136),
        Of("JoinedWithInput", "return Head(Concat(x, Tanh(Wide(x)), 0.5f * Other(x)));"),
        Of("PartsInBranch", "var g = Wide(x); return Sum(x) > 0f ? Head(Sigmoid(Slice(g, 0, 48)) * Slice(g, 48, 48)) : Last(Concat(Tanh(Other(x)), Square(g)));", smooth: false),
        Of("JoinedRows", "var g = Reshape(Wide(x), 2, 48); return Head(Reshape(Concat(Tanh(g), Square(g)), 192));"),
        .. new[] { "Lstm(40)", "Gru(32)", "Lstm(33, Bidirectional = true)", "Gru(36, ReturnSequences = true)", "Lstm(32, ReturnSequences = true), Lstm(35)" }.Select(Recurrent),
        NetworkCase.Of("JoinedState", """
                [Dense(80)] private partial Tensor Gates(Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor h);

                [Forward]
                private Tensor Define([Shape(5, 6)] Tensor x)
                {
                    var (all, last) = Scan(x, Gates(Reshape(Slice(x, 0, 1, 0), 6)), Step);
                    return Head(last) + Head(Mean(Transpose(all), 1));
                }

                private (Tensor, Tensor) Step(Tensor x, Tensor h)
                {
                    var next = Concat(Tanh(Slice(h, 0, 40)) * Sum(x), Sigmoid(Slice(h, 40, 40)));
                    return (next, next);
                }

                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
    ];

    private static NetworkCase Of(string name, string body, int width = 3, bool smooth = true)
    {
        var layers = new[] { ("Wide", 96), ("Other", 40), ("Head", 3), ("Last", 3) }.Where(l => body.Contains($"{l.Item1}("))
            .Select(l => $"    [Dense({l.Item2})] private partial Tensor {l.Item1}(Tensor x);\n");
        return NetworkCase.Of($"{name}InPlaceCase", $$"""
            {{string.Concat(layers)}}
                [Forward] private Tensor Define([Shape(40)] Tensor x) { {{body}} }

                [Loss] private Tensor Loss(Tensor output, [Shape({{width}})] Tensor y) => Mse(output, y);
            """, smooth: smooth);
    }

    private static NetworkCase Recurrent(string layers, int index) => NetworkCase.Of($"Recurrent{index}InPlaceCase", $$"""
            [{{layers}}, Dense(3)] private partial Tensor Encode(Tensor x);

            [Forward] private Tensor Define([Shape(5, 3)] Tensor x) => Mean(Transpose(Reshape(Encode(x), {{(layers.EndsWith("true)") && !layers.Contains("Bidirectional") ? 5 : 1)}}, 3)), 1);

            [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
        """);
}
