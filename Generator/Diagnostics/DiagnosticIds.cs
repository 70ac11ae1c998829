namespace NetGen.Generator.Diagnostics;

/// <summary>The ids of all diagnostics. NG0xxx: definition language and class shape; NG1xxx: shapes and types; NG2xxx: duplicate evaluation;
/// NG3xxx: gradient flow; NG4xxx: use of a generated network; NG9xxx: internal. An id is never reused.
/// The arguments of each message, in order, are in the comment.</summary>
internal static class DiagnosticIds
{
    /// <summary>A network class is not partial: class.</summary>
    public const string NotPartial = "NG0001";

    /// <summary>A network class, or a type around it, is generic: class, the generic type.</summary>
    public const string Generic = "NG0002";

    /// <summary>A type around a network class is not partial: class, the type.</summary>
    public const string ContainingTypeNotPartial = "NG0003";

    /// <summary>A kind of type that cannot be a network: class, what it is, what to do.</summary>
    public const string UnsupportedClass = "NG0004";

    /// <summary>Neither a [Forward] method nor a list of layers: class.</summary>
    public const string NoDefinition = "NG0005";

    /// <summary>More than one definition of one thing: class, of what, which is kept.</summary>
    public const string SeveralDefinitions = "NG0006";

    /// <summary>A member has the name of a generated one: class, member.</summary>
    public const string ReservedMember = "NG0007";

    /// <summary>The project's C# version is too old: version, required version.</summary>
    public const string LanguageVersion = "NG0008";

    /// <summary>The runtime that the compilation refers to lacks a type that generated code needs: type.</summary>
    public const string RuntimeMissing = "NG0009";

    /// <summary>A layer method that is not of the form: method, what is wrong.</summary>
    public const string LayerSignature = "NG0010";

    /// <summary>A partial method returning a tensor has no layer attribute: method.</summary>
    public const string NoLayerAttribute = "NG0011";

    /// <summary>Two layer methods of one name: method.</summary>
    public const string DuplicateLayer = "NG0012";

    /// <summary>A [Forward], [Loss] or [Metric] method that is not of the form: method, what is wrong.</summary>
    public const string DefinitionSignature = "NG0013";

    /// <summary>An input without a shape, or with one that makes no sense: parameter, what is wrong.</summary>
    public const string InputShape = "NG0014";

    /// <summary>A parameter of a loss or metric that is bound to nothing: parameter, method, the names that there are, hint.</summary>
    public const string UnboundParameter = "NG0015";

    /// <summary>A name that means more than one value: name, what it could be.</summary>
    public const string AmbiguousName = "NG0016";

    /// <summary>Syntax that definitions do not have: what, what is allowed instead.</summary>
    public const string UnsupportedSyntax = "NG0017";

    /// <summary>Something that has to be known at build is not: what, why.</summary>
    public const string NotConstant = "NG0018";

    /// <summary>A choice that depends on data: what.</summary>
    public const string DataDependentChoice = "NG0019";

    /// <summary>Unrolling goes past a bound: what, bound.</summary>
    public const string UnrollLimit = "NG0020";

    /// <summary>Inlining goes past a bound: method, bound.</summary>
    public const string RecursionLimit = "NG0021";

    /// <summary>A call of a method that cannot be traced: method, why.</summary>
    public const string ForeignCall = "NG0022";

    /// <summary>A number of values that does not fit: what, expected, given.</summary>
    public const string WrongCount = "NG0023";

    /// <summary>A constant expression that has no value: why.</summary>
    public const string ConstantFailed = "NG0024";

    /// <summary>An activation in a class-level list that the compiler takes for the function: name.</summary>
    public const string UnqualifiedActivation = "NG0025";

    /// <summary>A class-level list that is not input, layers, loss: what is wrong.</summary>
    public const string ListForm = "NG0026";

    /// <summary>Outputs that cannot be told apart or used: output, what is wrong.</summary>
    public const string Output = "NG0027";

    /// <summary>A metric that is only meaningful over a data set is used as a value: function.</summary>
    public const string MetricAsValue = "NG0028";

    /// <summary>More tensors go in and out than one call can take: class, which call, their number, the largest number.</summary>
    public const string TooManyTensors = "NG0029";

    /// <summary>What a Scan should go through is no sequence: why.</summary>
    public const string ScanSequence = "NG0030";

    /// <summary>A step of a Scan changes the shape of a state: number of the state, new shape, old shape.</summary>
    public const string ScanState = "NG0031";

    /// <summary>A value of one step of a Scan is used outside of the step: what uses it.</summary>
    public const string ScanEscape = "NG0032";

    /// <summary>A class has what only networks have, but no [Network]: class, what it has, what else to write.</summary>
    public const string NotMarked = "NG0033";

    /// <summary>A switch on a position has no arm for one of its values: the value, the largest value.</summary>
    public const string MissingArm = "NG0040";

    /// <summary>Branches of a choice give values that do not fit together: first, other.</summary>
    public const string BranchesDiffer = "NG0041";

