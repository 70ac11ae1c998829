using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>The C# that each elementwise op emits against its meaning in double precision, on every vector width.</summary>
public sealed class EmittedExpressionTests
{
    // The vector functions are accurate to a few units in the last place; erf and pow to some more.
    private const double Tolerance = 1e-5;

    private static readonly float[] Values = [-30f, -3.5f, -1f, -0.5f, -0.1f, 0f, 0.1f, 0.5f, 1f, 1.5f, 2.5f, 30f, float.NaN];

    private static readonly Lazy<Assembly> Compiled = new(Compile);

    public static TheoryData<string> Names() => [.. Ops().Select(o => o.Mnemonic)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Emit_OnEveryWidth_ComputesWhatApplyDoes(string mnemonic)
    {
        var op = Ops().Single(o => o.Mnemonic == mnemonic);
        var method = Compiled.Value.GetType("Emitted")!.GetMethod(mnemonic)!;
        foreach (var width in new[] { typeof(NetGen.Kernels.Simd128), typeof(NetGen.Kernels.Simd256), typeof(NetGen.Kernels.Simd512) })
        {
            var run = method.MakeGenericMethod(width).CreateDelegate<Func<float, float, float, float>>();
            foreach (var operands in Operands(op))
            {
                var expected = op.Apply([.. operands.Take(op.Arity).Select(v => (double)v)]);
                var actual = run(operands[0], operands[1], operands[2]);
                Assert.True(
                    IsNear(expected, actual),
                    $"{mnemonic}({string.Join(", ", operands.Take(op.Arity))}) on {width.Name}: expected {expected}, got {actual}.");
            }
        }
    }

    [Fact]
    public void Names_CoverEveryElementwiseOp()
    {
        var types = typeof(ElementwiseOp).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.Namespace == typeof(ElementwiseOp).Namespace && typeof(ElementwiseOp).IsAssignableFrom(t));
        Assert.Equal(types.Select(t => t.Name).Order(), Ops().Select(o => o.GetType().Name).Order());
    }

    private static bool IsNear(double expected, float actual) =>
        double.IsNaN(expected) ? float.IsNaN(actual)
        : double.IsInfinity(expected) || Math.Abs(expected) > float.MaxValue ? actual == (float)expected
        : Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected));

    internal static IReadOnlyList<ElementwiseOp> Ops() =>
    [
        new Abs(), new Add(), new And(), new Clamp(-1.25f, 2), new Cos(), new Divide(), new Elu(1.5f), new Equal(),
        new Erf(), new Exp(), new Expm1(), new Floor(), new Greater(), new GreaterOrEqual(),
        new IsClass(3), new IsStep(4), new LeakyRelu(0.2f), new Less(), new LessOrEqual(), new Log(), new Log1p(), new Max(),
        new Min(), new Multiply(), new Negate(), new Not(), new NotEqual(), new Or(),
        new Pow(), new Relu(), new Round(), new Sigmoid(), new Sign(), new Sin(), new Softplus(), new Softsign(),
        new Sqrt(), new Square(), new Subtract(), new Tanh(),
        new ToFloat(ElementType.Boolean), new Where(),
    ];

    private static IEnumerable<float[]> Operands(ElementwiseOp op)
    {
        var first = op.OperandElement(0) == ElementType.Boolean ? [0f, 1f] : Values;
        var second = op.Arity < 2 ? [0f] : op.OperandElement(1) == ElementType.Boolean ? [0f, 1f] : Values;
        // 30³⁰ is no float; the exponents stay small.
        if (op is Pow)
            second = [-2f, -0.5f, 0.5f, 1f, 3f];
        foreach (var a in first)
        {
            foreach (var b in second)
                yield return [a, b, 7f];
        }
    }

    // One generic method an op: numbers in, masks made of numbers and back where the op wants or gives them.
    private static Assembly Compile()
    {
        var methods = Ops().Select(op =>
        {
            var operands = Enumerable.Range(0, op.Arity).Select(i => Operand(op, i));
            var expression = op.Emit([.. Enumerable.Range(0, op.Arity).Select(i => "abc"[i].ToString())]);
            var result = op.ResultElement == ElementType.Boolean ? "V.And(r, V.Create(1f))" : "r";
            return $"""
                public static float {op.Mnemonic}<V>(float x, float y, float z) where V : struct, global::NetGen.Kernels.ISimd<V>
                {"{"}
                    {string.Join(" ", operands)}
                    V r = {expression};
                    return V.MaxAcross({result});
                {"}"}
                """;
        });
        var source = $"public static class Emitted {{ {string.Join("\n", methods)} }}";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "EmittedExpressions", [CSharpSyntaxTree.ParseText(source)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(stream.ToArray());
    }

    private static string Operand(ElementwiseOp op, int index)
    {
        var (name, value) = ("abc"[index], "xyz"[index]);
        var vector = $"V.Create({value})";
        return $"V {name} = {(op.OperandElement(index) == ElementType.Boolean ? $"V.GreaterThan({vector}, V.Zero)" : vector)};";
    }
}
