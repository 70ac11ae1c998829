using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>What a call asks of a network or its trainer.</summary>
internal enum CallKind
{
    Predict,
    Evaluate,
    Gradients,
    Backward,
    Step,
}

/// <summary>A call that evaluates a network.</summary>
/// <param name="Receiver">The network or, for a step, the trainer.</param>
/// <param name="Data">Inputs, then targets; or the one data set or batch.</param>
/// <param name="Outputs">The spans that are written.</param>
/// <param name="Wanted">The argument with the names of gradients, if there is one.</param>
/// <param name="Set">The gradient set that is written, if there is one.</param>
/// <param name="InputCount">How many of the data are inputs.</param>
internal sealed record NetworkCall(
    IInvocationOperation Operation,
    CallKind Kind,
    IOperation Receiver,
    ImmutableArray<IOperation> Data,
    ImmutableArray<IOperation> Outputs,
    IArgumentOperation? Wanted,
    IOperation? Set,
    int InputCount)
{
    public ImmutableArray<IOperation> Inputs => [.. Data.Take(InputCount)];

    /// <summary>Null for every other call.</summary>
    public static NetworkCall? Read(IOperation operation, NetGenSymbols symbols)
    {
        if (operation is not IInvocationOperation { Instance: { } receiver } invocation || KindOf(invocation.TargetMethod, symbols) is not { } kind)
            return null;
        var data = ImmutableArray.CreateBuilder<IOperation>();
        var outputs = ImmutableArray.CreateBuilder<IOperation>();
        IArgumentOperation? wanted = null;
        IOperation? set = null;
        foreach (var argument in invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? int.MaxValue))
        {
            if (argument.Parameter is not { } parameter)
                return null;
            if (parameter.IsParams)
                wanted = argument;
            else if (parameter.Type.Name == "Span")
                outputs.Add(argument.Value);
            else if (parameter.Type.Name == "GradientSet")
                set = argument.Value;
            else
                data.Add(argument.Value);
        }

        return new NetworkCall(
            invocation, kind, receiver, data.ToImmutable(), outputs.ToImmutable(), wanted, set, InputsOf(invocation.TargetMethod, data.Count, symbols));
    }

    private static CallKind? KindOf(IMethodSymbol method, NetGenSymbols symbols)
    {
        if (method.IsStatic)
            return null;
        if (symbols.IsTrainer(method.ContainingType))
            return method.Name == "Step" ? CallKind.Step : null;
        if (!symbols.IsNetwork(method.ContainingType))
            return null;
        return method.Name switch
        {
            "Predict" => CallKind.Predict,
            "Evaluate" => CallKind.Evaluate,
            "Gradients" => CallKind.Gradients,
            "Backward" => CallKind.Backward,
            _ => null,
        };
    }

    /// <summary>The inputs are what the network's <c>Predict</c> reads.</summary>
    private static int InputsOf(IMethodSymbol method, int data, NetGenSymbols symbols)
    {
        var network = symbols.IsNetwork(method.ContainingType) ? method.ContainingType : symbols.NetworkOfTrainer(method.ContainingType);
        var predict = network?.GetMembers("Predict").OfType<IMethodSymbol>().FirstOrDefault(m => m.ReturnsVoid);
        return Math.Min(data, predict?.Parameters.Count(p => p.Type.Name == "ReadOnlySpan") ?? data);
    }
}
