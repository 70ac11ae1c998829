using System.Globalization;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Diagnostics;

/// <summary>NG2001: what counts as applying a layer to the same value again, and where it is reported.</summary>
public sealed class DuplicateCallTests
{
    [Theory]
    [InlineData("return A(x) + {|NG2001:A(x)|};")]
    [InlineData("return A(x) + {|NG2001:A(x)|} * {|NG2001:A(x)|};")]
    [InlineData("var z = x; return A(x) + {|NG2001:A(z)|};")]
    [InlineData("var a = A(x); var (b, c) = (x, 1f); return a + {|NG2001:A(b)|} * c;")]
    [InlineData("var s = x; for (var i = 0; i < 3; i++) s = s + {|NG2001:A(x)|}; return s;")]
    [InlineData("return Block(1, x) + {|NG2001:Block(2 - 1, x)|};")]
    [InlineData("return Twice(x) + {|NG2001:A(x)|}; Tensor Twice(Tensor v) => B(A(v));")]
    [InlineData("return Twice(x) + {|NG2001:Twice(x)|}; Tensor Twice(Tensor v) => B(A(v));")]
    [InlineData("Func<Tensor, Tensor> twice = v => B(A(v)); return twice(x) + {|NG2001:twice(x)|};")]
    [InlineData("return B(A(x)) + {|NG2001:B(A(x))|};")]
    [InlineData("return B(A(x)) + Relu({|NG2001:A(x)|});")]
    [InlineData("Func<Tensor, Tensor> f = A; return f(x) + {|NG2001:A(x)|};")]
    [InlineData("return First(0) + First(1); Tensor First(int i) => Block(i, {|NG2001:A(x)|});")]
    public async Task Layer_AppliedToTheSameValueAgain_IsReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("return A(x) + A(B(x));")]
    [InlineData("var h = A(x); return h + h;")]
    [InlineData("return Block(1, x) + Block(2, x);")]
    [InlineData("return Relu(x) + Relu(x);")]
    [InlineData("return Half(x) + Half(x); Tensor Half(Tensor v) => v * 0.5f;")]
    [InlineData("var h = x; for (var i = 0; i < 3; i++) h = A(h); return h;")]
    [InlineData("var h = x; Tensor Next() => A(h); var first = Next(); h = B(x); return first + Next();")]
    [InlineData("return Four > 3 ? A(x) : B(A(x));")]
    [InlineData("return Sum(x) > 0f ? B(A(x)) : Block(1, A(x));")]
    [InlineData("return {|NG1001:A(x) + A(x) + Head(x)|};")]
    public async Task Layer_AppliedToAnotherValue_IsNotReported(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Fact]
    public async Task NaiveHeads_OfRidership_GiveTheMessage()
    {
        var markup = NetworkSources.RidershipNaive.Replace("SigmaHead(Trunk(x))", "SigmaHead({|NG2001:Trunk(x)|})", StringComparison.Ordinal);
        Assert.Equal(
            "Layer 'Trunk' is applied to 'x' twice, first in line 16: it is computed once all the same, forward and backward; keep the result in a local to say so",
            (await DefinitionDiagnostics.VerifyAsync(markup)).Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task LayerInLoop_Unrolled_SaysThatItIsTheLoop() => Assert.Contains(
        "'A' is applied to 'x' 3 times, each time here",
        (await DefinitionDiagnostics.VerifyAsync(Body("var s = x; for (var i = 0; i < 3; i++) s = s + {|NG2001:A(x)|}; return s;"))).Single().GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public async Task LayerInLoss_OfTheDefinition_IsReported() => await DefinitionDiagnostics.VerifyAsync(Network("""
        [Forward] private Tensor Define([Shape(4)] Tensor x) => B(A(x));
        [Loss] private Tensor Loss(Tensor output, Tensor x, [Shape(4)] Tensor y) => Mse(output, y) + Mean(Abs({|NG2001:A(x)|}));
        """));

    [Fact]
    public async Task Pragma_AroundTheCall_Silences() =>
        await DefinitionDiagnostics.VerifyAsync(Body("\n#pragma warning disable NG2001\nreturn A(x) + A(x);"));

    // Most examples do not need all layers that there are.
    private static string Body(string statements) => Definitions.Body(statements).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);

    private static string Network(string members) => Definitions.Network(members).Replace("[Network", "#pragma warning disable NG3002\n[Network", StringComparison.Ordinal);
}
