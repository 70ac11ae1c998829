using NetGen.Analyzers;
using NetGen.Analyzers.CodeFixes;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Diagnostics;

/// <summary>The fix of NG2001: the result in a local, placed as a user would, and the same network afterwards.</summary>
public sealed class DuplicateCallFixTests
{
    [Theory]
    [InlineData("return A(x) + {|NG2001:A(x)|};", "var a = A(x);\n        return a + a;")]
    [InlineData("return A(x) + {|NG2001:A(x)|} * {|NG2001:A(x)|};", "var a = A(x);\n        return a + a * a;")]
    [InlineData("var z = x; return A(x) + {|NG2001:A(z)|};", "var z = x; var a = A(x);\n        return a + a;")]
    [InlineData("var h = A(x); return h + {|NG2001:A(x)|};", "var h = A(x); return h + h;")]
    [InlineData("return Block(1, x) + {|NG2001:Block(1, x)|};", "var block1 = Block(1, x);\n        return block1 + block1;")]
    [InlineData("return B(A(x)) + {|NG2001:B(A(x))|};", "var b = B(A(x));\n        return b + b;")]
    [InlineData(
        "var s = x;\n        for (var i = 0; i < 3; i++)\n            s = s + {|NG2001:A(x)|};\n        return s;",
        "var s = x;\n        var a = A(x);\n        for (var i = 0; i < 3; i++)\n            s = s + a;\n        return s;")]
    [InlineData(
        "var s = x;\n        for (var i = 0; i < 3; i++)\n            s = A(s) * {|NG2001:A(s)|};\n        return s;",
        "var s = x;\n        for (var i = 0; i < 3; i++)\n        {\n            var a = A(s);\n            s = a * a;\n        }\n        return s;")]
    [InlineData("var a = x * 2f;\n        return a * A(x) + {|NG2001:A(x)|};", "var a = x * 2f;\n        var a2 = A(x);\n        return a * a2 + a2;")]
    [InlineData(
        "// The sum.\n        return A(x) + {|NG2001:A(x)|}; // twice", "var a = A(x);\n        // The sum.\n        return a + a; // twice")]
    [InlineData(
        "var h = B(x);\n\n        return A(h)\n            + {|NG2001:A(h)|};", "var h = B(x);\n\n        var a = A(h);\n        return a\n            + a;")]
    [InlineData(
        "return First(0) + First(1);\n        Tensor First(int i) => Block(i, {|NG2001:A(x)|});",
        "var a = A(x);\n        return First(0) + First(1);\n        Tensor First(int i) => Block(i, a);")]
    [InlineData(
        "Func<Tensor, Tensor> square = v => A(v) * {|NG2001:A(v)|};\n        return square(x);",
        "Func<Tensor, Tensor> square = v =>\n        {\n            var a = A(v);\n            return a * a;\n        };\n        return square(x);")]
    [InlineData(
        "return Square(x);\n        Tensor Square(Tensor v) => A(v) * {|NG2001:A(v)|};",
        "return Square(x);\n        Tensor Square(Tensor v)\n        {\n            var a = A(v);\n            return a * a;\n        }")]
    [InlineData("var s = A(x); var t = B(s); return s + t + {|NG2001:B(A(x))|};", "var s = A(x); var t = B(s); return s + t + t;")]
    public async Task Calls_InOneMethod_ShareALocal(string body, string expected) => await VerifyAsync(Body(body), Body(expected));

    [Fact]
    public async Task Calls_InAnExpressionBody_GetABlock() => await VerifyAsync(
        Network("""
                [Forward]
                private (Tensor First, Tensor Second) Define([Shape(4)] Tensor x) => (
                    A(B(x)),
                    Relu({|NG2001:B(x)|}));
            """),
        Network("""
                [Forward]
                private (Tensor First, Tensor Second) Define([Shape(4)] Tensor x)
                {
                    var b = B(x);
                    return (
                        A(b),
                        Relu(b));
                }
            """));

