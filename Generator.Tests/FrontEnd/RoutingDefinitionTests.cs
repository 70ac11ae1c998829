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
    [InlineData("return ({|NG0042:ArgMax(Reshape(x, 2, 2))|}) switch { 0 => A(x), _ => B(x) };")]
    [InlineData("return ArgMax(x) switch { 0 => A(x), {|NG3052:4|} => B(x), _ => x } + Sum(Head(Block(0, B(x))));")]
    [InlineData("return ArgMax(x) switch { 0 => A(x), {|NG3052:> 3 and < 9|} => B(x), _ => x } + Sum(Head(Block(0, B(x))));")]
    [InlineData("return Block({|NG0017:ArgMax(x) % 2|}, x);")]
    [InlineData("return {|NG0044:Block(Mean(x) > 0f ? 2 : 0, x)|};")]
    [InlineData("return {|NG0044:Block(Mean(x) > 0f ? 2 : ArgMax(x) + 1, x)|};")]
    [InlineData("var h = x; var y = Mean(x) > 0f ? {|NG0043:h|} = A(x) : B(x); return y + h;")]
    [InlineData("Tensor[] h = [x]; var y = Mean(x) > 0f ? Keep(A(x)) : B(x); return {|NG0043:y + h[0]|}; Tensor Keep(Tensor v) { h[0] = v; return v; }")]
    [InlineData("return {|NG0044:Block(ArgMax(x) + 1, x)|};")]
    [InlineData("return {|NG0044:x|} switch { _ => A(x) };")]
    [InlineData("return {|NG0017:ArgMax(x) / 2|} == 1 ? A(x) : B(x);")]
    [InlineData("return A({|NG1011:TopK(x, 5, i => Block(i, x))|});")]
    [InlineData("return A({|NG1011:TopK(x, 0, i => Block(i, x))|});")]
    [InlineData("return A({|NG1005:TopK(Reshape(x, 2, 2), 1, i => Block(i, x))|});")]
    [InlineData("return Mean(x) > 0f ? A({|NG1001:x + Head(x)|}) : B(x);")]
    [InlineData("\n#pragma warning disable CS8509\nreturn {|NG0040:WithCapacity(ArgMax(x), 1f) switch { 0 => A(x), 1 or 2 => B(x), 3 => x }|};")]
    [InlineData("return WithCapacity(ArgMax(x), 1f) switch { 0 or 1 => A(x), 2 => B(x), {|NG3051:_|} => x } + Sum(Head(Block(0, x)));")]
    [InlineData("return {|NG1011:WithCapacity(Mean(x) > 0f, 0f)|} ? A(x) : x;")]
    [InlineData("return WithCapacity({|NG0042:x > 0f|}, 1f) ? A(x) : x;")]
    [InlineData("return {|NG0044:WithCapacity(x, 1f)|} ? A(x) : x;")]
    public async Task Choice_ThatCannotBe_IsReportedWhereItIs(string body) => await DefinitionDiagnostics.VerifyAsync(Body(body));

    [Theory]
    [InlineData("Sum(x) > 0f ? {|NG0045:Norm(x)|} : x")]
    [InlineData("ArgMax(x) switch { 0 => x, var i => Tanh({|NG0045:Norm(i * x)|}) }")]
    [InlineData("TopK(Softmax(x), 2, i => {|NG0045:Norm(x)|} * i)")]
    [InlineData("Scan(Reshape(x, 2, 2), Slice(x, 0, 2), (v, h) => Sum(v) > 0f ? {|NG0045:Norm(h)|} : h).State")]
    [InlineData("{|NG0045:Scan(Reshape(x, 2, 2), Slice(x, 0, 2), (v, h) => Norm(Sum(v) > 0f ? v : h))|}.State")]
    [InlineData("Norm(Sum(x) > 0f ? x : 2f * x)")]
    [InlineData("Mean(Norm(x)) > 0f ? {|NG0045:Norm(x)|} : x")]
    public async Task StatisticOfTheBatch_InABranch_IsReported(string value) => await DefinitionDiagnostics.VerifyAsync(Usings + $$"""
        [Network]
        public partial class Net
        {
            [BatchNorm] private partial Tensor Norm(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => {{value}};
        }
        """);

    [Theory]
    [InlineData("return {|NG0042:Mean(x)|} ? A(x) : B(x);", "What this chooses by is a number, but each row needs one condition: compare it, as in 'value > 0.5f'")]
    [InlineData(
        "return {|NG0042:x > 0f|} ? A(x) : B(x);",
        "What this chooses by has the shape 4, but each row needs one condition: reduce what is compared (Mean, ReduceMax), or choose element by element with Where(mask, a, b)")]
    [InlineData(
        "\n#pragma warning disable CS8509\nreturn {|NG0040:WithCapacity(ArgMax(x), 1f) switch { < 4 => A(x) }|} + B(x);",
        "No arm of this 'switch' takes rows with the value 4, which rows have that WithCapacity has no place for, and it can be 0 to 4: add an arm for it, or '_'")]
    [InlineData(
        "\n#pragma warning disable CS8509\nreturn TopK(Softmax(x), 1, i => {|NG0024:i|} switch { < 3 => Block(i, x) });",
        "This cannot be computed at build: no arm of the 'switch' matches the value 3")]
    [InlineData("return Block({|NG0017:ArgMax(x) % 2|}, x);",
        "A definition cannot contain a remainder of integers that depend on data: compute it in the arms of a 'switch', as in 'ArgMax(x) switch { var i => Expert(i / 2, x) }', or divide by a float")]
    [InlineData("return TopK(Softmax(x), 1, i => {|NG0023:Block(i - 1, x)|});", "Index of layer 'Block': expected a number from 0, not -1")]
    public async Task Choice_ThatCannotBe_SaysWhatToDo(string body, string message) => Assert.Equal(
        message, (await DefinitionDiagnostics.VerifyAsync(Body(body))).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("{|NG1011:Capacity(0f)|}", "return Expert(ArgMax(x), x);")]
    [InlineData("{|NG3007:Capacity(1.25f)|}", "return TopK(Softmax(x), 1, i => Expert(i, x));")]
    [InlineData("{|NG3007:Capacity(1.25f)|}", "return ArgMax(x) switch { 0 => Expert(0, x), var i => Expert(i, x) };")]
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
    [InlineData("return Block(Mean(x) > 0f ? 1 : 0, x);")]
    [InlineData("return ArgMax(x) == 0 && Mean(x) > 0f || !(Sum(x) > 1f) & ArgMin(x) is 1 ? A(x) : B(x);")]
    [InlineData("return Where(ArgMax(x) == 0, x, 2f * x);")]
    [InlineData("return Block(Mean(x) > 0f ? ArgMax(x) : Sum(x) > 9f ? 2 : ArgMin(Head(x)), x);")]
    [InlineData("return (ArgMax(x) == 0) switch { true => A(x), false => B(x) };")]
    [InlineData("return ArgMax(x) switch { 0 => A(x), > 0 and var i when i < 3 => Block(i, x), var i => Block(i - 3, x) };")]
    [InlineData("return WithCapacity(ArgMax(x), 1f) switch { 0 or 1 => A(x), 2 => B(x), 3 or 4 => x, _ => 0f };")]
    [InlineData("return WithCapacity(ArgMax(x), 1f) switch { 0 => A(x), 1 => B(x), _ => x };")]
    [InlineData("return WithCapacity(ArgMin(x) == 1, 1f) && WithCapacity(Mean(x) > 0f, 0.5f) ? Block(WithCapacity(ArgMax(x), 2f), x) : x;")]
    [InlineData("return Scan(Reshape(x, 2, 2), 0f * Slice(x, 0, 2), (v, h) => Sum(v) > 0f ? v + h : h).State * Sum(A(B(x)));")]
    public void Choice_ByData_IsRead(string body) => Assert.DoesNotContain(Parse(Body(body)).Issues, issue => issue.Id != "NG3002");
}
