using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG4021: spans of constant lengths that no batch fits. NG4022: an output that overwrites an input or another output.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanArgumentsAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public SpanArgumentsAnalyzer()
        : base(DiagnosticIds.SizeDoesNotFit, DiagnosticIds.OverlappingSpans)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var site in body.Routines.SelectMany(r => r.Sites))
        {
            CheckLengths(site, body, report);
            CheckOverlaps(site, report);
        }
    }

    private static void CheckLengths(Site site, Body body, Action<Diagnostic> report)
    {
        var lengths = new Lengths(body.Variables, site.Routine.Reader);
        (string Name, int Rows)? first = null;
        foreach (var argument in site.Call.Operation.Arguments.OrderBy(a => a.Parameter?.Ordinal))
        {
            if (argument.Parameter is not { } parameter || body.Symbols.WidthOf(parameter) is not { } width || lengths.Of(argument.Value) is not { } length)
                continue;
            if (length == 0 && first is not null && site.Call.Outputs.Contains(argument.Value))
                continue;
            if (length % width != 0)
            {
                report(At(DiagnosticIds.SizeDoesNotFit, argument.Syntax, null, parameter.Name, $"gets {length} values, which is no whole number of rows of {width}"));
                return;
            }

            if (first is { } known && known.Rows != length / width)
                report(At(DiagnosticIds.SizeDoesNotFit, argument.Syntax, null, parameter.Name, $"gets {length / width} rows of {width}, but '{known.Name}' has {known.Rows}"));
            else if (first is null && MostRows(site, body) is { } most && length / width > most)
                report(At(DiagnosticIds.SizeDoesNotFit, argument.Syntax, null, parameter.Name, $"gets {length / width} rows, but the trainer was made for batches of {most}"));
            first ??= (parameter.Name, length / width);
        }
    }

    /// <summary>The constant batch size that the trainer of a step was made for.</summary>
    private static int? MostRows(Site site, Body body)
    {
        if (site.Call.Kind != CallKind.Step || site.Routine.Reader.Strip(site.Call.Receiver) is not ILocalReferenceOperation { Local: var local })
            return null;
        var creation = body.Variables.OnlyValue(local);
        while (creation is IConversionOperation conversion)
            creation = conversion.Operand;
        var size = (creation as IInvocationOperation)?.Arguments.FirstOrDefault(a => a.Parameter?.Name == "batchSize")?.Value.ConstantValue;
        return size is { HasValue: true, Value: int rows } ? rows : null;
    }

    private static void CheckOverlaps(Site site, Action<Diagnostic> report)
    {
        var reader = site.Routine.Reader;
        var others = site.Call.Data.Select(d => (Operation: d, Value: reader.Read(d))).ToList();
        foreach (var output in site.Call.Outputs)
        {
            if (reader.Read(output) is not { } value)
                continue;
            if (value.Kind != ValueKind.Constant && others.FirstOrDefault(o => o.Value is { } other && Overlap(other, value)) is { Operation: { } same })
                report(At(DiagnosticIds.OverlappingSpans, output.Syntax, null, output.Syntax.ToString(), same.Syntax.ToString()));
            others.Add((output, value));
        }
    }

    /// <summary>Whether two are the same memory, or one is a part of the other. Two parts of the same are taken to be apart.</summary>
    private static bool Overlap(Value left, Value right) => left.Equals(right) || IsPartOf(left, right) || IsPartOf(right, left);

    private static bool IsPartOf(Value part, Value whole)
    {
        while (part.Kind == ValueKind.View && Framework.IsBuffer(part.Parts[0].Type))
        {
            part = part.Parts[0];
            if (part.Equals(whole))
                return true;
        }

        return false;
    }
}