    [Fact]
    public async Task Calls_InAnExpressionBodyOnItsOwnLine_GetABlock() => await VerifyAsync(
        Network("""
                [Forward]
                private Tensor Define([Shape(4)] Tensor x) =>
                    A(B(x)) + {|NG2001:B(x)|};
            """),
        Network("""
                [Forward]
                private Tensor Define([Shape(4)] Tensor x)
                {
                    var b = B(x);
                    return A(b) + b;
                }
            """));

    [Fact]
    public async Task Calls_InHelpers_BecomeAParameter() => await VerifyAsync(
        Network("""
                private Tensor Left(Tensor x) => Relu(A(x));

                private Tensor Right(Tensor x) => B({|NG2001:A(x)|}) + x;

                [Forward] private (Tensor First, Tensor Second) Define([Shape(4)] Tensor x) => (Left(x), Right(x));
            """),
        Network("""
                private Tensor Left(Tensor a) => Relu(a);

                private Tensor Right(Tensor x, Tensor a) => B(a) + x;

                [Forward] private (Tensor First, Tensor Second) Define([Shape(4)] Tensor x)
                {
                    var a = A(x);
                    return (Left(a), Right(x, a));
                }
            """));

    [Fact]
    public async Task Calls_InHelpersOfHelpers_AreTakenOutAllTheWay() => await VerifyAsync(
        Network("""
                private Tensor Inner(Tensor v) => Relu(A(v));

                private Tensor Outer(Tensor v) => B(Inner(v));

                [Forward] private Tensor Define([Shape(4)] Tensor x) => Outer(Abs(x)) * {|NG2001:A(Abs(x))|};
            """),
        Network("""
                private Tensor Inner(Tensor a) => Relu(a);

                private Tensor Outer(Tensor a) => B(Inner(a));

                [Forward] private Tensor Define([Shape(4)] Tensor x)
                {
                    var a = A(Abs(x));
                    return Outer(a) * a;
                }
            """));

    [Fact]
    public async Task CallInALoss_OfALayerOfTheDefinition_BecomesAParameter() => await VerifyAsync(
        Network("""
                [Forward] private Tensor Define([Shape(4)] Tensor x) => B(A(x));
                [Loss] private Tensor Loss(Tensor output, Tensor x, [Shape(4)] Tensor y) => Mse(output, y) + Mean(Abs({|NG2001:A(x)|} - x));
            """),
        Network("""
                [Forward] private Tensor Define([Shape(4)] Tensor x) => B(A(x));
                [Loss] private Tensor Loss(Tensor a, Tensor output, Tensor x, [Shape(4)] Tensor y) => Mse(output, y) + Mean(Abs(a - x));
            """));

    [Fact]
    public async Task Ridership_Naive_BecomesTheLiftedSpelling() => await VerifyAsync(
        NetworkSources.RidershipNaive.Replace("SigmaHead(Trunk(x))", "SigmaHead({|NG2001:Trunk(x)|})", StringComparison.Ordinal),
        NetworkSources.RidershipLifted.Replace("var h", "var trunk", StringComparison.Ordinal).Replace("Head(h))", "Head(trunk))", StringComparison.Ordinal)
            .Replace("(MeanHead(h)", "(MeanHead(trunk)", StringComparison.Ordinal));

    [Theory]
    [InlineData("return Call(A, x) + {|NG2001:A(x)|};\n        Tensor Call(Func<Tensor, Tensor> f, Tensor v) => f(v);")]
    public async Task Calls_ThatCannotBeTakenOut_AreLeft(string body) => await VerifyAsync(Body(body), Body(body));

    private static async Task VerifyAsync(string code, string expected)
    {
        await new CodeFixTest<DefinitionAnalyzer, DuplicateCallFix> { TestCode = code, FixedCode = expected }.RunAsync();
        SameResults.OfNetworks(Markup.Parse(code).Text, Markup.Parse(expected).Text);
        var (before, after) = (Definitions.ParseValid(Markup.Parse(code).Text), Definitions.ParseValid(Markup.Parse(expected).Text));
        Assert.Equal(Definitions.Structure(before.Graph), Definitions.Structure(after.Graph));
    }

    // Most examples do not need all layers that there are.
    private static string Body(string statements) => Definitions.Body(statements).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);

    private static string Network(string members) => Definitions.Network(members).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);
}
