using System.Diagnostics;

namespace NetGen.Tests.Harness;

/// <summary>The test assembly as a program, in a process that the runtime was set up for differently. <see cref="TestProgram"/> is what it runs.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string[] arguments, params (string Variable, string Value)[] environment)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in environment)
            start.Environment[variable] = value;
        foreach (string argument in (string[])["exec", typeof(ChildProcess).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);

        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, $"exit code {child.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }
}
