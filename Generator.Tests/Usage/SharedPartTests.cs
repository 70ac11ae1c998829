using NetGen.Analyzers;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Usage;

/// <summary>NG2002: two networks around the same part, asked about the same input.</summary>
public sealed class SharedPartTests
{
    private const string Networks = """
        using NetGen;
        using static NetGen.Activation;
        using static NetGen.Ops;

        [Network]
        public partial class Trunk
        {
            [Dense(8, Tanh)] private partial Tensor Body(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Body(x);
        }

        [Network]
        public partial class A
        {
            [Clone<Trunk>(Parameters = CloneParameters.Shared)] private partial Tensor Encode(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Head(Encode(x));
        }

        [Network]
        public partial class B
        {
            [Clone<Trunk>(Parameters = CloneParameters.Constant)] private partial Tensor Encode(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Exp(Head(Encode(x)));
        }

        [Network]
        public partial class Copy
        {
            [Clone<Trunk>] private partial Tensor Encode(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Head(Encode(x));
        }

        [Network]
        public partial class Behind
        {
            [Clone<Trunk>(Parameters = CloneParameters.Shared)] private partial Tensor Encode(Tensor x);
            [Dense(4)] private partial Tensor Mix(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Encode(Mix(x));
        }

        [Network]
        public partial class Doubled
        {
            [Clone<Trunk>(Parameters = CloneParameters.Shared)] private partial Tensor Encode(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Head(Encode(x * 2f));
        }

        [Network]
        public partial class DoubledToo
        {
            [Clone<Trunk>(Parameters = CloneParameters.Shared)] private partial Tensor Body(Tensor v);
            [Dense(2)] private partial Tensor Top(Tensor h);
            [Forward]
            private (Tensor Low, Tensor High) Define([Shape(4)] Tensor input)
            {
                var twice = 2f * input;
                var h = Body(twice);
                return (Top(h), Relu(h));
            }
        }

        [Network, Input(4), Dense(1), Mse]
        public partial class Own;


        """;

    [Theory]
    [InlineData("trunk.Predict(x, h); var a = new A(trunk); {|NG2002:a.Predict(x, p)|};")]
    [InlineData("var a = new Doubled(trunk); var b = new DoubledToo(trunk); a.Predict(x, p); {|NG2002:b.Predict(x, q, h)|};")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); {|NG2002:b.Predict(x, q)|};")]
    [InlineData("var a = new A(trunk); var b = new A(trunk); a.Predict(x, p); p[0] = 1; {|NG2002:b.Predict(x, q)|};")]
    public Task SamePart_OnSameInput_IsReported(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("var a = new A(trunk); var b = new Doubled(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var own = new Own(seed: 1); var a = new A(trunk); own.Predict(x, q); a.Predict(x, p);")]
    [InlineData("trunk.Predict(x, h); var a = new A(other); a.Predict(x, p);")]
    // The frozen copy may be older than what is trained.
    [InlineData("using var t = new Own(seed: 1).CreateTrainer(new Sgd(0.1f), 10); var a = new A(trunk); var b = new B(trunk); t.Step(x, p); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(other); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new Copy(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new Behind(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); x[0] = 1; b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); b.Predict(y, q);")]
    [InlineData("var a = new A(trunk); trunk = new Trunk(seed: 2); var b = new B(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); if (y[0] > 0) a.Predict(x, p); else b.Predict(x, q);")]
    public Task OtherPartOrInput_IsNotReported(string statements) => VerifyAsync(statements);

    [Fact]
    public Task Networks_OfReadOnlyFields_AreKnown() => new AnalyzerTest<SharedPartAnalyzer>
    {
        TestCode = Networks + """
            public sealed class User
            {
                private readonly A _first;
                private readonly B _frozen;
                private readonly Doubled _second;
                private readonly DoubledToo _third;

                public User(Trunk trunk)
                {
                    _first = new A(trunk);
                    _frozen = new B(trunk);
                    _second = new Doubled(trunk);
                    _third = new DoubledToo(trunk);
                }

                public void Run(float[] x, float[] p, float[] q, float[] h)
                {
                    _second.Predict(x, p);
                    {|NG2002:_third.Predict(x, q, h)|};
                    _first.Predict(x, p);
                }
            }
            """,
    }.RunAsync();

