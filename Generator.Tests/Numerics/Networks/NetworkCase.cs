using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>A network whose generated code is compared with the oracle.</summary>
/// <param name="Name">The class, and the name in test reports.</param>
/// <param name="Source">The whole file.</param>
/// <param name="Classes">What integer labels are below.</param>
/// <param name="Smooth">Whether central differences hold everywhere: no comparison flips within their step.</param>
internal sealed record NetworkCase(string Name, string Source, int Classes = 2, bool Smooth = true)
{
    /// <summary>A case from the members of the class.</summary>
    public static NetworkCase Of(string name, string members, int classes = 2, bool smooth = true) =>
        new(name, $"{NetworkSources.Usings}namespace Cases;\n\n[Network]\npublic partial class {name}\n{{\n{members}\n}}\n", classes, smooth);

    /// <summary>A case that applies an expression to a layer of <paramref name="width"/> values called h (and k, a second one).</summary>
    public static NetworkCase Expression(string name, string expression, string target = "[Shape(5)] Tensor y", string loss = "Mse(output, y)", int width = 5, int classes = 2, bool smooth = true)
    {
        var usesSecond = System.Text.RegularExpressions.Regex.IsMatch(expression, @"\bk\b");
        return Of(name, $$"""
                [Dense({{width}})] private partial Tensor First(Tensor x);
            {{(usesSecond ? $"    [Dense({width})] private partial Tensor Second(Tensor x);\n" : "")}}
                [Forward]
                private Tensor Define([Shape(4)] Tensor x)
                {
                    var h = First(x);
            {{(usesSecond ? "        var k = Second(x);\n" : "")}}
                    return {{expression}};
                }

                [Loss] private Tensor Loss(Tensor output, {{target}}) => {{loss}};
            """, classes, smooth);
    }
}
