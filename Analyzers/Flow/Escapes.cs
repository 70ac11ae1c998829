using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>Says which uses of a variable may give code outside the method, or a variable that is not followed, a reference to what it holds.</summary>
internal sealed class Escapes(NetGenSymbols symbols, Variables variables)
{
    public bool Escape(ILocalReferenceOperation reference) =>
        variables.IsCaptured(reference.Local) || !variables.IsTracked(reference.Local) || EscapesAt(reference);

    private bool EscapesAt(IOperation value) => value.Parent switch
    {
        IConversionOperation conversion => !ValueReader.IsView(conversion) || EscapesAt(conversion),
        IParenthesizedOperation parenthesized => EscapesAt(parenthesized),
        IConditionalOperation conditional => conditional.Condition != value && EscapesAt(conditional),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => !variables.IsTracked(local),
        ISimpleAssignmentOperation { IsRef: false } assignment =>
            assignment.Target != value && !(assignment.Target is ILocalReferenceOperation { Local: var local } && variables.IsTracked(local)),
        IAssignmentOperation or IIncrementOrDecrementOperation or IExpressionStatementOperation or IBinaryOperation or IUsingOperation or IIsTypeOperation => false,
        IForEachLoopOperation => false,
        // Who gets what the method returns gets it when the method is over.
        IReturnOperation { Kind: OperationKind.Return } or ITupleOperation { Parent: IReturnOperation { Kind: OperationKind.Return } } => IsInFunction(value),
        IArrayElementReferenceOperation => false,
        IImplicitIndexerReferenceOperation indexer => Framework.IsSpan(indexer.Type) && EscapesAt(indexer),
        IFieldReferenceOperation or IPropertyReferenceOperation => EscapesThroughMember((IMemberReferenceOperation)value.Parent),
        IInvocationOperation { Instance: var instance } call when instance == value => EscapesThroughReceiver(call),
        IArgumentOperation argument => EscapesThroughArgument(argument),
        _ => true,
    };

    private static bool IsInFunction(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private bool EscapesThroughMember(IMemberReferenceOperation member)
    {
        if (member is IPropertyReferenceOperation { Property.Name: "Span" } span && Framework.IsBuffer(span.Property.ContainingType))
            return EscapesAt(span);
        return !(Framework.IsFramework(member.Member) || symbols.IsRuntime(member.Member) || symbols.IsNetwork(member.Member.ContainingType)
            || member.Type is { IsValueType: true, IsRefLikeType: false });
    }

    private bool EscapesThroughReceiver(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Framework.IsViewMethod(method))
            return EscapesAt(call);
        return !(Framework.IsBuffer(method.ContainingType) || symbols.IsNetwork(method.ContainingType) || symbols.IsTrainer(method.ContainingType) || symbols.IsRuntime(method));
    }

    private bool EscapesThroughArgument(IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation call || argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
            return argument.Parent is not IObjectCreationOperation { Type: { } type } || !symbols.IsRuntime(type) || type.Name != "GradientSet";
        var method = call.TargetMethod;
        if (Framework.IsViewMethod(method))
            return EscapesAt(call);
        if (NetworkCall.Read(call, symbols) is not null)
            return false;
        if (Framework.IsFramework(method))
            return (Framework.IsWritable(method.ReturnType) && !Framework.GivesNewObject(method)) || !(method.IsStatic || Framework.IsBuffer(method.ContainingType));
        if (symbols.IsRuntime(method))
            return !(parameter.Type.IsRefLikeType || method.Name is "Fit" or "Save");
        // What gets a span cannot keep it, but may give it back.
        return !parameter.Type.IsRefLikeType || !(method.ReturnsVoid || method.ReturnType is { IsValueType: true, IsRefLikeType: false });
    }
}
