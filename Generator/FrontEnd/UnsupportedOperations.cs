using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.FrontEnd;

/// <summary>What to call the C# that definitions do not have, and what there is instead.</summary>
internal static class UnsupportedOperations
{
    private const string General = "it is read at build; use locals, tuples, arrays, layers, functions of NetGen.Ops, operators, helper methods, and loops and conditions on constants";

    public static (string What, string Instead) Describe(IOperation operation) => operation switch
    {
        IThrowOperation => ("a 'throw' that is reached", "let the conditions around it, known at build, exclude it"),
        ITryOperation => ("'try'", "nothing here runs, so nothing can be caught; write the statements without it"),
        IUsingOperation or IUsingDeclarationOperation => ("'using'", "there is nothing to dispose of in a definition"),
        ILockOperation => ("'lock'", "a definition is read at build by one thread"),
        IBranchOperation => ("'goto'", "use loops and conditions on constants"),
        IReturnOperation => ("'yield'", "return a tensor or a tuple of tensors"),
        IAwaitOperation => ("'await'", "a definition is read at build and does not wait"),
        IObjectCreationOperation or ITypeParameterObjectCreationOperation =>
            ($"'new {operation.Type?.Name}'", "use tuples and arrays of tensors"),
        IAnonymousObjectCreationOperation => ("an anonymous object", "use a tuple"),
        IConditionalAccessOperation => ("'?.'", "tensors are never null here; write '.'"),
        IAddressOfOperation => ("a pointer", General),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => ("'dynamic'", "use Tensor"),
        IInstanceReferenceOperation => ("'this' as a value", "call its methods directly"),
        IEventReferenceOperation or IEventAssignmentOperation => ("events", General),
        ITypeOfOperation => ("'typeof'", General),
        IIsTypeOperation => ("'is' with a type", "types are known at build; call the right helper directly"),
        IWithOperation => ("'with'", General),
        ITranslatedQueryOperation => ("a query", "use a loop over an array"),
        _ => ($"this ({operation.Kind})", General),
    };

    /// <summary>The part of a long statement that says what it is: its keyword line rather than its whole body.</summary>
    public static SyntaxNode Pinpoint(SyntaxNode syntax) => syntax switch
    {
        UsingStatementSyntax { Declaration: { } declaration } => declaration,
        UsingStatementSyntax { Expression: { } expression } => expression,
        LockStatementSyntax locked => locked.Expression,
        _ => syntax,
    };
}