    [Fact]
    public Task Fix_OfTwoNetworks_MakesOne() => VerifyFixAsync(
        "var a = new Doubled(trunk);\n        var b = new DoubledToo(trunk);\n        a.Predict(x, p); // once\n        {|NG2002:b.Predict(x, q, h)|};",
        "var a = new Doubled(trunk);\n        var b = new DoubledToo(trunk);\n        var doubledAndDoubledToo = new DoubledAndDoubledToo(a, b);\n        doubledAndDoubledToo.Predict(x, p, q, h); // once",
        """

        /// <summary>The outputs of <see cref="Doubled"/> and <see cref="DoubledToo"/>: what both compute is computed once.</summary>
        [Network]
        public partial class DoubledAndDoubledToo
        {
            [Clone<Doubled>(Outputs = ["Encode", "Head"], Parameters = CloneParameters.Shared)]
            private partial (Tensor, Tensor) First(Tensor x);

            [Clone<DoubledToo>(Inputs = ["Body"], Parameters = CloneParameters.Shared)]
            private partial (Tensor, Tensor) Second(Tensor encode);

            [Forward]
            private (Tensor Head, Tensor Low, Tensor High) Define([Shape(4)] Tensor x)
            {
                var (encode, head) = First(x);
                var (low, high) = Second(encode);
                return (head, low, high);
            }
        }

        """);

    [Fact]
    public Task Fix_OfTwoNetworksOfOneClass_TellsThemApart() => VerifyFixAsync(
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        a.Predict(x, p);\n        {|NG2002:b.Predict(x, r)|};",
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        var aPair = new APair(a, b);\n        aPair.Predict(x, p, r);",
        Pair);

    private const string Pair = """

        /// <summary>The outputs of <see cref="A"/> and <see cref="A"/>: what both compute is computed once.</summary>
        [Network]
        public partial class APair
        {
            [Clone<A>(Outputs = ["Encode", "Head"], Source = "first", Parameters = CloneParameters.Shared)]
            private partial (Tensor, Tensor) First(Tensor x);

            [Clone<A>(Inputs = ["Encode"], Source = "second", Parameters = CloneParameters.Shared)]
            private partial Tensor Second(Tensor encode);

            [Forward]
            private (Tensor AHead, Tensor AHead2) Define([Shape(4)] Tensor x)
            {
                var (encode, aHead) = First(x);
                return (aHead, Second(encode));
            }
        }

        """;

