using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.Flow;

/// <summary>
/// Decides whether a call may end a claim. A member of .NET changes only what it is given; the runtime's and generated members do what their documentation
/// says; every other method may change whatever it can reach, unless its source shows that it changes nothing.
/// </summary>
internal sealed class Calls(NetGenSymbols symbols, HarmlessMethods harmless, Claim claim, Memory memory, ValueReader reader)
{
    public bool Ends(IInvocationOperation call)
    {
        if (NetworkCall.Read(call, symbols) is { } known)
            return EndsByEvaluation(known);
        var method = call.TargetMethod;
        if (symbols.IsNetwork(method.ContainingType) && method.Name is "CreateTrainer" or "Save" or "Load" or "Predict")
            return false;
        return method.MethodKind == MethodKind.DelegateInvoke ? EndsByUnknown() || EndsByGiving(call.Arguments) : Ends(method, call.Instance, call.Arguments);
    }

    /// <param name="instance">The receiver, if there is one.</param>
    public bool Ends(IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        if (symbols.IsRuntime(method) || symbols.IsRuntime(method.ContainingType))
            return EndsByRuntime(method, instance, arguments);
        if (!Framework.IsFramework(method))
            return !MakesNetwork(method) && EndsUnlessHarmless(method, instance, arguments);
        if (Framework.IsViewMethod(method) || Framework.GivesNewObject(method))
            return false;
        if (Framework.LetsOthersRun(method) && EndsByUnknown())
            return true;
        if (RunsUnknownCode(method, instance) || arguments.Any(a => a.Value.Type?.TypeKind == TypeKind.Delegate && !harmless.IsHarmless(reader.Lambda(a.Value))))
            return EndsByUnknown() || EndsByGiving(arguments);
        return EndsByGiving(arguments)
            || (instance is not null && Framework.WritesItself(method, instance.Type) && EndsByWriting(instance, Framework.ElementType(instance.Type)));
    }

    public bool EndsUnlessHarmless(IMethodSymbol? method, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        if (method is not null && harmless.IsHarmless(method))
            return false;
        return EndsByUnknown() || EndsByGiving(arguments) || (instance is not null && EndsByHanding(instance));
    }

    /// <summary>Code that is not known runs, and changes what it can reach.</summary>
    public bool EndsByUnknown()
    {
        return claim.HoldsAnyMember || claim.Members.Count > 0
            || claim.Contents.Any(c => memory.IsReachable(c.Roots)) || claim.Networks.Any(n => memory.IsReachable(n.Roots));
    }

    /// <summary>Memory is written.</summary>
    /// <param name="element">The type of what is written; null if that is not known.</param>
    /// <param name="apart">Values whose memory is known to be other than what is written.</param>
    public bool EndsByWriting(IOperation buffer, ITypeSymbol? element, IReadOnlyCollection<Value>? apart = null)
    {
        var roots = Of(buffer);
        if (claim.Contents.Any(c =>
            (element is null || c.Element is null || SymbolEqualityComparer.Default.Equals(c.Element, element)) && memory.MayAlias(c.Roots, roots)
            && !(c.Value is { } value && apart?.Contains(value) == true)))
            return true;
        // A span of unknown origin may be a view of parameters.
        return roots.IsExternal && claim.Networks.Length > 0 && apart is null && Framework.IsBuffer(buffer.Type) && buffer.Type is not IArrayTypeSymbol;
    }

    private Roots Of(IOperation operation) => reader.Read(operation) is { } value ? memory.Of(value) : memory.Of(operation);

    private bool EndsByEvaluation(NetworkCall call)
    {
        // Predictions into their own inputs are a mistake that has a diagnostic of its own.
        var inputs = call.Data.Select(d => reader.Read(d)).OfType<Value>().SelectMany(v => v.Nodes).ToArray();
        if (call.Outputs.Any(o => EndsByWriting(o, Framework.ElementType(o.Type), inputs)) || (call.Set is { } set && EndsByWriting(set, null, inputs)))
            return true;
        return call.Kind == CallKind.Step && (claim.HoldsTrainers || EndsByTraining(call.Receiver));
    }

