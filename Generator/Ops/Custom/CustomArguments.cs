using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What a method of a <see cref="CustomOp"/> is given in one place.</summary>
internal enum CustomArgumentKind
{
    /// <summary>The row of an operand: <c>x0</c>.</summary>
    Operand,

    /// <summary>C# text: <c>=2f</c>.</summary>
    Literal,

    /// <summary>Part of the result to write: <c>o0:16</c>, first element and count.</summary>
    Part,

    /// <summary>In a gradient: the result to read, <c>y</c>.</summary>
    Result,

    /// <summary>In a gradient: the gradient with respect to the result, <c>e</c>.</summary>
    ResultGradient,

    /// <summary>In a gradient: the gradient with respect to an operand, to write: <c>d0</c>.</summary>
    OperandGradient,
}

/// <summary>An argument, with the number that goes with its kind.</summary>
internal readonly record struct CustomArgument(CustomArgumentKind Kind, int Index = 0, int Count = 0, string Text = "")
{
    /// <summary>The C# expression in a call.</summary>
    /// <param name="size">The elements of a row of the result.</param>
    public string Print(KernelCall call, int size)
    {
        if (Kind == CustomArgumentKind.Literal)
            return Text;
        if (Kind == CustomArgumentKind.Part)
            return $"OpRow.Write({call.Result}, {Row(call.Node)}, {Literals.Print(size)}, {Literals.Print(Index)}, {Literals.Print(Count)})";
        var operand = call.Node.Inputs[Index];
        return $"OpRow.Read({call.Operand(Index)}, {Row(operand)}, {Literals.Print(operand.Shape.ElementCount)})";
    }

    private static string Row(Node value) => value.Type.Batched ? "row" : "0";
}

/// <summary>Arguments as one text, so that an operation is compared, written and read like any other.</summary>
internal static class CustomArguments
{
    private const char Separator = ';';

    public static string Print(IEnumerable<CustomArgument> arguments) => string.Join(Separator.ToString(), arguments.Select(Print));

    public static IReadOnlyList<CustomArgument> Parse(string text) => [.. text.Split(Separator).Select(ParseOne)];

    private static string Print(CustomArgument argument) => argument.Kind switch
    {
        CustomArgumentKind.Operand => $"x{Literals.Print(argument.Index)}",
        CustomArgumentKind.Literal => $"={argument.Text}",
        CustomArgumentKind.Part => $"o{Literals.Print(argument.Index)}:{Literals.Print(argument.Count)}",
        CustomArgumentKind.Result => "y",
        CustomArgumentKind.ResultGradient => "e",
        _ => $"d{Literals.Print(argument.Index)}",
    };

    private static CustomArgument ParseOne(string text)
    {
        var rest = text.Substring(1);
        switch (text[0])
        {
            case 'x':
                return new(CustomArgumentKind.Operand, Number(rest));
            case '=':
                return new(CustomArgumentKind.Literal, Text: rest);
            case 'o':
                var numbers = rest.Split(':');
                return new(CustomArgumentKind.Part, Number(numbers[0]), Number(numbers[1]));
            case 'y':
                return new(CustomArgumentKind.Result);
            case 'e':
                return new(CustomArgumentKind.ResultGradient);
            default:
                return new(CustomArgumentKind.OperandGradient, Number(rest));
        }
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