    [Theory]
    // At the second: the network, or the memory of its outputs, is made in between.
    [InlineData(
        "var a = new A(trunk, seed: 1);\n        a.Predict(x, p);\n        // the other\n        var b = new A(trunk, seed: 2);\n        {|NG2002:b.Predict(x, r)|}; // too",
        "var a = new A(trunk, seed: 1);\n        // the other\n        var b = new A(trunk, seed: 2);\n        var aPair = new APair(a, b);\n        aPair.Predict(x, p, r); // too")]
    [InlineData(
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        a.Predict(x, p);\n        var s = new float[10];\n        {|NG2002:b.Predict(x, s)|};\n        r[0] = s[3];",
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        var aPair = new APair(a, b);\n        var s = new float[10];\n        aPair.Predict(x, p, s);\n        r[0] = s[3];")]
    // At the first, with the memory made before it.
    [InlineData(
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        a.Predict(x, p);\n        h[0] = p[2];\n        var s = new float[p.Length];\n        {|NG2002:b.Predict(x, s)|};\n        r[0] = s[3];",
        "var a = new A(trunk, seed: 1);\n        var b = new A(trunk, seed: 2);\n        var aPair = new APair(a, b);\n        var s = new float[p.Length];\n        aPair.Predict(x, p, s);\n        h[0] = p[2];\n        r[0] = s[3];")]
    public Task Fix_WithStatementsInBetween_FindsAPlace(string before, string after) => VerifyFixAsync(before, after, Pair);

    [Theory]
    [InlineData(
        "    private readonly A _a;\n    private readonly A _b;\n\n    public User(Trunk trunk)\n    {\n        _a = new A(trunk, seed: 1);\n        _b = new A(trunk, seed: 2);\n    }\n",
        "    private readonly A _a;\n    private readonly A _b;\n    private readonly APair _aPair;\n\n    public User(Trunk trunk)\n    {\n        _a = new A(trunk, seed: 1);\n        _b = new A(trunk, seed: 2);\n        _aPair = new APair(_a, _b);\n    }\n",
        "_a", "_b", "_aPair")]
    [InlineData(
        "    public A First { get; }\n    public A Second { get; }\n\n    public User(Trunk trunk)\n    {\n        Second = new A(trunk, seed: 2);\n        First = new A(trunk, seed: 1);\n    }\n",
        "    public A First { get; }\n    public A Second { get; }\n    private readonly APair _aPair;\n\n    public User(Trunk trunk)\n    {\n        Second = new A(trunk, seed: 2);\n        First = new A(trunk, seed: 1);\n        _aPair = new APair(First, Second);\n    }\n",
        "First", "Second", "_aPair")]
    [InlineData(
        "    private static readonly Trunk Root = new(seed: 1);\n    private static readonly A One = new A(Root, seed: 1);\n    private static readonly A Two = new A(Root, seed: 2);\n",
        "    private static readonly Trunk Root = new(seed: 1);\n    private static readonly A One = new A(Root, seed: 1);\n    private static readonly A Two = new A(Root, seed: 2);\n    private static readonly APair aPair = new APair(One, Two);\n",
        "One", "Two", "aPair")]
    public Task Fix_OfNetworksInMembers_AddsAField(string members, string expected, string first, string second, string pair)
    {
        string Code(string declared, string body) => $"{Networks}public sealed class User\n{{\n{declared}\n    public void Run(float[] x, float[] p, float[] r)\n    {{\n        {body}\n    }}\n}}\n";
        return new CodeFixTest<SharedPartAnalyzer, NetGen.Analyzers.CodeFixes.CombinedNetworkFix>
        {
            TestCode = Code(members, $"{first}.Predict(x, p);\n        {{|NG2002:{second}.Predict(x, r)|}};"),
            FixedCode = Code(expected, $"{pair}.Predict(x, p, r);") + Pair,
        }.RunAsync();
    }

    [Theory]
    // Of a frozen copy, and where the outputs of both are looked at in between, or one stands behind a condition.
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); {|NG2002:b.Predict(x, r)|};")]
    [InlineData("var a = new A(trunk, seed: 1); a.Predict(x, p); var b = new A(trunk, seed: 2); h[0] = p[0]; {|NG2002:b.Predict(x, r)|};")]
    [InlineData("var a = new A(trunk, seed: 1); var b = new A(trunk, seed: 2); a.Predict(x, p); h[0] = r[0] + p[0]; {|NG2002:b.Predict(x, r)|};")]
    [InlineData("var a = new A(trunk, seed: 1); var b = new A(trunk, seed: 2); a.Predict(x, p); if (p[0] > 0) {|NG2002:b.Predict(x, r)|};")]
    [InlineData("var a = new A(trunk, seed: 1); var b = new A(trunk, seed: 2); a.Predict(x, p); var n = (int)p[0] + 10; var q2 = new float[n]; h[0] = p[0]; {|NG2002:b.Predict(x, q2)|};")]
    public Task Fix_ThatWouldChangeTheProgram_IsNotOffered(string statements) => new CodeFixTest<SharedPartAnalyzer, NetGen.Analyzers.CodeFixes.CombinedNetworkFix>
    {
        TestCode = Program(statements),
        FixedCode = Program(statements),
    }.RunAsync();

    private static async Task VerifyFixAsync(string before, string after, string added)
    {
        await new CodeFixTest<SharedPartAnalyzer, NetGen.Analyzers.CodeFixes.CombinedNetworkFix> { TestCode = Program(before), FixedCode = Program(after) + added }.RunAsync();
        SameResults.OfPrograms(Markup.Parse(Program(before)).Text, Program(after) + added);
    }

    private static string Program(string statements) => Networks + $$"""
        public static class Script
        {
            public static float[] Run()
            {
                var trunk = new Trunk(seed: 5);
                float[] x = [.. Enumerable.Range(0, 40).Select(i => i % 7 - 3f)], p = new float[10], q = new float[20], r = new float[10], h = new float[80];
                {{statements}}
                return [.. p, .. q, .. r, .. h];
            }
        }

        """;

    private static Task VerifyAsync(string statements) => new AnalyzerTest<SharedPartAnalyzer>
    {
        TestCode = Networks + $$"""
            public static class User
            {
                public static void Run(Trunk trunk, Trunk other)
                {
                    float[] x = new float[40], y = new float[40], p = new float[10], q = new float[10], h = new float[80];
                    {{statements}}
                }
            }
            """,
    }.RunAsync();
}
