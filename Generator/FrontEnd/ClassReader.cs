using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Emit;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.FrontEnd;

/// <summary>Where the generated part of a network goes, and whether it can go there.</summary>
internal sealed class ClassReader(INamedTypeSymbol type, TypeDeclarationSyntax syntax, Compilation compilation, Issues issues)
{
    private const LanguageVersion RequiredVersion = LanguageVersion.CSharp13;

    private bool _takesNoMembers;

    private Location Location => syntax.Identifier.GetLocation();

    /// <summary>The class. <see cref="ClassSpec.Declaration"/> is empty if no part can be added to it at all.</summary>
    public ClassSpec Read()
    {
        if (UnmarkedNetworks.Check(type) is { } unmarked)
            issues.Report(unmarked.Id, unmarked.Location, [.. unmarked.Arguments]);
        var canExtend = CheckDeclaration();
        CheckKind();
        CheckConstructors();
        CheckMembers();
        CheckEnvironment();
        var place = PlaceOf(type) with { TakesNoMembers = _takesNoMembers };
        return canExtend && compilation.GetTypeByMetadataName(KnownNames.Tensor) is not null ? place : place with { Declaration = "" };
    }

    /// <summary>Where another part of any class goes.</summary>
    public static ClassSpec PlaceOf(INamedTypeSymbol type) => new(
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
        ContainingTypes(type).Select(Declare).ToEquatableArray(),
        Declare(type),
        CSharpLiterals.Identifier(type.Name),
        SyntaxFacts.GetText(type.DeclaredAccessibility),
        HintNames.For(type));

    // Problems after which not even stubs can be written.
    private bool CheckDeclaration()
    {
        var isPartial = syntax.Modifiers.Any(SyntaxKind.PartialKeyword);
        if (!isPartial)
            issues.Report(DiagnosticIds.NotPartial, Location, type.Name);
        foreach (var outer in ContainingTypes(type))
        {
            if (Parts(outer).Any(part => part.Modifiers.Any(SyntaxKind.PartialKeyword)))
                continue;
            issues.Report(DiagnosticIds.ContainingTypeNotPartial, Location, type.Name, outer.Name);
            isPartial = false;
        }

        if (ContainingTypes(type).Append(type).FirstOrDefault(t => t.Arity > 0) is { } generic)
        {
            issues.Report(DiagnosticIds.Generic, Location, type.Name, generic.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            _takesNoMembers = type.Arity > 0;
        }

        if (ContainingTypes(type).Append(type).Any(t => t.IsFileLocal))
        {
            issues.Report(DiagnosticIds.UnsupportedClass, Location, type.Name, "file-local", "a generated part cannot be in its file; make it internal");
            isPartial = false;
        }

        return isPartial;
    }

    private void CheckKind()
    {
        if (type.IsStatic)
            Refuse("static", "its parameters live in instances; remove 'static'");
        else if (type.IsAbstract)
            Refuse("abstract", "instances of it are created; remove 'abstract'");
        if (BaseTypes().FirstOrDefault(b => b.FindAttribute("NetworkAttribute") is not null) is { } network)
            Refuse($"derived from network '{network.Name}'", "both would have members of the same names; put what they share into a base class without [Network]");
        if (type.IsRecord)
            Refuse("a record", "it has parameters that change and no value equality; write 'class'");
        _takesNoMembers |= type.IsStatic || type.TypeKind != TypeKind.Class;
    }

    private void Refuse(string what, string instead) => issues.Report(DiagnosticIds.UnsupportedClass, Location, type.Name, what, instead);

    private IEnumerable<INamedTypeSymbol> BaseTypes()
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    // Memory, optimizers and counters are set up by the generated constructor, so that every other one has to go through it.
    private void CheckConstructors()
    {
        if (syntax is ClassDeclarationSyntax { ParameterList: { } parameters })
        {
            issues.Report(DiagnosticIds.UnsupportedClass, parameters.GetLocation(), type.Name, "a class with a primary constructor", "its constructor is generated; use constants instead");
            _takesNoMembers = true;
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && !parent.InstanceConstructors.Any(c => c.DeclaredAccessibility != Accessibility.Private && c.Parameters.All(p => p.IsOptional || p.IsParams)))
            Refuse($"derived from '{parent.Name}'", "that has no constructor without parameters, which the generated one calls; give it one");
        if (BaseTypes().Prepend(type).SelectMany(t => t.GetMembers()).FirstOrDefault(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } required)
            Refuse($"a class with the required member '{required.Name}'", "Load creates instances without it; give it a default instead");
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not ConstructorDeclarationSyntax declaration || declaration.SyntaxTree.IsGenerated())
                continue;
            if (IsGenerated(constructor))
                issues.Report(DiagnosticIds.UnsupportedClass, declaration.Identifier.GetLocation(), type.Name, "built by this constructor", "the generated one has the same parameters; give it others, and go through that one with ': this(seed)'");
            else if (!declaration.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
                issues.Report(DiagnosticIds.UnsupportedClass, declaration.Identifier.GetLocation(), type.Name, "built by this constructor", "go through the generated one with ': this(seed)'");
            _takesNoMembers |= IsGenerated(constructor);
        }
    }

