using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <content>Recurrences: the step of a Scan is traced once, on placeholders for a slice and the state.</content>
internal sealed partial class Tracer
{
    private const string ScanName = "Scan";

    /// <summary>The values of a Scan's steps that building still takes less than half a minute for, where they are written out.</summary>
    private const int MaximumWritten = 1000;

    private Value TraceScan(IMethodSymbol method, Value[] arguments, IOperation site)
    {
        if (arguments[2] is not FunctionValue step)
            return Unsupported(SiteOf(site, 2).Syntax, "this as the step of a Scan", "write a lambda, or name a method");
        var (sequences, initial) = (Flatten(arguments[0], SiteOf(site, 0)), Flatten(arguments[1], SiteOf(site, 1)));
        if (sequences is null || initial is null || ReadForm(arguments, sequences, site) is not { } form)
            return PoisonValue.Instance;
        var hasOutput = method.OriginalDefinition.TypeParameters.Length == 3;
        Value output = PoisonValue.Instance;
        return Build(site.Syntax, sequences.Concat(initial), () =>
        {
            var result = builder.Scan(form, sequences, initial, (slices, states) =>
            {
                var value = Call(step.Method, step, [Restore(arguments[0], new(slices)), Restore(arguments[1], new(states))], SiteOf(site, 2));
                output = hasOutput && value is TupleValue pair ? pair.Items[0] : value;
                var updated = hasOutput && value is TupleValue { Items: var items } ? items[1] : value;
                var where = SiteOf(site, 2);
                return Flatten(output, where) is { } outputs && Flatten(updated, where) is { } updates ? new ScanStepResult(outputs, updates) : null;
            });
            if (result is null)
                return PoisonValue.Instance;
            if (result.Written > MaximumWritten)
                issues.Report(DiagnosticIds.LongScan, site.Syntax.GetLocation(), form.Steps, result.Written);
            RememberScan([.. sequences, .. initial], result);
            return new TupleValue([Restore(output, new(result.Outputs)), Restore(arguments[1], new(result.Final))]);
        });
    }

    private ScanForm? ReadForm(Value[] arguments, IReadOnlyList<Node> sequences, IOperation site)
    {
        var where = SiteOf(site, 0).Syntax;
        if (sequences.FirstOrDefault(s => s.Shape.Rank == 0) is not null)
            Report(DiagnosticIds.ScanSequence, where, "a value without axes has none");
        else if (sequences.Select(s => s.Shape[0]).Distinct().Count() > 1)
            Report(DiagnosticIds.ScanSequence, where, $"they have different numbers of places: {string.Join(" and ", sequences.Select(s => s.Shape[0]).Distinct())}");
        else if (arguments[3] is not ConstantValue { Value: int truncate })
            Report(DiagnosticIds.NotConstant, SiteOf(site, 3).Syntax, "Argument 'truncate'", "this is not");
        else if (truncate < 0)
            Report(DiagnosticIds.ArgumentOutOfRange, SiteOf(site, 3).Syntax, ScanName, "truncate", truncate, "0 or more");
        else if (arguments[4] is not ConstantValue { Value: bool reverse })
            Report(DiagnosticIds.NotConstant, SiteOf(site, 4).Syntax, "Argument 'reverse'", "this is not");
        else
            return new ScanForm(sequences[0].Shape[0], reverse, truncate);
        return null;
    }

    /// <summary>The tensors of a value that is one or a tuple of such, in order; null if it is something else, which is reported.</summary>
    private IReadOnlyList<Node>? Flatten(Value value, IOperation site)
    {
        if (value is not TupleValue tuple)
            return ToNode(value, site) is { } node ? [node] : null;
        var nodes = new List<Node>();
        foreach (var item in tuple.Items)
        {
            if (Flatten(item, site) is not { } part)
                return null;
            nodes.AddRange(part);
        }

        return nodes;
    }

    /// <summary>The next tensors of a queue in the form of <paramref name="like"/>.</summary>
    private static Value Restore(Value like, Queue<Node> nodes) => like is TupleValue tuple
        ? new TupleValue([.. tuple.Items.Select(item => Restore(item, nodes))])
        : new TensorValue(nodes.Dequeue());

    private void RememberScan(IReadOnlyList<Node> operands, ScanResult result)
    {
        foreach (var value in result.Outputs.Concat(result.Final).Where(v => !operands.Contains(v) && Functions.All(f => f.Output != v.Id)))
            Functions.Add(new FunctionApplication(ScanName, operands.Select(o => o.Id).ToEquatableArray(), value.Id));
    }
}
