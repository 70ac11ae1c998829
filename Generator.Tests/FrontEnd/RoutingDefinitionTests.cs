using NetGen.Tests.Diagnostics;
using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.FrontEnd;

/// <summary>Choices by data that a definition cannot make, and what it is told.</summary>
public sealed class RoutingDefinitionTests
{
    [Theory]
    [InlineData("\n#pragma warning disable CS8509\nreturn {|NG0040:ArgMax(x) switch { 0 => A(x), 1 or 3 => B(x) }|};")]
    [InlineData("return {|NG0041:Mean(x) > 0f ? A(x) : Head(x)|};")]
    [InlineData("var (a, b) = {|NG0041:ArgMin(x) switch { 0 => (A(x), B(x)), _ => (A(x), Head(x)) }|}; return a + Sum(b);")]
    [InlineData("return {|NG0042:x > 0f|} ? A(x) : B(x);")]
    [InlineData("var h = x; var y = Mean(x) > 0f ? {|NG0043:h|} = A(x) : B(x); return y + h;")]
    [InlineData("Tensor[] h = [x]; var y = Mean(x) > 0f ? Keep(A(x)) : B(x); return {|NG0043:y + h[0]|}; Tensor Keep(Tensor v) { h[0] = v; return v; }")]
    [InlineData("return {|NG0044:Block(ArgMax(x) + 1, x)|};")]
    [InlineData("return {|NG0044:x|} switch { _ => A(x) };")]
    [InlineData("return {|NG0017:ArgMax(x) / 2|} == 1 ? A(x) : B(x);")]
    [InlineData("return A({|NG1011:TopK(x, 5, i => Block(i, x))|});")]
    [InlineData("return A({|NG1011:TopK(x, 0, i => Block(i, x))|});")]
    [InlineData("return A({|NG1005:TopK(Reshape(x, 2, 2), 1, i => Block(i, x))|});")]
    [InlineData("return Mean(x) > 0f ? A({|NG1001:x + Head(x)|}) : B(x);")]
    public async Task Choice_ThatCannotBe_IsReportedWhereItIs(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("{|NG1011:Capacity(0f)|}", "return Expert(ArgMax(x), x);")]
    [InlineData("{|NG3007:Capacity(1.25f)|}", "return TopK(Softmax(x), 1, i => Expert(i, x));")]
    [InlineData("Capacity(1.25f, Overflow.Pass)", "return {|NG1011:Expert(ArgMax(x), x)|};")]
    [InlineData("Capacity(1.25f)", "return Expert(ArgMax(x), x);")]
    public async Task Capacity_ThatBoundsNothingOrCannotBe_IsReported(string capacity, string body) => await DefinitionDiagnostics.VerifyAsync(Usings + $$"""
        [Network(UnreachedParameters = UnreachedParameters.Zero)]
        public partial class Net
        {
            [Dense(3), {{capacity}}] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) { {{body}} }
        }
        """);

    [Theory]
    [InlineData("return Mean(x) > 0f & Sum(x) < 9f | !(Mean(x) == 1f) ? A(x) : B(x);")]
    [InlineData("return ArgMax(x) is 0 or > 2 ? A(x) : B(x);")]
    [InlineData("return ArgMax(x) == ArgMin(A(x)) ? A(x) : x;")]
    [InlineData("return ArgMax(x) switch { 0 => x, var i => A(x) * i };")]
    [InlineData("return Mean(x) > 0f ? (Sum(x) > 1f ? A(x) : B(x)) : ArgMax(x) switch { 0 => A(x), _ => B(x) };")]
    [InlineData("var (a, (b, c)) = Mean(x) > 0f ? (A(x), (B(x), Sum(x))) : (B(x), (A(x), 1f)); return a * b + c;")]
    [InlineData("return Mean(x) > 0f ? 1f * x : 0f;")]
    [InlineData("return Scan(Reshape(x, 2, 2), 0f * Slice(x, 0, 2), (v, h) => Sum(v) > 0f ? v + h : h).State * Sum(A(B(x)));")]
    public void Choice_ByData_IsRead(string body) => Assert.DoesNotContain(Parse(Body(body)).Issues, issue => issue.Id != "NG3002");
}
