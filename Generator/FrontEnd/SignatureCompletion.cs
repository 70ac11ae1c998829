using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Gives a network with errors the inputs, targets and outputs that its declarations promise, so that the stubs have the signatures that the
/// rest of the user's code calls, and our error is the only one. The graph of such a network is never compiled.
/// </summary>
internal static class SignatureCompletion
{
    public static void Complete(ParseSession session, DefinitionMethods methods)
    {
        if (methods.Forwards.FirstOrDefault() is not { } forward)
        {
            CompleteList(session);
            return;
        }

        foreach (var parameter in forward.Parameters)
            Add(session, parameter, isTarget: false);
        if (!session.Builder.HasResult(ResultRole.Output))
            AddOutputs(session, forward);
        var compared = methods.Losses.Take(1).Concat(methods.Metrics).SelectMany(method => method.Parameters);
        foreach (var parameter in compared.Where(IsTarget))
            Add(session, parameter, isTarget: true);
    }

    private static bool IsTarget(IParameterSymbol parameter) =>
        (parameter.FindAttribute(KnownNames.Shape) ?? parameter.FindIntegers()) is not null;

    private static void Add(ParseSession session, IParameterSymbol parameter, bool isTarget)
    {
        if (session.Inputs.Any(input => input.Name == parameter.Name))
            return;
        // A second look at a wrong attribute has nothing new to report.
        var type = InputReader.Read(parameter, new Issues(), out _)
            ?? TensorType.Sample(Shape.Scalar, parameter.FindIntegers() is null ? ElementType.Float : ElementType.Integer);
        session.AddInput(parameter.Name, type, isTarget, "", Location.None);
    }

    private static void AddOutputs(ParseSession session, IMethodSymbol forward)
    {
        var names = forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(e => e.Name)] : new[] { "output" };
        foreach (var name in names)
            session.Builder.AddResult(ResultRole.Output, name, Stand(session, name));
    }

    private static void CompleteList(ParseSession session)
    {
        if (session.Inputs.Count == 0)
            session.AddInput("x", TensorType.Sample(Shape.Scalar), isTarget: false, "", Location.None);
        if (session.Inputs.Count == 1)
            session.AddInput("y", TensorType.Sample(Shape.Scalar, ElementType.Integer), isTarget: true, "", Location.None);
        if (!session.Builder.HasResult(ResultRole.Output))
            session.Builder.AddResult(ResultRole.Output, "output", Stand(session, "output"));
    }

    private static Node Stand(ParseSession session, string name) => session.Builder.Add(new Input(TensorType.Sample(Shape.Scalar), name));
}
