using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// Reads a network that is a list on its class: <c>[Network, Input(784), Dense(512, Relu), Dense(10), CrossEntropy]</c>. The input is called
/// <c>x</c>, the output <c>output</c>, the target <c>y</c>; layers are numbered by kind: <c>Dense0</c>, <c>Dense1</c>, <c>Dropout0</c>.
/// </summary>
internal sealed class ListReader(ParseSession session, LayerAttributeReader attributes)
{
    /// <summary>The only output with its name, or null if something was wrong.</summary>
    public IReadOnlyList<(string Name, Node Value)>? Read(INamedTypeSymbol type, TypeDeclarationSyntax syntax, ImmutableArray<LayerStage> stages)
    {
        var listed = syntax.AttributeLists.SelectMany(list => list.Attributes).ToArray();
        if (ReadInput(type, syntax, listed, stages) is not { } value)
            return null;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            counts.TryGetValue(stage.Layer.Name, out var number);
            counts[stage.Layer.Name] = number + 1;
            var name = stage.Layer.Name + number.ToString(CultureInfo.InvariantCulture);
            var site = listed.First(attribute => attribute.GetLocation() == stage.Location);
            if (session.Tracer.Apply(site, () => session.Applier.ApplyStage(stage, name, value, site), value) is not { } output)
                return null;
            session.Names.Add(name, output);
            value = output;
        }

        const string Output = "output";
        session.Builder.AddResult(ResultRole.Output, Output, value);
        session.Names.Close();
        ReadLoss(type, listed, stages, value);
        return [(Output, value)];
    }

    private Node? ReadInput(INamedTypeSymbol type, TypeDeclarationSyntax syntax, AttributeSyntax[] listed, ImmutableArray<LayerStage> stages)
    {
        if (type.FindAttribute(KnownNames.Input) is not { } data)
        {
            var written = listed.Any(attribute => attributes.ClassOf(attribute).IsNetGen(KnownNames.Input));
            if (!written)
                session.Issues.Report(DiagnosticIds.ListForm, stages[0].Location, "This list of layers has no input");
            session.Issues.Invalidate();
            return null;
        }

        var position = data.ApplicationSyntaxReference?.Span.Start ?? 0;
        if (stages.Any(stage => stage.Location.SourceSpan.Start < position))
            session.Issues.Report(DiagnosticIds.ListForm, stages[0].Location, "A layer stands in front of the input");
        if (InputReader.ReadSizes("Input", data, ElementType.Float, session.Issues) is not { } inputType)
            return null;
        var node = session.AddInput("x", inputType, isTarget: false, type.Name, syntax.Identifier.GetLocation());
        session.Names.Add("x", node);
        return node;
    }

    private void ReadLoss(INamedTypeSymbol type, AttributeSyntax[] listed, ImmutableArray<LayerStage> stages, Node output)
    {
        var losses = listed
            .Select(attribute => (Attribute: attribute, Function: OpRegistry.FindFunction(attributes.ClassOf(attribute).ShortName() ?? "")))
            .Where(entry => entry.Function is { IsLoss: true })
            .ToArray();
        if (losses.Length == 0)
            return;
        if (type.GetMembers().FirstOrDefault(member => member.FindAttribute(KnownNames.Loss) is not null) is { } method)
            session.Issues.Report(DiagnosticIds.SeveralDefinitions, method.Locations[0], type.Name, "loss", "either the one of the list or the [Loss] method");
        if (losses.Length > 1)
            session.Issues.Report(DiagnosticIds.ListForm, losses[1].Attribute.GetLocation(), "This list has a second loss");
        if (losses[0].Attribute.SpanStart < stages[stages.Length - 1].Location.SourceSpan.Start)
            session.Issues.Report(DiagnosticIds.ListForm, losses[0].Attribute.GetLocation(), "A layer stands behind the loss");
        AddLoss(losses[0].Attribute, losses[0].Function!, output);
    }

    private void AddLoss(AttributeSyntax attribute, OpFunction function, Node output)
    {
        if (attributes.ReadLossArguments(attribute, function) is not { } settings)
            return;
        var type = function.TakesLabels && output.Shape.Rank > 0
            ? TensorType.Sample(output.Shape.Leading(output.Shape.Rank - 1), ElementType.Integer)
            : TensorType.Sample(output.Shape);
        var target = session.AddInput("y", type, isTarget: true, function.Name, attribute.GetLocation());
        if (session.Tracer.Apply(attribute, () => function.Call(session.Builder, Arguments(function, settings, output, target))[0], output, target) is not { } loss)
            return;
        if (loss.Shape.ElementCount != 1)
        {
            session.Issues.Report(DiagnosticIds.LossNotPerRow, attribute.GetLocation(), function.Name, $"{loss.Shape} numbers", "write a [Forward] and a [Loss] method that averages them");
            return;
        }

        session.Builder.AddResult(ResultRole.Loss, function.Name, session.Builder.Reshape(loss, Shape.Scalar));
        if (function.TakesLabels && output.Shape.Rank == 1)
            AddAccuracy(attribute, output, target);
    }

    private static FunctionArguments Arguments(OpFunction function, IReadOnlyDictionary<string, object> settings, Node output, Node target)
    {
        var tensors = new Queue<Node>([output, target]);
        return new FunctionArguments([.. function.Parameters.Select(p => p.Kind == ParameterKind.Tensor ? tensors.Dequeue() : settings[p.Name])]);
    }

    private void AddAccuracy(AttributeSyntax attribute, Node output, Node target)
    {
        const string Accuracy = "Accuracy";
        if (OpRegistry.FindFunction(Accuracy) is not { } function
            || session.Tracer.Apply(attribute, () => OpRegistry.Call(session.Builder, Accuracy, output, target)[0], output, target) is not { } value)
            return;
        session.Builder.AddResult(ResultRole.Metric, Accuracy, TensorOperators.Number(session.Builder, value));
        session.Metrics.Add(new MetricSpec(Accuracy, function.MetricKind, value.Shape.ElementCount, function.HigherIsBetter));
    }
}
