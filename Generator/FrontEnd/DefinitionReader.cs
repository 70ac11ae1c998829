using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Reads a network that is defined by methods: traces [Forward], then [Loss], then each [Metric].</summary>
internal sealed class DefinitionReader(ParseSession session)
{
    public void Read(DefinitionMethods methods)
    {
        var forward = methods.Forwards[0];
        var arguments = DefinitionMethods.Check(forward, returnsTuple: true, session.Issues) ? Inputs(forward) : null;
        if (arguments is null)
        {
            session.Issues.Invalidate();
            return;
        }

        var result = session.Tracer.Run(forward, arguments);
        session.Parts.Close(forward);
        session.Names.Close();
        var outputs = new OutputReader(session).Read(forward, result);
        ReadLossAndMetrics(methods, outputs);
    }

    /// <summary>Traces the methods that compare outputs with targets.</summary>
    /// <param name="outputs">Null if there are none because something was wrong: every parameter of a loss would look unbound then.</param>
    public void ReadLossAndMetrics(DefinitionMethods methods, IReadOnlyList<(string Name, Node Value)>? outputs)
    {
        if (outputs is null)
            return;
        var bindings = new ParameterBinder(session, outputs);
        if (methods.Losses.FirstOrDefault() is { } loss)
            ReadLoss(loss, bindings);
        foreach (var metric in methods.Metrics)
            ReadMetric(metric, bindings);
    }

    private IReadOnlyList<Value>? Inputs(IMethodSymbol forward)
    {
        var values = new List<Value>();
        foreach (var parameter in forward.Parameters)
        {
            var location = parameter.Locations[0];
            var type = InputReader.Read(parameter, session.Issues, out var isDeclared);
            if (!isDeclared)
                session.Issues.Report(DiagnosticIds.InputShape, location, parameter.Name, "is an input without a shape");
            if (type is null)
                continue;
            var node = session.AddInput(parameter.Name, type, isTarget: false, forward.Name, location);
            session.Names.Add(parameter.Name, node);
            values.Add(new TensorValue(node));
        }

        if (forward.Parameters.IsEmpty)
            session.Issues.Report(DiagnosticIds.DefinitionSignature, forward.Locations[0], forward.Name, "has no input: give it at least one parameter like '[Shape(67)] Tensor x'");
        return values.Count == forward.Parameters.Length && values.Count > 0 ? values : null;
    }

    private void ReadLoss(IMethodSymbol method, ParameterBinder bindings)
    {
        if (Trace(method, bindings) is not { } value || Result(method, value) is not { } node)
            return;
        if (node.Shape.ElementCount != 1)
        {
            session.Issues.Report(
                DiagnosticIds.LossNotPerRow, method.Locations[0], method.Name, node.Shape + " numbers", "sum or average them, as in Sum(…) or Mean(…)");
            return;
        }

        if (node.Shape.Rank > 0)
            node = session.Builder.Add(new Reshape(Shape.Scalar), node);
        session.Builder.AddResult(ResultRole.Loss, method.Name, node);
    }

    private void ReadMetric(IMethodSymbol method, ParameterBinder bindings)
    {
        if (Trace(method, bindings) is not { } value || Result(method, value) is not { } node)
            return;
        session.Builder.AddResult(ResultRole.Metric, method.Name, node);
        session.Metrics.Add(new MetricSpec(method.Name, value.MetricKind, node.Shape.ElementCount, value.HigherIsBetter));
    }

    private TensorValue? Trace(IMethodSymbol method, ParameterBinder bindings)
    {
        if (!DefinitionMethods.Check(method, returnsTuple: false, session.Issues) || bindings.Bind(method) is not { } arguments)
        {
            session.Issues.Invalidate();
            return null;
        }

        return session.Tracer.Run(method, arguments) switch
        {
            TensorValue tensor => tensor,
            ConstantValue { Value: not null } => NotBatched(method),
            _ => Invalid(),
        };
    }

    private TensorValue? Invalid()
    {
        session.Issues.Invalidate();
        return null;
    }

    private TensorValue? NotBatched(IMethodSymbol method)
    {
        session.Issues.Report(DiagnosticIds.NotBatched, method.Locations[0], Kind(method), method.Name);
        return null;
    }

    private Node? Result(IMethodSymbol method, TensorValue value)
    {
        if (!value.Node.Type.Batched)
        {
            NotBatched(method);
            return null;
        }

        if (value.Function is not null && method.FindAttribute(KnownNames.Loss) is not null)
        {
            session.Issues.Report(DiagnosticIds.MetricAsValue, method.Locations[0], value.Function);
            return null;
        }

        return TensorOperators.Number(session.Builder, value.Node);
    }

    private static string Kind(IMethodSymbol method) => method.FindAttribute(KnownNames.Loss) is null ? "Metric" : "Loss";
}
