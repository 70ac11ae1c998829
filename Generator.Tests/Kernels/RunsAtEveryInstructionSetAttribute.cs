namespace NetGen.Tests.Kernels;

/// <summary>The facts of the class are run again in child processes with instruction sets switched off; see <see cref="InstructionSetTests"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunsAtEveryInstructionSetAttribute : Attribute;
