namespace NetGen.Tests.Numerics.Networks;

/// <summary>Networks in which rows choose what is computed for them. At ties of the choice central differences jump, so none is smooth.</summary>
internal static class RoutedNetworks
{
    public static IEnumerable<NetworkCase> All { get; } =
    [
        Of("NoiseBesideABranch", """
                [GaussianNoise(0.1f)] private partial Tensor Noisy(int index, Tensor x);
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Head(x) + Sum(Noisy(ArgMax(Gate(x)), x));
            """),
        Of("TwoExperts", """
                [Dense(1)] private partial Tensor Gate(Tensor x);
                [Dense(6, Tanh), Dense(3)] private partial Tensor A(Tensor x);
                [Dense(3)] private partial Tensor B(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Sigmoid(Gate(x)) > 0.5f ? B(x) : A(x);
            """),
        Of("SwitchWithRanges", """
                [Dense(6)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor A(Tensor x);
                [Dense(9, Gelu), Dense(3)] private partial Tensor B(Tensor x);
                [Dense(3)] private partial Tensor C(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => ArgMax(Gate(x)) switch
                {
                    0 or 5 => A(x),
                    >= 1 and < 3 => B(x),
                    4 => 0.5f,
                    _ => C(2f * x),
                };
            """),
        Of("Family", """
                [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(4)] private partial Tensor Gate(Tensor x);
                [Dense(7, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Expert(ArgMax(Gate(x)), Trunk(x));
            """),
        Of("TopTwo", """
                [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(5)] private partial Tensor Gate(Tensor x);
                [Dense(17, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var h = Trunk(x);
                    return TopK(Softmax(Gate(h)), 2, i => Expert(i, h));
                }
            """),
        Of("TopTwoOfBoundedExperts", """
                [Dense(5, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(4)] private partial Tensor Gate(Tensor x);
                [Dense(9, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var h = Trunk(x);
                    return TopK(Softmax(3f * Gate(h)), 2, i => Expert(i, h), capacity: 1f) + Slice(h, 0, 3);
                }
            """),
        Of("NoisyTopTwo", """
                [Dense(4)] private partial Tensor Gate(int index, Tensor x);
                [Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => NoisyTopK(Gate(0, x), Gate(1, x), 2, i => Tanh(Expert(i, x)));
            """),
        Of("BoundedByPosition", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Slice(x, 1, 3) + TopK(OneHot(ArgMax(Gate(x)), 3), 1, i => Tanh(Expert(i, x)), capacity: 1f);
            """),
        Of("ByAnIntegerInput", """
                [Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x, [Indices] Tensor kind) => Expert(ArgMax(OneHot(kind, 3)), x);
            """),
        Of("SwitchOnAnIntegerInput", """
                [Dense(3)] private partial Tensor A(Tensor x);
                [Dense(6, Tanh), Dense(3)] private partial Tensor B(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x, [Indices] Tensor kind) => Position(kind, 4) switch { 0 or 2 => A(x), 1 => B(x), var i => i * A(2f * x) };
            """),
        Of("BoundedFamily", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3), Capacity(1f)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Slice(x, 1, 3) + Tanh(Expert(ArgMax(Gate(x)), x));
            """),
        Of("BoundedFamilyThatPassesOn", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(8, Tanh), Dense(5), Capacity(0.75f, Overflow.Pass)] private partial Tensor Expert(int index, Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Head(Expert(ArgMax(Gate(x)), Tanh(x)));
            """),
        Of("BoundedSwitch", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor A(Tensor x);
                [Dense(6, Tanh), Dense(3)] private partial Tensor B(Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var choice = WithCapacity(ArgMax(Gate(x)), 0.75f);
                    var z = choice switch { 0 => A(x), 1 or 2 => B(x), _ => Slice(x, 1, 3) };
                    return WithCapacity(Sum(x) > 0f, 1f) ? Tanh(z) * choice : WithCapacity(ArgMin(x), 1f) switch { 0 => A(Square(x)), _ => z };
                }
            """),
        Of("TopOneByItsProbability", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => TopK(Softmax(Gate(x)), 1, i => Tanh(Expert(i, x)), renormalize: false);
            """),
        Of("TopAll", """
                [Dense(3)] private partial Tensor Gate(Tensor x);
                [Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => TopK(Softmax(Gate(x)), 3, i => Expert(i, x));
            """),
        Of("Nested", """
                [Dense(2)] private partial Tensor Outer(Tensor x);
                [Dense(2)] private partial Tensor Inner(int index, Tensor x);
                [Dense(3)] private partial Tensor Leaf(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Choose(Outer(x), i => Choose(Inner(i, x), j => Leaf(2 * i + j, x) * Sum(x)));

                private static Tensor Choose(Tensor gate, Func<int, Tensor> branch) => ArgMax(gate) switch { 0 => branch(0), _ => branch(1) };
            """),
        Of("NestedTopTwo", """
                [Dense(3)] private partial Tensor Outer(Tensor x);
                [Dense(4)] private partial Tensor Inner(int index, Tensor x);
                [Dense(3)] private partial Tensor Leaf(int index, Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x) =>
                    TopK(Softmax(Outer(x)), 2, i => TopK(Softmax(Inner(i, x)), 2, j => Leaf(4 * i + j, x)));
            """),
        Of("SeveralResults", """
                [Dense(4, Tanh)] private partial Tensor A(Tensor x);
                [Dense(4)] private partial Tensor B(Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var (value, scale) = Mean(x) > 0f ? (A(x), Sum(x)) : (B(x), 2f);
                    return Slice(value * scale, 0, 3);
                }
            """),
        Of("RoutedTwice", """
                [Dense(3)] private partial Tensor Gate(int index, Tensor x);
                [Dense(6, Tanh)] private partial Tensor First(int index, Tensor x);
                [Dense(3)] private partial Tensor Second(int index, Tensor x);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var choice = ArgMax(Gate(0, x));
                    var h = First(choice, x);
                    var again = choice is 0 or 2 ? Tanh(h) : h * Sum(x);
                    return Second(ArgMax(Gate(1, again)), again) + Second(choice, h);
                }
            """),
        Of("ValuesFromOutside", """
                [Dense(6, Tanh)] private partial Tensor Trunk(Tensor x);
                [Dense(3)] private partial Tensor Head(int index, Tensor h);

                [Forward]
                private Tensor Define([Shape(5)] Tensor x)
                {
                    var h = Trunk(x);
                    var shared = Tanh(Head(0, h));
                    var rare = Tanh(Head(1, h));
                    return Sum(x) > 0f ? shared * rare + Head(2, h) : shared - Sum(x);
                }
            """),
        Of("Matrices", """
                [Dense(4, Tanh)] private partial Tensor Each(int index, Tensor x);

                [Forward]
                private Tensor Define([Shape(3, 5)] Tensor x)
                {
                    var first = Reshape(Slice(x, 0, 1, 0), 5);
                    var z = ArgMin(first) switch
                    {
                        0 => Each(0, x),
                        1 or 2 => Softmax(Each(1, x)) + Mean(Each(1, x), 1, true),
                        var i => MatMul(MatMul(Each(3, x), Transpose(Each(3, x))), Each(i, x)),
                    };
                    return Slice(Sum(Transpose(z), 1), 0, 3);
                }
            """),
        Of("DroppedInBranches", """
                [Dense(24, Tanh), Dropout(0.25f), Dense(3)] private partial Tensor Expert(int index, Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Sum(x) > 0f ? Expert(0, x) : Expert(1, x);
            """),
        Of("OneColumn", """
                [Dense(2)] private partial Tensor Gate(Tensor x);
                [Dense(1)] private partial Tensor Score(int index, Tensor x);
                [Dense(3)] private partial Tensor Head(Tensor x);

                [Forward] private Tensor Define([Shape(5)] Tensor x) => Head(Sigmoid(Score(ArgMax(Gate(x)), x)) * x);
            """),
    ];

    private static NetworkCase Of(string name, string members)
    {
        var source = NetworkCase.Of(name, members + "\n    [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);", smooth: false);
        return source with { Source = source.Source.Replace("[Network]", "[Network(UnreachedParameters = UnreachedParameters.Zero)]", StringComparison.Ordinal) };
    }
}
