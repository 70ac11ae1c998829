using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.FrontEnd;

/// <summary>Reads what the generator writes for an operation, whether or not it is right: a declaration without a body would be one more error.</summary>
internal static class OperationReader
{
    /// <summary>Null if no implementing part can be written.</summary>
    public static OperationSpec? Read(IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            var isPartial = type.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(m => m.ValueText == "partial"));
            if (!isPartial || type.Arity > 0 || type.IsFileLocal)
                return null;
        }

        if (!LayerReader.IsDefinition(method))
            return null;
        var operation = new UserOpReader(method, compilation, new Issues()).Read();
        return new OperationSpec(ClassReader.PlaceOf(method.ContainingType), method.Name, LayerReader.Signature(method, syntax), !string.IsNullOrEmpty(method.GetDocumentationCommentXml()), operation?.ShapeRule is not null, operation is null ? null : OperationCheckReader.Read(operation));
    }
}
