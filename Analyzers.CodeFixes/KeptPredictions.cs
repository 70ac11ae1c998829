using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Analyzers.Flow;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>A prediction of rows of some arrays, taken from a prediction of all of their rows that is kept as a data set; or of one of several batches, taken from a data set for each.</summary>
internal sealed class KeptPredictions
{
    private readonly IReadOnlyList<(string Column, int Width, ExpressionSyntax Target)> _outputs;
    private readonly RowSlice? _rows;
    private readonly string _element;

    private KeptPredictions(string name, ExpressionSyntax call, string element, RowSlice? rows, IReadOnlyList<(string, int, ExpressionSyntax)> outputs) =>
        (Name, Call, _element, _rows, _outputs) = (name, call, element, rows, outputs);

    /// <summary>What the local with the data set is to be called.</summary>
    public string Name { get; }

    /// <summary>Predicts all rows.</summary>
    public ExpressionSyntax Call { get; }

    /// <summary>Null if the arguments are neither rows of arrays that are there before the loop, the same rows of each, nor arrays that the loop goes through.</summary>
    public static KeptPredictions? Read(InvocationExpressionSyntax call, IMethodSymbol method, StatementSyntax loop, SemanticModel model)
    {
        if (!method.ReturnsVoid || call.Expression is not MemberAccessExpressionSyntax { Expression: var network } || call.ArgumentList.Arguments.Any(a => a.NameColon is not null)
            || NetGenSymbols.Find(model.Compilation) is not { } symbols || SourceNetworks.Read(method.ContainingType, model.Compilation, CancellationToken.None) is not { } source
            || model.Compilation.GetTypeByMetadataName("NetGen.DataSet") is not { } dataSet)
            return null;
        var arguments = call.ArgumentList.Arguments.Select(a => a.Expression).ToArray();
        var widths = method.Parameters.Select(symbols.WidthOf).OfType<int>().ToArray();
        var outputs = source.Outputs.ToArray();
        if (widths.Length != arguments.Length || arguments.Length != source.Inputs.Count + outputs.Length)
            return null;
        if (IsMadeIn(loop, network, model))
            return null;
        ExpressionSyntax[] inputs = [.. arguments.Take(source.Inputs.Count)];
        var rows = inputs.Select((a, i) => RowSlice.Read(a, widths[i], model)).OfType<RowSlice>().ToArray();
        var areRows = rows.Length == inputs.Length && rows.All(r => (r.Start, r.Count) == (rows[0].Start, rows[0].Count)) && !rows.Any(r => IsMadeIn(loop, r.Array, model));
        var batches = areRows ? null : BatchArrays.Read(inputs, loop, model);
        if (!areRows && batches is null)
            return null;
        var texts = batches?.Inputs ?? [.. rows.Select(r => r.Array.WithoutTrivia().ToString())];
        var columns = texts.Select((text, i) => $".Add({SymbolDisplay.FormatLiteral(source.Inputs[i], quote: true)}, {text}{Sizes(source, source.Inputs[i])})");
        var prediction = $"{network.WithoutTrivia()}.Predict(new {dataSet.ToMinimalDisplayString(model, call.SpanStart)}(){string.Concat(columns)})";
        return new KeptPredictions(
            NameFor(network),
            SyntaxFactory.ParseExpression(batches?.Collect(prediction) ?? prediction),
            batches?.Element ?? "",
            areRows ? rows[0] : null,
            [.. outputs.Select((o, i) => (o, widths[inputs.Length + i], arguments[inputs.Length + i]))]);
    }

    /// <summary>Statements that copy the rows of the call to where it would have written them.</summary>
    /// <param name="data">The local with the data set, or with those of all batches.</param>
    public IReadOnlyList<StatementSyntax> Copies(string data) =>
    [
        .. _outputs.Select(output => SyntaxFactory.ParseStatement(
            $"{data}{_element}[{SymbolDisplay.FormatLiteral(output.Column, quote: true)}].Floats{Slice(output.Width)}.CopyTo({output.Target.WithoutTrivia()});")),
    ];

    /// <summary>Whether an expression speaks of a local that a loop declares.</summary>
    public static bool IsMadeIn(StatementSyntax loop, ExpressionSyntax expression, SemanticModel model) => expression.DescendantNodesAndSelf()
        .Any(n => model.GetSymbolInfo(n).Symbol is ILocalSymbol { DeclaringSyntaxReferences: var places } && places.Any(p => loop.Span.Contains(p.Span)));

    private string Slice(int width) =>
        _rows is { Start: { } start, Count: { } count } ? $".Slice({RowSlice.InValues(start, width)}, {RowSlice.InValues(count, width)})" : "";

    private static string Sizes(SourceNetwork source, string input)
    {
        var sizes = source.Graph.Nodes.First(n => n.Op is Input known && known.Name == input).Shape.Sizes;
        return string.Concat(sizes.Select(size => ", " + size.ToString(CultureInfo.InvariantCulture)));
    }

    private static string NameFor(ExpressionSyntax network)
    {
        var name = (network is MemberAccessExpressionSyntax member ? member.Name.Identifier.ValueText : network.ToString()).TrimStart('_');
        return SyntaxFacts.IsValidIdentifier(name) ? name + "Outputs" : "outputs";
    }
}
