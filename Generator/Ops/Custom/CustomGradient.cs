using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>
/// How the gradient of a <see cref="CustomOp"/> is computed: from which values, and where the gradient of each operand lies in its result. One call gives all
/// of them, one behind the other.
/// </summary>
internal sealed class CustomGradient
{
    private readonly List<Node> _operands = [];
    private readonly List<(int Input, int Offset)> _parts = [];

    public CustomGradient(GradientContext context, IEnumerable<CustomArgument> arguments)
    {
        var size = 0;
        Arguments = CustomArguments.Print(arguments.Select(argument => argument.Kind switch
        {
            CustomArgumentKind.Operand => Read(context.Input(argument.Index)),
            CustomArgumentKind.Result => Read(context.Node),
            CustomArgumentKind.ResultGradient => Read(context.Adjoint),
            CustomArgumentKind.OperandGradient => Write(argument.Index, context.Input(argument.Index).Shape.ElementCount, ref size),
            _ => argument,
        }));
        Result = _parts.Count == 1 ? context.Input(_parts[0].Input).Shape : Shape.Of(size);
    }

    public string Arguments { get; }

    public Shape Result { get; }

    public IReadOnlyList<Node> Operands => _operands;

    public IReadOnlyList<(int Input, int Offset)> Parts => _parts;

    private CustomArgument Read(Node value)
    {
        if (!_operands.Contains(value))
            _operands.Add(value);
        return new(CustomArgumentKind.Operand, _operands.IndexOf(value));
    }

    private CustomArgument Write(int input, int count, ref int size)
    {
        _parts.Add((input, size));
        size += count;
        return new(CustomArgumentKind.Part, size - count, count);
    }
}
