using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>What emitted kernels have in common: fields for the memory they touch, names for the values they compute, and one
/// statement for each node.</summary>
/// <param name="nodes">What the kernel computes.</param>
/// <param name="describe">What a field refers to, for its comment.</param>
/// <param name="typeName">The name of the kernel's type, which no field may have.</param>
/// <param name="nameOf">The user's name of a value; without one, values are called after the part that they play.</param>
/// <param name="layout">In blocks of rows integers have become floats.</param>
internal sealed class KernelBody(
    IEnumerable<Node> nodes, Func<Node, string> describe, Func<Node, string?>? nameOf = null, string typeName = "", RowLayout layout = RowLayout.Major)
{
    /// <summary>Words that emitted kernels use themselves.</summary>
    private static readonly string[] Reserved = ["row", "column", "feature", "width", "lane", "lanes", "value", "at", "begin", "end", "j", "i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7"];

    private readonly UniqueNames _fieldNames = new("V", "L", "Rows", "Lanes", "Store", "ReciprocalBatch", typeName);
    private readonly UniqueNames _localNames = new(Reserved);
    private readonly Dictionary<Node, KernelField> _fields = [];
    private readonly Dictionary<Node, string> _locals = [];
    private readonly bool _usesReciprocalBatch = nodes.SelectMany(n => n.Inputs).Any(UsesRows);

    /// <summary>The values in memory that the kernel touches, in order of first use.</summary>
    public List<Node> Memory { get; } = [];

    public bool UsesReciprocalBatch => _usesReciprocalBatch;

    /// <summary>The field that refers to the memory of <paramref name="value"/>.</summary>
    /// <param name="stores">Whether the kernel stores it (the field is then called after what it is for).</param>
    public string Field(Node value, bool stores = false)
    {
        if (!_fields.TryGetValue(value, out var field))
        {
            var name = _fieldNames.Take(UniqueNames.Pascal(nameOf?.Invoke(value) ?? (stores ? "Result" : RoleOf(value))));
            var element = value.Type.Element == ElementType.Integer && layout == RowLayout.Major ? "int" : "float";
            _fields.Add(value, field = new KernelField($"ref {element}", name, describe(value)));
            Memory.Add(value);
        }

        return field.Name;
    }

    /// <summary>The local variable that holds a vector of <paramref name="value"/>.</summary>
    public string Local(Node value)
    {
        if (!_locals.TryGetValue(value, out var local))
            _locals.Add(value, local = _localNames.Take(UniqueNames.Camel(nameOf?.Invoke(value) ?? RoleOf(value))));
        return local;
    }

    /// <summary>Names a value that a kernel is given rather than computes.</summary>
    public void Bind(Node value, string local) => _locals[value] = local;

    public string FreshLocal(string wanted) => _localNames.Take(wanted);

    /// <summary>Field declarations.</summary>
    public string Declarations()
    {
        var lines = Memory.Select(m => _fields[m]).Select(f => $"public {f.Type} {f.Name}; // {f.Comment}").ToList();
        if (_usesReciprocalBatch)
            lines.Add("public float ReciprocalBatch; // 1 / rows of the batch");
        return string.Join("\n", lines);
    }

    /// <summary>The expression of a node over vectors.</summary>
    public static string Expression(ElementwiseOp op, IReadOnlyList<string> operands) => Shorten(op.Emit(operands));

    /// <summary>The expression of a value that is a formula.</summary>
    public static string Formula(Node value, string lane)
    {
        var source = Access.Resolve(value);
        var text = source.Op is InlineSourceOp inline
            ? inline.Emit(lane).Replace("reciprocalBatch", "ReciprocalBatch")
            : $"({((ElementwiseOp)source.Op).Emit([.. source.Inputs.Select(i => Formula(i, lane))])})";
        return Shorten(text);
    }

    /// <summary>Kernels stand in a namespace that imports the runtime's.</summary>
    public static string Shorten(string expression) => expression.Replace("global::NetGen.Kernels.", "");

    private static bool UsesRows(Node operand) =>
        Access.IsFormula(operand) && (Access.Resolve(operand).Op is ReciprocalBatch || Access.Resolve(operand).Inputs.Any(UsesRows));

    /// <summary>What a value is in a kernel that may serve several layers: the role of a parameter, or the operation.</summary>
    private static string RoleOf(Node value) => value.Op switch
    {
        Parameter parameter => parameter.Name.Substring(parameter.Name.LastIndexOf('.') + 1),
        Input input => input.Name,
        var op => op.Mnemonic,
    };
}
