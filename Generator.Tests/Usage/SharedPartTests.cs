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


        """;

    [Theory]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); {|NG2002:b.Predict(x, q)|};")]
    [InlineData("var a = new A(trunk); var b = new A(trunk); a.Predict(x, p); p[0] = 1; {|NG2002:b.Predict(x, q)|};")]
    public Task SamePart_OnSameInput_IsReported(string statements) => VerifyAsync(statements);

    [Theory]
    [InlineData("var a = new A(trunk); var b = new B(other); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new Copy(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new Behind(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); x[0] = 1; b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); a.Predict(x, p); b.Predict(y, q);")]
    [InlineData("var a = new A(trunk); trunk = new Trunk(seed: 2); var b = new B(trunk); a.Predict(x, p); b.Predict(x, q);")]
    [InlineData("var a = new A(trunk); var b = new B(trunk); if (y[0] > 0) a.Predict(x, p); else b.Predict(x, q);")]
    public Task OtherPartOrInput_IsNotReported(string statements) => VerifyAsync(statements);

    private static Task VerifyAsync(string statements) => new AnalyzerTest<SharedPartAnalyzer>
    {
        TestCode = Networks + $$"""
            public static class User
            {
                public static void Run(Trunk trunk, Trunk other)
                {
                    float[] x = new float[40], y = new float[40], p = new float[10], q = new float[10];
                    {{statements}}
                }
            }
            """,
    }.RunAsync();
}