    /// <summary>What a choice depends on is not one condition or position for each row: its problem, what is needed, what to do.</summary>
    public const string ChoiceNotPerRow = "NG0042";

    /// <summary>A variable is given a value in a branch, whose rows are not those of the variable: variable.</summary>
    public const string AssignedInBranch = "NG0043";

    /// <summary>A choice by a number of which it is not known what it can be: what chooses.</summary>
    public const string UnknownBranches = "NG0044";

    /// <summary>A choice by data inside a recurrence, or the other way round: the inner, the outer, what to use instead.</summary>
    public const string ChoiceAndScan = "NG0045";

    /// <summary>A layer is made of a class that is no network: class.</summary>
    public const string NotANetwork = "NG0050";

    /// <summary>A network is made of itself: network, the way back to it.</summary>
    public const string ReuseCycle = "NG0051";

    /// <summary>A layer method does not fit the network that it stands for: method, problem.</summary>
    public const string PartSignature = "NG0052";

    /// <summary>A network has no value of a name: network, name, hint.</summary>
    public const string UnknownNode = "NG0053";

    /// <summary>An output of a part depends on none of its inputs: output, network, inputs.</summary>
    public const string OutputIndependent = "NG0054";

    /// <summary>No output of a part depends on an input: input, network, outputs.</summary>
    public const string UnusedPartInput = "NG0055";

    /// <summary>A part needs a value that is neither an input nor a parameter: network, value, inputs.</summary>
    public const string PartNotCutOff = "NG0056";

    /// <summary>What takes the place of a value of another network has another type: value, network, its type, the call, the type given.</summary>
    public const string PartShape = "NG0057";

    /// <summary>A pattern matches none of a part's parameters: network, pattern, hint.</summary>
    public const string UnknownParameter = "NG0058";

    /// <summary>A parameter of a clone is said to be two things: parameter, network, one, the other.</summary>
    public const string ParameterModes = "NG0059";

    /// <summary>A value of the network itself is cloned before it exists: network, value, layer.</summary>
    public const string NotYetDefined = "NG0060";

    /// <summary>The source of a clone has a name that cannot be an argument: name, problem.</summary>
    public const string SourceName = "NG0061";

    /// <summary>A referenced network was compiled by a version that this one cannot read: network, assembly, problem.</summary>
    public const string ForeignGraph = "NG0062";

    /// <summary>Two operands of an elementwise operation cannot be broadcast: operation, left shape, right shape.</summary>
    public const string ShapesDoNotBroadcast = "NG1001";

    /// <summary>Two operands of a matrix product do not fit: left shape, right shape.</summary>
    public const string MatMulSizesDiffer = "NG1002";

    /// <summary>Parts to be concatenated differ in an axis that is not joined: axis, first shape, other shape.</summary>
    public const string ConcatShapesDiffer = "NG1003";

    /// <summary>A reshape changes the number of elements: old shape, its count, new shape, its count.</summary>
    public const string ReshapeCountDiffers = "NG1004";

    /// <summary>An operation needs more axes than the value has: operation, needed axes, shape.</summary>
    public const string TooFewAxes = "NG1005";

    /// <summary>An axis that the value does not have: operation, axis, shape.</summary>
    public const string AxisOutOfRange = "NG1006";

    /// <summary>A slice reaches beyond its axis: start, length, size of the axis, shape.</summary>
    public const string SliceOutOfRange = "NG1007";

    /// <summary>A permutation that does not name each axis once: the axes given, shape.</summary>
    public const string PermutationInvalid = "NG1008";

    /// <summary>An axis cannot be split evenly: parts, size of the axis, shape.</summary>
    public const string SplitUneven = "NG1009";

    /// <summary>A target does not fit what it is compared with: operation, shape, target's shape, the shape that would fit.</summary>
    public const string TargetShapeDiffers = "NG1010";

    /// <summary>An argument is outside its range: operation, argument, value, the range.</summary>
    public const string ArgumentOutOfRange = "NG1011";

    /// <summary>A layer over positions is applied to something else: layer, the axes it needs, shape.</summary>
    public const string PositionsMissing = "NG1012";

    /// <summary>A window is larger than what it moves over: layer, window, size with padding.</summary>
    public const string WindowTooLarge = "NG1013";

    /// <summary>Groups do not divide the channels: layer, groups, channels, filters.</summary>
    public const string GroupsUneven = "NG1014";

    /// <summary>Parts to be stacked differ in shape: operation, first shape, other shape.</summary>
    public const string StackShapesDiffer = "NG1020";

    /// <summary>Query, key and value of an attention do not fit: operation, their shapes.</summary>
    public const string AttentionShapes = "NG1021";

    /// <summary>Features cannot be divided among the heads of an attention: operation, heads, features.</summary>
    public const string AttentionHeads = "NG1022";

    /// <summary>A mask does not fit the scores of an attention: operation, its shape, shape of the scores.</summary>
    public const string AttentionMask = "NG1023";

    /// <summary>A layer is applied to inputs that need different parameters: layer, parameter, first shape, second shape, where first.</summary>
    public const string LayerParameterShape = "NG1050";

