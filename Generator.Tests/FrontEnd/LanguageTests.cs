namespace NetGen.Tests.FrontEnd;

/// <summary>Each way of saying something gives the same graph as the plainest way.</summary>
public sealed class LanguageTests
{
    /// <summary>All bodies that the tests below trace, in order.</summary>
    public static IEnumerable<string> Bodies =>
        typeof(LanguageTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
            .Select(attribute => (string)attribute.GetData(null!).Single()[1]);

    [Theory]
    [InlineData("local", "var h = A(x); return B(h);", "return B(A(x));")]
    [InlineData("reassigned local", "Tensor h = x; h = A(h); h = B(h); return h;", "return B(A(x));")]
    [InlineData("equal calls are one value", "return A(x) + A(x);", "var h = A(x); return h + h;")]
    [InlineData("number on the left", "return 2 * x;", "Tensor two = 2f; return two * x;")]
    [InlineData("integer converts", "int n = 3; return x * n;", "return x * 3f;")]
    [InlineData("double converts", "double scale = 0.1; return x * scale + 0.5;", "return x * 0.1f + 0.5f;")]
    [InlineData("double on the left, compared and chosen", "return Where(0.5 < x, 1.0, x);", "return Where(0.5f < x, 1f, x);")]
    [InlineData("compound assignment", "var h = A(x); h += x; h *= 2f; return h;", "return (A(x) + x) * 2f;")]
    [InlineData("unary plus and minus", "return -(+x);", "return -x;")]
    [InlineData("chained assignment", "Tensor a, b; a = b = A(x); return a + b;", "return A(x) + A(x);")]
    [InlineData("discard", "_ = B(x); return A(x);", "var unused = B(x); return A(x);")]
    [InlineData("null-forgiving and parentheses", "Tensor? h = A(x); return (B(h!));", "return B(A(x));")]
    [InlineData("named arguments", "return Clamp(high: 1f, low: 0f, x: x);", "return Clamp(x, 0f, 1f);")]
    public void Expression_Spelling_SameGraph(string feature, string body, string plain) => AssertSame(feature, body, plain);

    [Theory]
    [InlineData("for", "var h = x; for (var i = 0; i < 3; i++) h = Block(i, h); return h;")]
    [InlineData("for with a constant", "var h = x; for (int i = 0; i < Four - 1; ++i) { h = Block(i, h); } return h;")]
    [InlineData("foreach over constants", "var h = x; foreach (var n in Sizes) h = Block(n - 1, h); return h;")]
    [InlineData("foreach over a collection", "var h = x; foreach (int i in new[] { 0, 1, 2 }) h = Block(i, h); return h;")]
    [InlineData("foreach over a range", "var h = x; foreach (var i in Enumerable.Range(0, 3)) h = Block(i, h); return h;")]
    [InlineData("foreach over tuples", "var h = x; foreach (var (i, skip) in new[] { (0, false), (9, true), (1, false), (2, false) }) { if (skip) continue; h = Block(i, h); } return h;")]
    [InlineData("while", "var h = x; var i = 0; while (true) { if (i == 3) break; h = Block(i++, h); } return h;")]
    [InlineData("do", "var h = x; var i = 0; do { h = Block(i, h); i += 1; } while (i < 3); return h;")]
    [InlineData("nested loops", "var h = x; var n = 0; for (var i = 0; i < 2; i++) for (var j = 0; j <= i; j++) h = Block(n++, h); return h;")]
    [InlineData("return from a loop", "var h = x; for (var i = 0; ; i++) { h = Block(i, h); if (i == 2) return h; }")]
    [InlineData("recursion", "return Go(0, x); Tensor Go(int i, Tensor h) => i == 3 ? h : Go(i + 1, Block(i, h));")]
    [InlineData("elements of an array", "var v = new Tensor[4]; v[0] = x; for (var i = 0; i < v.Length - 1; i++) v[i + 1] = Block(i, v[i]); return v[^1];")]
    public void Loop_Spelling_IsUnrolled(string feature, string body) =>
        AssertSame(feature, body, "return Block(2, Block(1, Block(0, x)));");

    [Theory]
    [InlineData("if", "if (Four > 3) return A(x); else return B(x);")]
    [InlineData("if without else", "var h = A(x); if (Four < 3) h = B(h); return h;")]
    [InlineData("conditional expression", "return Four == 4 ? A(x) : B(x);")]
    [InlineData("short circuit", "return Four == 4 || 1 / (Four - 4) > 0 ? A(x) : B(x);")]
    [InlineData("switch statement", "switch (Four) { case 1: return B(x); case 3 or 4: return A(x); default: return x; }")]
    [InlineData("switch with guard and break", "Tensor h; switch (Four) { case var n when n > 10: h = B(x); break; default: h = A(x); break; } return h;")]
    [InlineData("switch expression", "return Four switch { < 4 => B(x), 4 => A(x), _ => x };")]
    [InlineData("switch on text", "return nameof(A) switch { \"B\" => B(x), \"A\" => A(x), _ => x };")]
    [InlineData("switch on a tuple", "return (Four, true) switch { (3, _) => B(x), (4, true) => A(x), _ => x };")]
    [InlineData("is pattern", "return Four is >= 2 and not 3 ? A(x) : B(x);")]
    [InlineData("null test", "Tensor? h = null; h = h is null ? A(x) : B(x); return h;")]
    [InlineData("coalescing assignment", "Tensor? h = null; h ??= A(x); return h ?? B(x);")]
    [InlineData("interpolated text", "return $\"{Four}{nameof(A)}\" == \"4A\" ? A(x) : B(x);")]
    [InlineData("read-only field", "return Half < 1 ? A(x) : B(x);")]
    [InlineData("elementary functions", "return Math.Sqrt(Four) == 2 && Math.Max(1, 2) == 2 ? A(x) : B(x);")]
    [InlineData("integer arithmetic", "return (7 / 2 * 2 + 7 % 2 << 1) == 14 && (int)3.9f == 3 ? A(x) : B(x);")]
    public void Choice_OnConstants_IsFollowed(string feature, string body) => AssertSame(feature, body, "return A(x);");

    [Theory]
    [InlineData("collection expression", "Tensor[] parts = [A(x), B(x)]; return Concat(parts);")]
    [InlineData("array initializer", "var parts = new[] { A(x), B(x) }; return Concat(parts);")]
    [InlineData("spread", "Tensor[] first = [A(x)]; Tensor[] parts = [.. first, B(x)]; return Concat(parts);")]
    [InlineData("range", "Tensor[] parts = [x, A(x), B(x)]; return Concat(parts[1..]);")]
    [InlineData("tuple", "var (a, b) = (A(x), B(x)); return Concat(a, b);")]
    [InlineData("tuple members", "(Tensor First, Tensor Second) t = (A(x), B(x)); return Concat(t.First, t.Item2);")]
    [InlineData("swap", "Tensor b = A(x), a = B(x); (a, b) = (b, a); return Concat(a, b);")]
    [InlineData("nested tuple", "var ((a, _), b) = ((A(x), x), B(x)); return Concat(a, b);")]
    [InlineData("array of arrays", "Tensor[][] parts = [[A(x)], [B(x)]]; return Concat(parts[0][0], parts[1][0]);")]
    public void Collection_Spelling_SameGraph(string feature, string body) => AssertSame(feature, body, "return Concat(A(x), B(x));");

    [Theory]
    [InlineData("local function", "return Twice(x); Tensor Twice(Tensor v) => B(A(v));")]
    [InlineData("block-bodied local function that closes over a local", "var h = A(x); Tensor Last() { return B(h); } return Last();")]
    [InlineData("lambda", "Func<Tensor, Tensor> twice = v => B(A(v)); return twice(x);")]
    [InlineData("lambda with a body", "var twice = (Tensor v) => { var h = A(v); return B(h); }; return twice(x);")]
    [InlineData("method group", "Func<Tensor, Tensor> first = A; return B(first(x));")]
    [InlineData("function as an argument", "return Apply(B, Apply(A, x)); static Tensor Apply(Func<Tensor, Tensor> f, Tensor v) => f(v);")]
    [InlineData("lambda as an argument", "return Apply(v => B(v), A(x)); static Tensor Apply(Func<Tensor, Tensor> f, Tensor v) => f(v);")]
    [InlineData("default argument", "return Run(x); Tensor Run(Tensor v, bool both = true) => both ? B(A(v)) : v;")]
    [InlineData("params argument", "return Chain(x, 1, 2); Tensor Chain(Tensor v, params int[] layers) { foreach (var n in layers) v = n == 1 ? A(v) : B(v); return v; }")]
    [InlineData("tuple result", "var (h, y) = Both(x); return y; (Tensor, Tensor) Both(Tensor v) { var a = A(v); return (a, B(a)); }")]
    [InlineData("void local function", "Tensor h = x; void Step(bool first) { h = first ? A(h) : B(h); } Step(true); Step(false); return h;")]
    [InlineData("this", "return this.B(this.A(x));")]
    public void Function_Call_IsInlined(string feature, string body) => AssertSame(feature, body, "return B(A(x));");

    [Fact]
    public void HelperMethod_OfClassBaseAndStaticClass_IsInlined()
    {
        var source = Definitions.Usings + """
            public abstract class Shared { protected static Tensor Scale(Tensor v) => v * 2f; protected int Count => 2; }
            internal static class Blocks { public static Tensor Shift(this Tensor v, float by = 1f) => v + by; }
            [Network]
            public sealed partial class Net : Shared
            {
                [Forward] private Tensor Define([Shape(4)] Tensor x) => Twice(Scale(x)).Shift();
                private Tensor Twice(Tensor v) => v * Count;
            }
            """;
        Assert.Equal(
            Definitions.Structure(Definitions.ParseValid(Definitions.Body("return x * 2f * 2f + 1f;")).Graph),
            Definitions.Structure(Definitions.ParseValid(source).Graph));
    }

    [Fact]
    public void Split_Deconstructed_SameAsSlices() =>
        AssertSame("split", "var (a, b) = Split(x, 2); return a * b;", "var parts = Split(x, 2); return parts[0] * parts[1];");

    private static void AssertSame(string feature, string body, string plain)
    {
        var expected = Definitions.Structure(Definitions.ParseValid(Definitions.Body(plain)).Graph);
        var actual = Definitions.Structure(Definitions.ParseValid(Definitions.Body(body)).Graph);
        Assert.True(expected == actual, $"{feature}: expected\n{expected}\nactual\n{actual}");
    }
}
