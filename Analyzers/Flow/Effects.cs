using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Flow;

/// <summary>Decides whether an operation may end a claim. Operations are looked at one by one: what they contain has been looked at before.</summary>
internal sealed class Effects(NetGenSymbols symbols, HarmlessMethods harmless)
{
    public bool Ends(IOperation operation, Claim claim, Memory memory, ValueReader reader) => new Look(symbols, harmless, claim, memory, reader).Ends(operation);

    /// <summary>One operation looked at for one claim.</summary>
    private sealed class Look(NetGenSymbols symbols, HarmlessMethods harmless, Claim claim, Memory memory, ValueReader reader)
    {
        private readonly Calls _calls = new(symbols, harmless, claim, memory, reader);

        public bool Ends(IOperation operation) => operation switch
        {
            IAwaitOperation or IInvalidOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation => true,
            IReturnOperation { Kind: OperationKind.YieldReturn } => true,
            IAssignmentOperation assignment => EndsByWrite(assignment.Target) || EndsByOperator((assignment as ICompoundAssignmentOperation)?.OperatorMethod),
            IIncrementOrDecrementOperation increment => EndsByWrite(increment.Target) || EndsByOperator(increment.OperatorMethod),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => EndsByWrite(argument.Value),
            IInvocationOperation invocation => _calls.Ends(invocation),
            IObjectCreationOperation { Constructor: { } constructor } creation => _calls.Ends(constructor, null, creation.Arguments),
            IPropertyReferenceOperation property => EndsByReading(property),
            IBinaryOperation binary => EndsByOperator(binary.OperatorMethod),
            IUnaryOperation unary => EndsByOperator(unary.OperatorMethod),
            IConversionOperation conversion => EndsByOperator(conversion.OperatorMethod),
            IForEachLoopOperation loop => EndsByEnumerating(loop.Collection),
            IUsingOperation or IUsingDeclarationOperation or ILockOperation => claim.HoldsAnyMember,
            IAddressOfOperation => true,
            { Kind: OperationKind.None } => !IsStackAllocation(operation),
            _ => false,
        };

        private bool EndsByWrite(IOperation? target)
        {
            switch (target)
            {
                case ILocalReferenceOperation { Local: var local }:
                    return local.RefKind != RefKind.None || claim.Variables.Contains(local);
                case IParameterReferenceOperation { Parameter: var parameter }:
                    return parameter.RefKind is RefKind.Ref || (claim.HoldsAnyMember && parameter.RefKind != RefKind.None) || claim.Variables.Contains(parameter);
                case IFieldReferenceOperation field:
                    return claim.Members.Contains(field.Field) || EndsByWritingMember(field.Instance);
                case IPropertyReferenceOperation { Property.ReturnsByRef: true, Instance: { } buffer }:
                    return _calls.EndsByWriting(buffer, target.Type);
                case IPropertyReferenceOperation property:
                    return EndsBySetting(property);
                case IArrayElementReferenceOperation element:
                    return _calls.EndsByWriting(element.ArrayReference, element.Type);
                case IImplicitIndexerReferenceOperation indexer:
                    return _calls.EndsByWriting(indexer.Instance, indexer.Type);
                case IFlowCaptureReferenceOperation capture:
                    return EndsByWrite(reader.Captured(capture));
                case IDeclarationExpressionOperation declaration:
                    return EndsByWrite(declaration.Expression);
                case IConversionOperation conversion:
                    return EndsByWrite(conversion.Operand);
                case ITupleOperation tuple:
                    return tuple.Elements.Any(EndsByWrite);
                case IDiscardOperation:
                    return false;
                default:
                    return true;
            }
        }

        /// <summary>A field of a struct in a variable is part of the variable; others are seen by everyone.</summary>
        private bool EndsByWritingMember(IOperation? instance) => instance switch
        {
            null or IInstanceReferenceOperation => claim.HoldsAnyMember,
            { Type.IsValueType: true } => EndsByWrite(instance),
            _ => claim.HoldsAnyMember && memory.IsReachable(memory.Of(instance)),
        };

        private bool EndsBySetting(IPropertyReferenceOperation reference)
        {
            var property = reference.Property;
            if (Framework.IsFramework(property))
                return property.IsIndexer && reference.Instance is { } buffer && !Framework.OwnsItsElements(buffer.Type) && _calls.EndsByWriting(buffer, property.Type);
            if (symbols.IsRuntime(property))
                return claim.HoldsTrainers && symbols.IsTrainer(property.ContainingType);
            if (symbols.IsNetwork(property.ContainingType) && property.Name == "Threads")
                return false;
            if (Framework.IsPlain(property))
                return claim.Members.Contains(property) || EndsByWritingMember(reference.Instance);
            return _calls.EndsUnlessHarmless(property.SetMethod, reference.Instance, []);
        }

        private bool EndsByReading(IPropertyReferenceOperation reference)
        {
            var property = reference.Property;
            if (Framework.LetsOthersRun(property))
                return _calls.EndsByUnknown();
            return !(Framework.IsFramework(property) || symbols.IsRuntime(property) || Framework.IsPlain(property) || IsGenerated(property))
                && _calls.EndsUnlessHarmless(property.GetMethod, reference.Instance, reference.Arguments);
        }

        private bool IsGenerated(IPropertySymbol property) =>
            symbols.IsNetwork(property.ContainingType) && property.Name is "Parameters" or "Seed" or "Threads" or "Graph" or "Name";

        private bool EndsByOperator(IMethodSymbol? method) =>
            method is not null && !Framework.IsFramework(method) && !symbols.IsRuntime(method)
            && _calls.EndsUnlessHarmless(method, null, []);

        /// <summary>Going through what is no collection of .NET runs unknown code.</summary>
        private bool EndsByEnumerating(IOperation collection)
        {
            while (collection is IConversionOperation conversion)
                collection = conversion.Operand;
            var isKnown = collection.Type is IArrayTypeSymbol or { TypeKind: TypeKind.Class or TypeKind.Struct } && (collection.Type is IArrayTypeSymbol || Framework.IsFramework(collection.Type));
            return !isKnown && _calls.EndsByUnknown();
        }

        private static bool IsStackAllocation(IOperation operation) =>
            operation.Syntax.IsKind(SyntaxKind.StackAllocArrayCreationExpression) || operation.Syntax.IsKind(SyntaxKind.ImplicitStackAllocArrayCreationExpression);
    }
}