    /// <summary>A loss has not one value a row: method, its shape, what to do.</summary>
    public const string LossNotPerRow = "NG1051";

    /// <summary>A target or input is declared twice with different types: name, first type, second type, the method of the first.</summary>
    public const string TargetDisagrees = "NG1052";

    /// <summary>An operand has the wrong kind of element: operation, expected, given.</summary>
    public const string ElementType = "NG1053";

    /// <summary>A value does not depend on the input where it has to: what, name.</summary>
    public const string NotBatched = "NG1054";

    /// <summary>A layer or helper is applied to a value again: which of the two, its name, the value, how often, where first.</summary>
    public const string DuplicateCall = "NG2001";

    /// <summary>Branches are computed for rows that do not keep them: what chooses, the branches.</summary>
    public const string SelectAfterCompute = "NG2005";

    /// <summary>Parameters that no loss reaches: parameters, layer.</summary>
    public const string UnreachedParameter = "NG3001";

    /// <summary>A layer that is never applied: layer.</summary>
    public const string UnusedLayer = "NG3002";

    /// <summary>The loss depends on nothing that is trained: class.</summary>
    public const string NothingTrained = "NG3003";

    /// <summary>Parameters that nothing trains because of a StopGradient: parameters, layer.</summary>
    public const string StoppedGradient = "NG3005";

    /// <summary>Parameters that nothing trains because they only decide: parameters, layer.</summary>
    public const string HardChoice = "NG3006";

    /// <summary>A layer or function that does nothing with its arguments: its name, why.</summary>
    public const string NoEffect = "NG3007";

    /// <summary>Dropout in a network without a loss: class.</summary>
    public const string DropoutWithoutLoss = "NG3008";

    /// <summary>Something that only describes a network is called by code that runs: what it is, its name.</summary>
    public const string DefinitionExecuted = "NG4001";

    /// <summary>Two networks compute the same part: call, source, first call, where, the two networks.</summary>
    public const string SharedPart = "NG2002";

    /// <summary>Gradients are asked for one at a time: call, what it repeats.</summary>
    public const string SeparateGradients = "NG2003";

    /// <summary>An evaluation in front of a step on the same data: call, step, where, what to do.</summary>
    public const string EvaluationBeforeStep = "NG2004";

    /// <summary>An evaluation with nothing changed since: call, what it repeats, what to do.</summary>
    public const string RepeatedCall = "NG2006";

    /// <summary>An evaluation of a network that does not change while another is trained: call, the loop.</summary>
    public const string FrozenNetworkInTraining = "NG2007";

    /// <summary>A trainer is not disposed of: the trainer.</summary>
    public const string UndisposedTrainer = "NG4020";

    /// <summary>A span has a constant length that does not fit: parameter, why.</summary>
    public const string SizeDoesNotFit = "NG4021";

    /// <summary>An output shares memory with another span: output, the other.</summary>
    public const string OverlappingSpans = "NG4022";

    /// <summary>A trainer is made for each step: trainer, the loop.</summary>
    public const string TrainerPerStep = "NG4023";

    /// <summary>A project is compiled ahead of time without a word about the processor.</summary>
    public const string UnstatedInstructionSet = "NG4030";

    /// <summary>A clone is declared learnable, and nothing trains it: layer, network.</summary>
    public const string CloneNeverTrained = "NG3060";

    /// <summary>A layer decides which rows go where, and no gradient comes back to it: layer.</summary>
    public const string RoutingOnly = "NG3050";

    /// <summary>An arm of a bounded choice that takes the last position and the rows without a place: the position, that of rows without a place.</summary>
    public const string UnboundedArm = "NG3051";

    /// <summary>An arm for values that no row has: which values rows have.</summary>
    public const string UntakenArm = "NG3052";

    /// <summary>A Scan with so many steps in which rows choose that building takes long: steps, values.</summary>
    public const string LongScan = "NG3053";

    /// <summary>A method with [Op] that is not of the form: method, what is wrong.</summary>
    public const string OpDeclaration = "NG0070";

    /// <summary>An operation without a method that computes it: operation, the method to write.</summary>
    public const string OpForwardMissing = "NG0071";

    /// <summary>A method beside an operation that is not of the form: method, what is wrong.</summary>
    public const string OpMethod = "NG0072";

    /// <summary>An operation without a gradient: operation, the method to write.</summary>
    public const string OpGradientMissing = "NG0073";

    /// <summary>An operation whose shape is not known at build: operation, why.</summary>
    public const string OpShape = "NG0074";

    /// <summary>An operation of another assembly that cannot be called: operation, assembly, why.</summary>
    public const string ForeignOp = "NG0075";

    /// <summary>An operand that is not as an operation declares it: operand, operation, declared, given.</summary>
    public const string OpOperand = "NG1070";

    /// <summary>An operand is trained, and the operation has no gradient for it: operation, operand, gradient method.</summary>
    public const string OpStopsGradient = "NG1071";

    /// <summary>The compiler failed: exception.</summary>
    public const string Internal = "NG9001";
}
