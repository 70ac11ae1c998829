using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Runs the body of a definition method at build: tensors are nodes of the graph, everything else is a C# constant, and control flow
/// on constants is followed. Whatever cannot be followed is reported where it is written and becomes a poison value, which keeps silent
/// from then on. The parts of this class follow the kinds of operations.
/// </summary>
internal sealed partial class Tracer(SemanticModels models, GraphBuilder builder, LayerApplier layers, PartApplier parts, NodeNames names, Issues issues, CancellationToken cancellation)
{
    /// <summary>The operations that one network may evaluate; far more than a sensible definition has, and still a matter of a second.</summary>
    private const int MaximumSteps = 1_000_000;

    /// <summary>The nodes of one network; beyond them compiling takes minutes.</summary>
    private const int MaximumNodes = 10_000;

    private Scope _scope = new(null);
    private Value? _returned;
    private int _depth;
    private int _steps;

    /// <summary>Where each node was made, by id.</summary>
    public Dictionary<int, Location> Locations { get; } = [];

    /// <summary>The calls of layers and helpers so far.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>The functions applied so far, in order.</summary>
    public List<FunctionApplication> Functions { get; } = [];

    /// <summary>Traces <paramref name="method"/> with its parameters bound to <paramref name="arguments"/>.</summary>
    public Value Run(IMethodSymbol method, IReadOnlyList<Value> arguments)
    {
        var body = FindBody(method);
        if (body is null)
        {
            issues.Invalidate();
            return PoisonValue.Instance;
        }

        _scope = NewScope(null);
        try
        {
            return RunBody(method, body, null, arguments);
        }
        catch (InsufficientExecutionStackException)
        {
            return Report(DiagnosticIds.RecursionLimit, body.Syntax, method.Name, "the compiler's stack allows");
        }
    }

    /// <summary>A node that is made for a piece of syntax outside of methods; null if it does not fit, which is reported there.</summary>
    public Node? Apply(SyntaxNode syntax, Func<Node> make, params Node[] operands) =>
        (Build(syntax, operands, () => new TensorValue(make())) as TensorValue)?.Node;

    /// <summary>Makes nodes of <paramref name="operands"/> and remembers that <paramref name="syntax"/> made them; what does not fit is reported there.</summary>
    private Value Build(SyntaxNode syntax, IEnumerable<Node> operands, Func<Value> make)
    {
        var first = builder.Nodes.Count;
        try
        {
            var value = make();
            CheckStatistics(first);
            return value;
        }
        catch (DefinitionException exception)
        {
            issues.Report(exception.Id, syntax.GetLocation(), WithNames(exception.Arguments, operands));
            return PoisonValue.Instance;
        }
        catch (OverflowException)
        {
            return Report(DiagnosticIds.ConstantFailed, syntax, "the tensor would have more than 2,147,483,647 elements a row");
        }
        finally
        {
            // What was made inside, by the step of a Scan, keeps its own place.
            for (var id = first; id < builder.Nodes.Count; id++)
            {
                if (!Locations.ContainsKey(id))
                    Locations.Add(id, syntax.GetLocation());
            }
        }
    }

    /// <summary>A branch has some rows of the batch, other ones or none in each step: no statistics of all of them, and none that averages could be kept of.</summary>
    private void CheckStatistics(int first)
    {
        if (builder.Rows is not null && builder.Nodes.Skip(first).Any(n => n.Op is Ops.RunningStatistic && n.Inputs[1].Op is Ops.Parameter { Kind: Ops.ParameterTraining.State }))
            throw new DefinitionException(DiagnosticIds.ChoiceAndScan, "A statistic of the batch, as BatchNorm takes it,", "a branch that only some rows take", "LayerNorm or RmsNorm");
    }

    /// <summary>The arguments of a message in which shapes of operands have the operands' names: <c>50 (Trunk)</c>.</summary>
    private object[] WithNames(IEnumerable<object> arguments, IEnumerable<Node> operands)
    {
        var left = operands.ToList();
        return [.. arguments.Select(argument =>
        {
            if (argument is not Shape shape || left.FirstOrDefault(node => node.Shape == shape) is not { } node)
                return argument;
            left.Remove(node);
            return names.Describe(node) is { } name ? $"{shape} ({name})" : argument;
        })];
    }

    internal PoisonValue Report(string id, SyntaxNode syntax, params object[] arguments)
    {
        issues.Report(id, syntax.GetLocation(), arguments);
        return PoisonValue.Instance;
    }

    private PoisonValue Unsupported(SyntaxNode syntax, string what, string instead) =>
        Report(DiagnosticIds.UnsupportedSyntax, syntax, what, instead);

    /// <summary>Counts a step; false when there have been too many, which is reported once, and then everything is poison.</summary>
    private bool CountStep(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_steps < MaximumSteps && builder.Nodes.Count > MaximumNodes)
        {
            Report(DiagnosticIds.UnrollLimit, operation.Syntax, "This definition", "10,000 values");
            _steps = MaximumSteps + 1;
        }

        if (_steps == MaximumSteps)
            Report(DiagnosticIds.UnrollLimit, operation.Syntax, "This definition", "a million operations");
        return _steps++ < MaximumSteps;
    }

    private void Name(string name, Value value)
    {
        if (value is TensorValue tensor)
            names.AddLocal(name, tensor.Node, isDefinition: _depth == 1);
    }
}
