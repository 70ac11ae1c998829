using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>One call of a layer, or of a helper that was inlined. A loop, or a helper that is called again, makes several of one place.</summary>
/// <param name="Name">What is called: <c>Trunk</c>, <c>Block[2]</c>, <c>Encode</c>.</param>
/// <param name="IsLayer">Whether it is a layer; otherwise a helper.</param>
/// <param name="Key">Equal for calls of the same thing with the same arguments; null if that cannot be said.</param>
/// <param name="Argument">The value that is passed, if there is exactly one.</param>
/// <param name="Site">The call as it is written.</param>
/// <param name="Caller">The call of the helper within whose body this one stands, by its index; -1 in a definition method.</param>
internal sealed record DefinitionCall(string Name, bool IsLayer, string? Key, int? Argument, SyntaxNode Site, int Caller);

/// <summary>The calls that tracing made, in order, as a tree.</summary>
internal sealed class CallLog
{
    private readonly List<DefinitionCall> _calls = [];
    private readonly Dictionary<IMethodSymbol, int> _callees = new(SymbolEqualityComparer.Default);
    private int _caller = -1;

    public ImmutableArray<DefinitionCall> Calls => [.. _calls];

    /// <summary>The name in messages of one layer, or of one member of a family.</summary>
    public static string LayerName(string layer, int? index) => index is { } i ? $"{layer}[{i.ToString(CultureInfo.InvariantCulture)}]" : layer;

    /// <summary>Applies a layer. Its result belongs to the key: a branch that rows choose applies it to other rows, which is another value.</summary>
    public Value Layer(string name, IReadOnlyList<Node> inputs, SyntaxNode site, Func<Value> apply)
    {
        var result = apply();
        var key = Key(result) is { } made ? $"{name}({string.Join(",", inputs.Select(Key))})={made}" : null;
        _calls.Add(new DefinitionCall(name, true, key, inputs.Count == 1 ? inputs[0].Id : null, site, _caller));
        return result;
    }

    /// <summary>Runs the body of a helper; what it calls is logged under it.</summary>
    public Value Inside(IMethodSymbol method, IReadOnlyList<Value> arguments, SyntaxNode site, Func<Value> run)
    {
        var (outer, call) = (_caller, _calls.Count);
        _calls.Add(new DefinitionCall(HelperName(method, site), false, null, Argument(arguments), site, outer));
        _caller = call;
        try
        {
            var result = run();
            _calls[call] = _calls[call] with { Key = Key(method, arguments, result) };
            return result;
        }
        finally
        {
            _caller = outer;
        }
    }

    // A lambda is called by the name of the local that holds it, a getter by that of its property.
    private static string HelperName(IMethodSymbol method, SyntaxNode site) =>
        method.AssociatedSymbol?.Name
        ?? (method.Name.Length > 0 ? method.Name : ((site as InvocationExpressionSyntax)?.Expression ?? site).ToString());

    private static int? Argument(IReadOnlyList<Value> arguments) => arguments.Count == 1 && arguments[0] is TensorValue tensor ? tensor.Node.Id : null;

    // The result belongs to the key: what a lambda or local function closes over may have another value each time.
    private string? Key(IMethodSymbol method, IReadOnlyList<Value> arguments, Value result) =>
        Key(result) is { } made ? $"{Callee(method)}({string.Join(",", arguments.Select(argument => Key(argument) ?? "?"))})={made}" : null;

    private string? Key(Value value) => value switch
    {
        TensorValue tensor => Key(tensor.Node),
        ConstantValue constant => $"{constant.Value?.GetType().Name} {Convert.ToString(constant.Value, CultureInfo.InvariantCulture)}",
        TupleValue tuple => Join(tuple.Items),
        ArrayValue array => Join(array.Items),
        FunctionValue function => Callee(function.Method),
        _ => null,
    };

    private string? Join(IEnumerable<Value> items)
    {
        var keys = items.Select(Key).ToArray();
        return keys.Contains(null) ? null : $"({string.Join(",", keys)})";
    }

    private static string Key(Node node) => "%" + node.Id.ToString(CultureInfo.InvariantCulture);

    private string Callee(IMethodSymbol method)
    {
        if (!_callees.TryGetValue(method, out var number))
            _callees.Add(method, number = _callees.Count);
        return "#" + number.ToString(CultureInfo.InvariantCulture);
    }
}
