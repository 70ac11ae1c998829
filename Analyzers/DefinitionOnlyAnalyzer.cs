using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>NG4001: finds calls of layers, functions and definition methods in code that is executed, where they always throw.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionOnlyAnalyzer : SourceAnalyzer
{
    private static readonly string[] DefinitionAttributes = [KnownNames.Forward, KnownNames.Loss, KnownNames.Metric];

    /// <summary>Makes the analyzer.</summary>
    public DefinitionOnlyAnalyzer()
        : base(DiagnosticIds.DefinitionExecuted)
    {
    }

    private protected override void Register(AnalysisContext context) => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var method = ((IInvocationOperation)context.Operation).TargetMethod;
        // Nearly every call of a program ends here.
        if (!MentionsTensor(method) || Kind(method) is not { } kind || IsDefinition(context.ContainingSymbol) || IsInLambda(context.Operation))
            return;
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.Find(DiagnosticIds.DefinitionExecuted), context.Operation.Syntax.GetLocation(), kind, method.Name));
    }

    private static string? Kind(IMethodSymbol method)
    {
        if (method.ContainingType.IsNetGen(KnownNames.Ops))
            return "Function";
        if (UserOpReader.IsOperation(method))
            return "Operation";
        if (method.ContainingType?.FindAttribute("NetworkAttribute") is null)
            return null;
        var definition = method.PartialDefinitionPart ?? method;
        if (DefinitionAttributes.Any(attribute => definition.FindAttribute(attribute) is not null))
            return "Definition method";
        return definition.IsPartialDefinition ? "Layer" : null;
    }

    /// <summary>Whether a member works on tensors, so that it can only be part of a definition; or a local function in it.</summary>
    private static bool IsDefinition(ISymbol? symbol)
    {
        for (; symbol is not null and not INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol switch
            {
                IMethodSymbol method => MentionsTensor(method),
                IPropertySymbol property => MentionsTensor(property.Type),
                IFieldSymbol field => MentionsTensor(field.Type),
                _ => false,
            })
                return true;
        }

        return false;
    }

    private static bool IsInLambda(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation { Symbol: var lambda } && MentionsTensor(lambda) || outer is ILocalFunctionOperation { Symbol: var local } && MentionsTensor(local))
                return true;
        }

        return false;
    }

    private static bool MentionsTensor(IMethodSymbol method) => MentionsTensor(method.ReturnType) || method.Parameters.Any(parameter => MentionsTensor(parameter.Type));

    private static bool MentionsTensor(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => MentionsTensor(array.ElementType),
        INamedTypeSymbol named => named.IsTensor() || named.TypeArguments.Any(MentionsTensor),
        _ => false,
    };
}
