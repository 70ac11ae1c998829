using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes the epilogue of a matrix product: a struct whose <c>Store</c> receives each vector of the product in a register.</summary>
internal static class EpilogueEmitter
{
    /// <summary>The type parameter of a program, and of the epilogues in it that hand gradients to the update.</summary>
    public const string UpdateParameter = "TUpdate";

    /// <summary>Says of a type or method with <see cref="UpdateParameter"/> what it may be.</summary>
    public const string UpdateConstraint = "where TUpdate : unmanaged, IGradientUpdate";

    private const string UpdateFields = """
        public ref TUpdate Update; // what becomes of the gradient
        public nuint Offset; // of the parameter in the flat buffers
        """;

    /// <summary>The type, and the values whose memory its fields refer to.</summary>
    /// <param name="kernel">The product.</param>
    /// <param name="form">What a vector of results is.</param>
    /// <param name="isScratch">Whether a result is in scratch memory where its rows have nothing else between them.</param>
    public static (KernelType Type, KernelBody Body) Emit(ProductKernel kernel, EpilogueForm form, Func<Node, bool>? isScratch = null)
    {
        var body = new KernelBody(kernel.Nodes, value => DescribeOperand(value, kernel), typeName: BaseName(kernel) + form.Suffix, layout: form.Layout);
        body.Bind(kernel.Product, "value");
        var statements = new List<string>();
        var loaded = new Dictionary<Node, string>();
        foreach (var node in kernel.Epilogue)
        {
            var operands = node.Inputs.Select(i => Operand(kernel, form, node, i, body, loaded, statements)).ToArray();
            statements.Add($"V {body.Local(node)} = {KernelBody.Expression((ElementwiseOp)node.Op, operands)};");
        }

        if (kernel.Updates is not null)
        {
            statements.Add($"Update.Apply({body.Local(kernel.Writes[0])}, Offset + at, lanes);");
            var type = Type(kernel, form, statements, $"{UpdateFields}\n{body.Declarations()}") with { TypeParameter = UpdateParameter };
            return (kernel.Epilogue.Count > 0 ? type : type with { Members = $"{type.Members}\n\n{Rows(kernel)}" }, body);
        }

        foreach (var written in kernel.Writes)
            statements.Add(form.Store(body.Local(written), body.Field(written, stores: true), isScratch?.Invoke(written) ?? false, Place(written)) + ";");
        return (Type(kernel, form, statements, body.Declarations()), body);
    }

    private static KernelType Type(ProductKernel kernel, EpilogueForm form, List<string> statements, string fields) =>
        new(BaseName(kernel) + form.Suffix, form.Interface, Summary(kernel), fields, form.Method(kernel, statements));

    /// <summary>The same words for the same access, so that products of one width share an epilogue whatever their height.</summary>
    private static string DescribeOperand(Node value, ProductKernel kernel) =>
        value.Type.Batched == kernel.Product.Type.Batched && value.Shape.ElementCount == kernel.Product.Shape.ElementCount
            ? $"rows of {CSharpLiterals.Integer(kernel.Columns)}"
            : value.Shape.ElementCount == 1 ? value.Type.Batched ? "one a row" : "one" : $"one for each of {CSharpLiterals.Integer(kernel.Columns)} columns";

    private static string Operand(
        ProductKernel kernel, EpilogueForm form, Node user, Node operand, KernelBody body, Dictionary<Node, string> loaded, List<string> statements)
    {
        var source = Access.Resolve(operand);
        if (kernel.Nodes.Contains(source))
            return body.Local(source);
        if (Access.IsFormula(operand))
            return form.Formula(operand);
        if (!loaded.TryGetValue(source, out var local))
        {
            loaded.Add(source, local = body.Local(source));
            statements.Add($"V {local} = {form.Load(Access.OfMemory(operand, user.Type), body.Field(source), source.Type.Element == ElementType.Integer, ProgramEmitter.TimesIndex("row", Access.RowStride(source)), Place(source))};");
        }

        return local;
    }

    /// <summary>The index of an element of a value that has one for each element of the product.</summary>
    private static string Place(Node value) =>
        Access.IsSpaced(value) ? $"{ProgramEmitter.TimesIndex("row", Access.RowStride(value))} + column" : "at";

    /// <summary>What takes a whole row, where the update is all there is to do.</summary>
    private static string Rows(ProductKernel kernel) => $$"""
        {{(((KernelOp)kernel.Product.Op).LeavesZerosOut ? $"static bool IEpilogue.SkipsZeros => {UpdateParameter}.ChangesParameters;\n\n" : "")}}static bool IEpilogue.TakesRows => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IEpilogue.StoreRow<TSelf, V>(in TSelf self, float factor, ref float values, nuint row, nuint column, nuint count)
        {
            ref {{KernelTypes.OwnName}} epilogue = ref Unsafe.As<TSelf, {{KernelTypes.OwnName}}>(ref Unsafe.AsRef(in self));
            epilogue.Update.ApplyRow<V>(factor, ref values, epilogue.Offset + (row * {{CSharpLiterals.Integer(kernel.Columns)}}) + column, count);
        }
        """;

    private static string BaseName(ProductKernel kernel)
    {
        var operations = kernel.Epilogue.Select(n => UniqueNames.Pascal(n.Op.Mnemonic)).Distinct().Take(4).ToArray();
        var last = kernel.Updates is not null ? "Update" : operations.Length == 0 ? "Store" : "";
        return $"{string.Concat(operations)}{last}{kernel.Columns}";
    }

    private static string Summary(ProductKernel kernel) =>
        kernel.Updates is not null
            ? $"Hands rows of {kernel.Columns} to the update of their parameter{(kernel.Epilogue.Count == 0 ? "" : $" after {Operations(kernel)}")}."
            : kernel.Epilogue.Count == 0
            ? $"Stores rows of {kernel.Columns}."
            : $"On rows of {kernel.Columns}: {Operations(kernel)}.";

    private static string Operations(ProductKernel kernel) => string.Join(", ", kernel.Epilogue.Select(n => n.Op.Print()));
}
