using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The other side of <see cref="InstructionSetTests"/>: runs the kernel facts in a process that was started with an instruction set off.</summary>
internal static class InstructionSetChild
{
    public const string Command = "kernel-facts";

    public static async Task<int> RunAsync(string variable)
    {
        if (!IsOff(variable))
        {
            Console.Error.WriteLine($"{variable}=0 did not switch the instruction set off.");
            return 3;
        }

        int passed = 0;
        foreach (MethodInfo fact in Facts())
        {
            try
            {
                object instance = Activator.CreateInstance(fact.DeclaringType!)!;
                if (fact.Invoke(instance, null) is Task task)
                    await task;
                passed++;
            }
            catch (TargetInvocationException failure)
            {
                Console.Error.WriteLine($"{fact.DeclaringType!.Name}.{fact.Name}: {failure.InnerException}");
                return 1;
            }
        }

        Console.WriteLine($"{passed} facts passed");
        return passed > 0 ? 0 : 4;
    }

    private static bool IsOff(string variable) => variable switch
    {
        "DOTNET_EnableAVX512" => !Avx512F.IsSupported && !Vector512.IsHardwareAccelerated,
        "DOTNET_EnableAVX2" => !Avx2.IsSupported && !Vector256.IsHardwareAccelerated,
        "DOTNET_EnableHWIntrinsic" => !Sse42.IsSupported && !Avx.IsSupported && !Vector128.IsHardwareAccelerated,
        _ => false,
    };

    private static IEnumerable<MethodInfo> Facts()
        => typeof(InstructionSetChild).Assembly.GetTypes()
            .Where(static type => type.GetCustomAttribute<RunsAtEveryInstructionSetAttribute>() is not null)
            .SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is not null);
}
