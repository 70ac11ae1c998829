using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Calls: layers, functions of NetGen.Ops, and everything that is inlined.</content>
internal sealed partial class Tracer
{
    private const int MaximumDepth = 64;

    private readonly Dictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    private Value EvaluateCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var arguments = new Value[method.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
                return Invalid();
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
                return Unsupported(argument.Syntax, $"a '{(parameter.RefKind == RefKind.Out ? "out" : "ref")}' argument", "return a tuple instead");
            arguments[parameter.Ordinal] = Evaluate(argument.Value);
        }

        var self = call.Instance is null or IInstanceReferenceOperation ? null : Evaluate(call.Instance);
        switch (self)
        {
            case PoisonValue:
                return self;
            case FunctionValue function when method.MethodKind == MethodKind.DelegateInvoke:
                return Call(function.Method, function, arguments, call);
            // An instance method of Tensor is the function of its name with the tensor in front.
            case not null when method.ContainingType.IsTensor():
                arguments = [self, .. arguments];
                break;
        }

        return Call(method, _scope.Find(method) as FunctionValue, arguments, call);
    }

    /// <param name="function">The lambda or local function that is called, with what it closes over; null for methods.</param>
    private Value Call(IMethodSymbol method, FunctionValue? function, Value[] arguments, IOperation site)
    {
        if (arguments.Any(argument => argument is null or PoisonValue))
            return PoisonValue.Instance;
        if (function is { Body: { } lambda })
            return Inline(function.Method, lambda, function.Closure, arguments, site);
        if (layers.Find(method) is { } layer)
            return ApplyLayer(layer, arguments, site);
        if (method.Name == ScanName && method.ContainingType.IsNetGen(KnownNames.Ops))
            return TraceScan(method, arguments, site);
        if (parts.Find(method) is { } part)
            return ApplyPart(part, arguments, site);
        if (UserOpReader.IsOperation(method))
            return ApplyOperation(method, arguments, site);
        if (method.ContainingType.IsNetGen(KnownNames.Ops) || method.ContainingType.IsTensor())
            return CallFunction(method, arguments, site);
        if (BuildTimeFunctions.TryCall(method, arguments, out var constant))
            return constant ?? Report(DiagnosticIds.ConstantFailed, site.Syntax, $"{method.Name} has no value for these arguments");
        return FindBody(method) is { } body
            ? Inline(method, body, null, arguments, site)
            : Report(DiagnosticIds.ForeignCall, site.Syntax, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), WhyForeign(method));
    }

    private static string WhyForeign(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.DelegateInvoke } or { IsAbstract: true } or { IsVirtual: true, IsSealed: false, ContainingType.IsSealed: false } => "which method runs is not known at build",
        { IsAsync: true } => "it is asynchronous",
        { IsPartialDefinition: true } => "it has no body and no layer attribute",
        _ when method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" } => "a definition goes through things with 'for' and 'foreach', not with LINQ",
        _ => "its source is not in this project",
    };

    private Value ApplyLayer(LayerMethod layer, Value[] arguments, IOperation site)
    {
        int? index = null;
        if (layer.IsFamily && arguments[0] is TensorValue position)
            return RouteBy(layer.Name, layer.Capacity, position, arguments, chosen => ApplyLayer(layer, chosen, site), site);
        if (layer.IsFamily && !TryReadIndex(layer.Name, arguments[0], site, out index))
            return PoisonValue.Instance;

        if (layer is { IsValid: true, Recurrence: { } form })
            return ApplyRecurrence(layer, form, index, arguments, site);
        if (layer.IsValid && layer.Further.Length > 0)
            return ApplyToSeveral(layer, index, arguments, site);
        if (!layer.IsValid || ToNode(arguments[arguments.Length - 1], site) is not { } input)
            return PoisonValue.Instance;
        return Calls.Layer(
            CallLog.LayerName(layer.Name, index), [input], site.Syntax,
            () => Build(site.Syntax, [input], () => new TensorValue(layers.Apply(layer, index, input, site.Syntax, names))));
    }

    /// <summary>The tensors that a layer is given; null if one is none, which has been reported.</summary>
    private List<Graphs.Node>? InputsOf(LayerMethod layer, Value[] arguments, IOperation site)
    {
        var nodes = new List<Graphs.Node>();
        for (var i = layer.IsFamily ? 1 : 0; i < arguments.Length; i++)
        {
            if (ToNode(arguments[i], SiteOf(site, i)) is not { } node)
                return null;
            nodes.Add(node);
        }

        return nodes;
    }

    private Value ApplyToSeveral(LayerMethod layer, int? index, Value[] arguments, IOperation site) =>
        InputsOf(layer, arguments, site) is not { } nodes ? PoisonValue.Instance : Calls.Layer(
            CallLog.LayerName(layer.Name, index), nodes, site.Syntax,
            () => Build(site.Syntax, nodes, () => new TensorValue(layers.Apply(layer, index, nodes, site.Syntax, names))));

    private Value ApplyRecurrence(LayerMethod layer, RecurrentForm form, int? index, Value[] arguments, IOperation site)
    {
        if (InputsOf(layer, arguments, site) is not { } nodes)
            return PoisonValue.Instance;
        var initial = form.HasStates ? nodes.GetRange(1, nodes.Count - (form.HasLengths ? 2 : 1)) : null;
        return Calls.Layer(CallLog.LayerName(layer.Name, index), nodes, site.Syntax, () => Build(site.Syntax, nodes, () =>
        {
            var result = layers.Apply(layer, index, nodes[0], initial, form.HasLengths ? nodes[nodes.Count - 1] : null, site.Syntax, names);
            return form.GivesStates
                ? new TupleValue([.. result.Outputs.Concat(result.Final).Select(node => new TensorValue(node))])
                : new TensorValue(result.Outputs[0]);
        }));
    }

    /// <summary>Which member of a family of layers is meant; false if that is not known at build, which is reported.</summary>
    private bool TryReadIndex(string layer, Value value, IOperation site, out int? index)
    {
        index = (value as ConstantValue)?.Value as int?;
        switch (value)
        {
            case ConstantValue { Value: int and >= 0 }:
                return true;
            case ConstantValue { Value: var number }:
                Report(DiagnosticIds.WrongCount, site.Syntax, $"Index of layer '{layer}'", "a number from 0", number ?? "null");
                return false;
            default:
                Report(DiagnosticIds.NotConstant, site.Syntax, $"The index of layer '{layer}'", "this is not");
                return false;
        }
    }

    private Value CallFunction(IMethodSymbol method, Value[] arguments, IOperation site)
    {
        if (Ops.TopKChoice.Names.Contains(method.Name))
            return RouteTopK(method, arguments, site);
        if (method.Name == Ops.ChoiceCapacity.Function)
            return BoundChoice(arguments, site);
        if (Ops.OpRegistry.FindFunction(method.Name) is not { } function)
            return Report(DiagnosticIds.ForeignCall, site.Syntax, method.Name, "this version of the generator does not know the function");
        var values = new object[function.Parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (i >= arguments.Length)
                values[i] = Ops.DefaultValues.Parse(function.Parameters[i]);
            else if (ToArgument(function.Parameters[i], arguments[i], method, i, site) is { } value)
                values[i] = value;
            else
                return PoisonValue.Instance;
        }

        var operands = values.SelectMany(value => value as IEnumerable<Graphs.Node> ?? (value is Graphs.Node node ? [node] : []));
        return Build(site.Syntax, operands, () =>
        {
            var results = function.Call(builder, new Ops.FunctionArguments(values));
            if (function.NoEffect(new Ops.FunctionArguments(values)) is { } why)
                issues.Report(DiagnosticIds.NoEffect, site.Syntax.GetLocation(), function.Name, why);
            Remember(function.Label, operands, results);
            if (function.ResultCount != 1)
                return new ArrayValue([.. results.Select(node => new TensorValue(node))]);
            return function.MetricKind == "Mean"
                ? new TensorValue(results[0]) { Classes = function.Classes(new Ops.FunctionArguments(values)), HigherIsBetter = function.HigherIsBetter }
                : new TensorValue(results[0]) { Function = function.Name, MetricKind = function.MetricKind, HigherIsBetter = function.HigherIsBetter };
        });
    }

    private void Remember(string label, IEnumerable<Graphs.Node> operands, IReadOnlyList<Graphs.Node> results)
    {
        if (results.Count != 1 || operands.Contains(results[0]) || Functions.Any(f => f.Output == results[0].Id))
            return;
        Functions.Add(new FunctionApplication(label, operands.Select(o => o.Id).ToEquatableArray(), results[0].Id));
    }

    private static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Name;

    /// <summary>How deep calls nest, and what was probably meant where a metric called <c>Accuracy</c> calls <c>Accuracy</c>.</summary>
    private static string DepthOf(IMethodSymbol method)
    {
        var depth = $"{Literals.Print(MaximumDepth)} calls";
        return OpRegistry.FindFunction(method.Name) is { } function ? $"{depth}, because it calls itself; the function of NetGen is {KnownNames.Ops}.{function.Name}" : depth;
    }

    private Value Inline(IMethodSymbol method, IOperation body, Scope? closure, Value[] arguments, IOperation site)
    {
        if (_depth >= MaximumDepth)
            return Report(DiagnosticIds.RecursionLimit, site.Syntax, NameOf(method), DepthOf(method));
        if (method.IsAsync || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return Report(DiagnosticIds.ForeignCall, site.Syntax, NameOf(method), method.IsAsync ? "it is asynchronous" : "it returns a reference");
        return Calls.Inside(method, arguments, site.Syntax, () => RunBody(method, body, closure, arguments));
    }

    private Value RunBody(IMethodSymbol method, IOperation body, Scope? closure, IReadOnlyList<Value> arguments)
    {
        var (outer, returned) = (_scope, _returned);
        _scope = NewScope(closure);
        _returned = null;
        _depth++;
        for (var i = 0; i < arguments.Count; i++)
            _scope.Declare(method.Parameters[i], arguments[i]);
        Execute(body);
        var result = _returned ?? (method.ReturnsVoid ? new ConstantValue(null) : PoisonValue.Instance);
        _depth--;
        (_scope, _returned) = (outer, returned);
        return result;
    }

    /// <summary>The body of a method or getter with source in this compilation, or null. Virtual methods are not followed, since a derived
    /// class may run another one.</summary>
    private IOperation? FindBody(IMethodSymbol method)
    {
        if (_bodies.TryGetValue(method, out var known))
            return known;
        IOperation? body = null;
        var source = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (!method.IsAbstract && !method.IsAsync && !(method.IsVirtual && !method.ContainingType.IsSealed)
            && source.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } syntax)
        {
            body = models.OperationOf(syntax, cancellation) switch
            {
                IMethodBodyBaseOperation parts => parts.BlockBody ?? parts.ExpressionBody,
                IBlockOperation block => block,
                ILocalFunctionOperation local => local.Body,
                _ => null,
            };
        }

        _bodies.Add(method, body);
        return body;
    }
}