    /// <summary>Whether the generated constructor has these parameters: networks that are given come in front of the seed, and are no simple types.</summary>
    private static bool IsGenerated(IMethodSymbol constructor) => constructor.Parameters is { Length: 1 } parameters && parameters[0].Type.SpecialType == SpecialType.System_Int32;

    private void CheckMembers()
    {
        // No member may have the name of its class.
        if (GeneratedMembers.Names.Contains(type.Name))
        {
            issues.Report(DiagnosticIds.ReservedMember, Location, type.Name, type.Name);
            _takesNoMembers = true;
        }

        foreach (var inherited in BaseTypes().SelectMany(b => b.GetMembers()).Where(m => m.DeclaredAccessibility != Accessibility.Private && GeneratedMembers.Names.Contains(m.Name)))
        {
            if (inherited.Locations.All(location => location.SourceTree?.IsGenerated() != true))
                issues.Report(DiagnosticIds.ReservedMember, Location, type.Name, inherited.Name);
        }

        foreach (var member in type.GetMembers().Where(member => GeneratedMembers.Names.Contains(member.Name)))
        {
            if (member.Locations.FirstOrDefault(location => location.SourceTree?.IsGenerated() == false) is not { } location)
                continue;
            issues.Report(DiagnosticIds.ReservedMember, location, type.Name, member.Name);
            _takesNoMembers = true;
        }
    }

    private void CheckEnvironment()
    {
        var version = ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion;
        if (version < RequiredVersion)
        {
            issues.Report(DiagnosticIds.LanguageVersion, Location, version.ToDisplayString(), RequiredVersion.ToDisplayString());
            _takesNoMembers = true;
        }

        if (compilation.GetTypeByMetadataName(KnownNames.Tensor) is null)
            issues.Report(DiagnosticIds.RuntimeMissing, Location, KnownNames.Tensor);
    }

    /// <summary>Outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Push(outer);
        return types;
    }

    private static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>();

    private static string Declare(INamedTypeSymbol type)
    {
        var kind = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record class",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        var modifiers = new[]
        {
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            type is { IsStatic: true, TypeKind: TypeKind.Class } ? "static" : "",
            type is { IsAbstract: true, IsStatic: false, TypeKind: TypeKind.Class } ? "abstract" : "",
            type is { IsSealed: true, TypeKind: TypeKind.Class } ? "sealed" : "",
            type is { IsRefLikeType: true } ? "ref" : "",
        };
        return $"{string.Join(" ", modifiers.Where(m => m.Length > 0))} partial {kind} {CSharpLiterals.Identifier(type.Name)}{TypeParameters(type)}";
    }

    // Constraints need not be repeated.
    private static string TypeParameters(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(p => CSharpLiterals.Identifier(p.Name)))}>";
}
