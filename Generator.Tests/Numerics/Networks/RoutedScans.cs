namespace NetGen.Tests.Numerics.Networks;

/// <summary>Recurrences in whose steps rows choose. The interpreter and the generated code must agree; <see cref="RoutedScanTests"/> says what else holds.</summary>
internal static class RoutedScans
{
    public static IEnumerable<NetworkCase> All { get; } =
    [
        Of("ChoiceInAStep", """
                [Dense(4)] private partial Tensor In(int index, Tensor x);
                [Dense(4, UseBias = false)] private partial Tensor Recur(Tensor h);
                [Dense(3)] private partial Tensor Head(Tensor h);

                [Forward]
                private Tensor Define([Shape(6, 3)] Tensor x, [Shape(4)] Tensor start)
                {
                    var (all, last) = Scan(x, start, (v, h) => Mean(v) > 0f ? Tanh(In(0, v) + Recur(h)) : 0.5f * h + In(1, v));
                    return Head(last) + Head(Mean(Transpose(all), 1));
                }
            """),
        Of("ExpertsInAStep", """
                [Dense(4)] private partial Tensor Gate(Tensor x);
                [Dense(7, Tanh), Dense(4)] private partial Tensor Expert(int index, Tensor h);
                [Dense(3)] private partial Tensor Head(Tensor h);

                [Forward]
                private Tensor Define([Shape(5, 4)] Tensor x, [Shape(4)] Tensor start)
                {
                    var weights = Softmax(Gate(start));
                    var (all, (last, sum)) = Scan(x, (start, 0f * Sum(start)), (v, state) =>
                    {
                        var (h, total) = state;
                        var next = Tanh(v + TopK(Softmax(Gate(h + v)), 2, i => Expert(i, h)));
                        var chosen = ArgMax(weights) switch { 0 => next, 1 or 2 => 2f * next, _ => Expert(0, next) };
                        return (chosen, (chosen, total + Mean(chosen)));
                    }, truncate: 2, reverse: true);
                    return Head(last) * sum + Head(Reshape(Slice(all, 1, 1, 0), 4));
                }
            """),
        Of("NestedChoiceInAStep", """
                [Dense(3)] private partial Tensor Leaf(int index, Tensor h);
                [Dense(3), Dropout(0.3f)] private partial Tensor Dropped(Tensor h);

                [Forward]
                private Tensor Define([Shape(4, 3)] Tensor x, [Shape(3)] Tensor start) =>
                    Scan(x, start, (v, h) => Sum(v) > 0f ? (Sum(h) > 0f ? Tanh(Leaf(0, h)) : Leaf(1, v) + 1f) : Dropped(h) + v).State;
            """),
        Of("BoundedChoiceInAStep", """
                [Dense(3)] private partial Tensor Leaf(int index, Tensor h);

                [Forward]
                private Tensor Define([Shape(4, 3)] Tensor x, [Shape(3)] Tensor start) => Scan(x, start, (v, h) =>
                    WithCapacity(ArgMax(h + v), 1f) switch { 0 => Tanh(Leaf(0, h)), 1 => Leaf(1, v), 2 => Leaf(2, h), _ => 0.5f * h }).State;
            """),
    ];

    private static NetworkCase Of(string name, string members)
    {
        var source = NetworkCase.Of(name, members + "\n    [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);", smooth: false);
        return source with { Source = source.Source.Replace("[Network]", "[Network(UnreachedParameters = UnreachedParameters.Zero)]", StringComparison.Ordinal) };
    }
}
