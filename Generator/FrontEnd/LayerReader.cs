using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Emit;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds the layer methods of a class.</summary>
internal sealed class LayerReader(LayerAttributeReader attributes, Issues issues, CancellationToken cancellation)
{
    // Names of containing types and nullable annotations are written out, so that the text means the same in the generated file.
    private static readonly SymbolDisplayFormat TypeFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public IReadOnlyDictionary<IMethodSymbol, LayerMethod> Read(IEnumerable<IMethodSymbol> methods)
    {
        var found = new Dictionary<IMethodSymbol, LayerMethod>(SymbolEqualityComparer.Default);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            cancellation.ThrowIfCancellationRequested();
            if (PartReader.IsPart(method) || UserOpReader.IsOperation(method) || ReadMethod(method) is not { } layer)
                continue;
            if (!names.Add(layer.Name))
                issues.Report(DiagnosticIds.DuplicateLayer, layer.Location, layer.Name);
            found.Add(method, layer);
        }

        return found;
    }

    private LayerMethod? ReadMethod(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        var location = syntax.Identifier.GetLocation();
        var lists = syntax.AttributeLists.SelectMany(list => list.Attributes).ToArray();
        var stages = attributes.Read(lists, onClass: false, out var isValid);
        if (method.FindAttribute(KnownNames.Frozen) is not null)
            stages = [.. stages.Select(stage => stage with { IsFrozen = true })];
        var isDefinition = IsDefinition(method);
        if (stages.IsEmpty && isValid)
        {
            if (isDefinition && method.ReturnType.IsTensor())
                issues.Report(DiagnosticIds.NoLayerAttribute, location, method.Name);
            else
                return null;
        }

        var recurrence = RecurrentForm.Of(method, stages);
        var further = Further(method, stages);
        var problem = stages.IsEmpty ? null : Problem(method, isDefinition, recurrence, further);
        if (problem is not null)
            issues.Report(DiagnosticIds.LayerSignature, location, method.Name, problem, MayTake(stages));
        // Only what is a partial definition of this form gets an implementing part.
        var signature = TakesBody(method, syntax) ? Signature(method, syntax) : "";
        return new LayerMethod(
            method.Name, signature, method.Parameters.Length > 1 && !method.Parameters[0].Type.IsTensor(), stages, location, isValid && problem is null && !stages.IsEmpty)
        {
            Recurrence = recurrence,
            Further = further,
            Capacity = ExpertCapacity.Of(method, issues),
        };
    }

    /// <summary>Whether a method is a partial definition that waits for its generated body.</summary>
    public static bool IsDefinition(IMethodSymbol method) => method.IsPartialDefinition && !HasUserBody(method);

    /// <summary>Whether a body can be generated: without an accessibility C# refuses a method that returns something, and would refuse the generated part of it once more.</summary>
    public static bool TakesBody(IMethodSymbol method, MethodDeclarationSyntax syntax) =>
        IsDefinition(method) && (method.ReturnsVoid || syntax.Modifiers.Any(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind())));

    private static bool HasUserBody(IMethodSymbol method) =>
        method.PartialImplementationPart?.DeclaringSyntaxReferences.Any(part => !part.SyntaxTree.IsGenerated()) == true;

    /// <summary>The names of the tensors behind the input of a layer that takes such; empty for others.</summary>
    private static ImmutableArray<string> Further(IMethodSymbol method, ImmutableArray<LayerStage> stages)
    {
        var tensors = method.Parameters.Skip(method.Parameters.FirstOrDefault()?.Type.SpecialType == SpecialType.System_Int32 ? 1 : 0).ToArray();
        if (stages.Length != 1 || tensors.Length < 2 || tensors.Any(p => !p.Type.IsTensor()))
            return [];
        ImmutableArray<string> names = [.. tensors.Skip(1).Select(p => p.Name)];
        return stages[0].Layer.Takes(names) ? names : [];
    }

    private string? Problem(IMethodSymbol method, bool isDefinition, RecurrentForm? recurrence, ImmutableArray<string> further)
    {
        if (!isDefinition)
            return method.IsPartialDefinition || HasBody(method) ? "has a body, which is generated" : "is not partial";
        if (method.IsGenericMethod)
            return "is generic";
        if (recurrence is null && !method.ReturnType.IsTensor())
            return $"returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams))
            return "has a parameter with a modifier";
        var isLayer = method.Parameters.Length == 1 && method.Parameters[0].Type.IsTensor();
        var isFamily = method.Parameters.Length == 2 && method.Parameters[0].Type.SpecialType == SpecialType.System_Int32 && method.Parameters[1].Type.IsTensor();
        return isLayer || isFamily || recurrence is not null || !further.IsEmpty ? null : "does not take one Tensor";
    }

    /// <summary>What a layer of the method may take and give besides one tensor, as the end of a message; empty for most.</summary>
    private static string MayTake(ImmutableArray<LayerStage> stages)
    {
        var stage = stages.FirstOrDefault(s => s.Layer.MayTake(s.Arguments) is not null);
        if (stage is null)
            return "";
        var alone = stages.Length > 1 ? ", where it is the only layer of its method" : "";
        return $"; [{stage.Layer.Name}] may take {stage.Layer.MayTake(stage.Arguments)}{alone}";
    }

    private static bool HasBody(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null };

    /// <summary>The declaration of a method, as another part of the class repeats it.</summary>
    public static string Signature(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var modifiers = string.Join(" ", syntax.Modifiers.Select(modifier => modifier.Text));
        var parameters = method.Parameters.Select(p => $"{Modifier(p)}{p.Type.ToDisplayString(TypeFormat)} {CSharpLiterals.Identifier(p.Name)}");
        var typeParameters = method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(p => CSharpLiterals.Identifier(p.Name)))}>";
        return $"{modifiers} {method.ReturnType.ToDisplayString(TypeFormat)} {CSharpLiterals.Identifier(method.Name)}{typeParameters}({string.Join(", ", parameters)})";
    }

    private static string Modifier(IParameterSymbol parameter) => parameter.IsParams ? "params " : parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };
}
