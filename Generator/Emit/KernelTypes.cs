using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>A field of an emitted kernel: its declaration's type, its name, and what it means.</summary>
internal sealed record KernelField(string Type, string Name, string Comment);

/// <summary>An emitted kernel type before it has a name: two that compute the same in the same shapes are equal and are emitted once.</summary>
internal sealed record KernelType(string BaseName, string Interface, string Summary, string Fields, string Members)
{
    /// <summary>The type parameter that it shares with the program, if it has one: the kind of update.</summary>
    public string? TypeParameter { get; init; }
}

/// <summary>The kernel types of one network.</summary>
internal sealed class KernelTypes
{
    /// <summary>Stands in the text of a type or method where its name goes.</summary>
    public const string OwnName = "$name$";

    private readonly Dictionary<KernelType, string> _names = [];
    private readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal);
    private readonly List<KernelType> _ordered = [];
    private readonly UniqueNames _unique = new();
    private readonly Dictionary<(string Base, string Text), string> _methods = [];
    private readonly List<string> _methodTexts = [];

    /// <summary>The name of the type, declared at its first use.</summary>
    public string Name(KernelType type)
    {
        if (!_names.TryGetValue(type, out var name))
        {
            name = _unique.Take(type.BaseName, "Variant");
            _names.Add(type, name += type.TypeParameter is null ? "" : $"<{type.TypeParameter}>");
            _ordered.Add(type);
        }

        return name;
    }

    /// <summary>The name of the type argument that carries the inner and outer width of a product.</summary>
    public string Shape(int k, int n) => Shape(MatMul.ShapeName(k, n), MatMul.ShapeContract, ("K", k), ("N", n));

    /// <summary>The name of a type argument that carries sizes as constants.</summary>
    /// <param name="contract">The interface that it implements.</param>
    public string Shape(string name, string contract, params (string Name, int Value)[] sizes)
    {
        var members = sizes.Select(s => $"    public static int {s.Name} => {CSharpLiterals.Integer(s.Value)};");
        _shapes[name] = $"private readonly struct {name} : {contract}\n{{\n{string.Join("\n", members)}\n}}";
        return name;
    }

    /// <summary>The name of a static method; <paramref name="text"/> has <see cref="OwnName"/> where its name goes.</summary>
    public string Method(string baseName, string text)
    {
        if (!_methods.TryGetValue((baseName, text), out var name))
        {
            _methods.Add((baseName, text), name = _unique.Take(baseName));
            _methodTexts.Add(text.Replace(OwnName, name));
        }

        return name;
    }

    /// <summary>A name for a part of a program's method, in which it must not hide what the part calls.</summary>
    /// <param name="members">The names of the program's other parts.</param>
    public string PartName(string wanted, UniqueNames members)
    {
        var name = members.Take(wanted);
        return _unique.Has(name) ? PartName(wanted, members) : name;
    }

    public void Write(SourceWriter writer)
    {
        foreach (var type in _ordered)
            Write(writer, type, _names[type]);
        foreach (var method in _methodTexts)
            writer.Blank().Line(method);
        foreach (var shape in _shapes.Values)
            writer.Blank().Line(shape);
    }

    private static void Write(SourceWriter writer, KernelType type, string name)
    {
        writer.Blank();
        writer.Doc("summary", CSharpLiterals.Xml(type.Summary));
        var constraint = type.TypeParameter is null ? "" : $"\n    {EpilogueEmitter.UpdateConstraint}";
        using (writer.Block($"private ref struct {name} : {type.Interface}{constraint}"))
        {
            writer.Line(type.Fields);
            writer.Blank();
            writer.Line(type.Members.Replace(OwnName, name));
        }
    }
}