    /// <summary>A trainer changes its network.</summary>
    private bool EndsByTraining(IOperation trainer)
    {
        if (reader.Strip(trainer) is { } stripped && memory.NetworkOf(stripped) is { } network)
            return EndsByChanging(network.Type, memory.Of(network));
        return EndsByChanging(symbols.NetworkOfTrainer(trainer.Type), Roots.External);
    }

    private bool EndsByChanging(ITypeSymbol? type, Roots roots)
    {
        return claim.Networks.Any(n => !symbols.AreApart(n.Type, type) && memory.MayAlias(n.Roots, roots));
    }

    private bool EndsByRuntime(IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        if (symbols.IsTrainer(method.ContainingType) && instance is not null)
            return method.Name != "Dispose" && (claim.HoldsTrainers || (method.Name is not ("Freeze" or "Unfreeze" or "Save") && EndsByTraining(instance)));
        if (method.ContainingType.Name is "ParameterSet" or "AlignedBuffer" or "ParameterFile" && method.Name is not "Save")
            return claim.Networks.Length > 0 || EndsByGiving(arguments);
        if (instance is not null && method.ContainingType.Name is "DataSet" or "DataColumn" && method.Name is "Add" && EndsByWriting(instance!, null))
            return true;
        if (method.MethodKind == MethodKind.Constructor && method.ContainingType.Name is "GradientSet")
            return false;
        return EndsByGiving(arguments) || arguments.Any(a => EndsByHanding(a.Value));
    }

    /// <summary>What gets memory that it can write to may write to it.</summary>
    private bool EndsByGiving(IEnumerable<IArgumentOperation> arguments)
    {
        return arguments.Any(a => a.Parameter?.IsParams != true && Framework.IsWritable(a.Parameter?.Type) && EndsByWriting(a.Value, Framework.ElementType(a.Value.Type)));
    }

    /// <summary>What gets a network or trainer may train it; what gets an object may change it.</summary>
    private bool EndsByHanding(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        if (symbols.IsTrainer(value.Type))
            return claim.HoldsTrainers || EndsByTraining(value);
        if (symbols.IsNetwork(value.Type))
            return EndsByChanging(value.Type?.TypeKind == TypeKind.Interface ? null : value.Type, Of(value));
        return value.Type is { IsReferenceType: true, SpecialType: SpecialType.None } && EndsByWriting(value, null);
    }

    /// <summary>Whether a method is a network's generated constructor, which reads the networks that it is given.</summary>
    private bool MakesNetwork(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor && symbols.IsNetwork(method.ContainingType)
        && method.DeclaringSyntaxReferences.All(place => place.SyntaxTree.IsGenerated());

    /// <summary>Members of .NET's interfaces, and of its classes that others derive from, may be implemented by anyone.</summary>
    private bool RunsUnknownCode(IMethodSymbol method, IOperation? instance)
    {
        if (instance is null || !(method.IsAbstract || method.IsVirtual || method.IsOverride || method.ContainingType.TypeKind == TypeKind.Interface))
            return false;
        var receiver = reader.Strip(instance);
        // What goes through a collection is as well known as the collection.
        while (receiver is IInvocationOperation { TargetMethod.Name: "GetEnumerator", Instance: { } collection })
            receiver = reader.Strip(collection);
        if (receiver is IPropertyReferenceOperation { Property: var property } && (symbols.IsRuntime(property) || Framework.IsFramework(property)))
            return false;
        return receiver?.Type is not { } type
            || !(type is IArrayTypeSymbol || symbols.IsTrainer(type) || symbols.IsRuntime(type) || (Framework.IsFramework(type) && type.TypeKind != TypeKind.Interface));
    }
}
