using NetGen.Generator.FrontEnd;

namespace NetGen.Generator.Emit;

/// <summary>What is generated when the compiler itself fails behind the front end, where no analyzer sees it.</summary>
internal static class CompilerFailure
{
    /// <summary>The stubs of the network and an error with the exception, so that the failure is neither silent nor drowned in missing members.</summary>
    public static GeneratedFile Write(NetworkSpec spec, Exception exception, CancellationToken cancellation)
    {
        var stubs = NetworkCompiler.Compile(spec with { IsValid = false }, cancellation);
        var message = exception.Message.Replace('\r', ' ').Replace('\n', ' ');
        var error = $"#error NG9001: netgen failed to compile '{spec.Class.Name}'; this is a defect of netgen, please report it: {exception.GetType().Name}: {message}\n";
        return stubs with { Text = stubs.Text + error };
    }
}
