using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>The call of a kernel in a program whose rows are samples.</summary>
internal sealed class ProgramCall : KernelCall
{
    private readonly SourceWriter _writer;
    private readonly KernelProgram _program;
    private readonly KernelTypes _types;
    private readonly KernelBody? _body;
    private readonly string? _update;

    public ProgramCall(SourceWriter writer, OpKernel kernel, KernelProgram program, KernelTypes types, RangeEmitter ranges)
        : base(kernel.Node, ranges.Of(kernel)) => (_writer, _program, _types, EpilogueType) = (writer, program, types, "");

    public ProgramCall(SourceWriter writer, ProductKernel kernel, KernelProgram program, KernelTypes types, RangeEmitter ranges)
        : base(kernel.Product, ranges.Of(kernel))
    {
        (_writer, _program, _types) = (writer, program, types);
        // The rows of a branch are followed by those of the next.
        var hasRoom = !((KernelOp)kernel.Product.Op).HasResultsBehindRow && kernel.Product.Type.Rows is null;
        (var type, _body) = EpilogueEmitter.Emit(kernel, EpilogueForm.Rows, result => hasRoom && !Access.IsSpaced(result) && program.BufferOf(result).Storage is Storage.Arena or Storage.Strip);
        EpilogueType = types.Name(type);
        if (kernel.Updates is { } parameter)
            _update = $"Update = ref frame.Update<TUpdate>({CSharpLiterals.Integer(program.UpdatePlace(parameter))}), Offset = {CSharpLiterals.Integer(program.BufferOf(parameter).Offset)}";
    }

    public override string EpilogueType { get; }

    public override string NameOf(Node value) => _program.BufferOf(value).Name;

    public override string Epilogue(Func<Node, string>? reference = null) =>
        $"new {EpilogueType} {KernelFields.Initializer(_body!, reference ?? (v => ProgramEmitter.Reference(_program, v)), _update)}";

    public override string Shape(string name, string contract, params (string Name, int Value)[] sizes) => _types.Shape(name, contract, sizes);

    public override void Line(string text) => _writer.Line(text);

    public override IDisposable Block(string header) => _writer.Block(header);
}
