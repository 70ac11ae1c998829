using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NetGen.Benchmarks.Networks;
using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Costs;

/// <summary>
/// How long a fresh process takes to its first prediction and its first training step of <c>dual</c>:
/// <c>dotnet run -c Release --project Benchmarks -- startup</c>.
/// </summary>
internal static class StartUpCommand
{
    private const int Batch = 32;

    /// <summary>Starts one process after the other, as many as there are rounds, and prints what each measured.</summary>
    public static void Run(RunArguments arguments)
    {
        using var json = new JsonLines(arguments.Json, StartUpJson.Default);
        var table = new Table(("process", 8), ("Main, ms", 10), ("first prediction, ms", 20), ("second, µs", 10), ("first step, ms", 14));
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            var line = InAFreshProcess();
            table.Row(
                round.ToString(CultureInfo.InvariantCulture), Table.Number(line.MainMs), Table.Number(line.PredictMs), Table.Number(line.SecondPredictUs), Table.Number(line.StepMs));
            json.Write(line);
        }
    }

    /// <summary>What a process that was started for it does: measures itself and prints the result.</summary>
    /// <param name="started">The system's counter when the process was started, which all processes share.</param>
    public static void Measure(string started)
    {
        var start = long.Parse(started, CultureInfo.InvariantCulture);
        var main = Stopwatch.GetElapsedTime(start);
        var network = new DualModel(seed: 1) { Threads = 1 };
        float[] x = new float[Batch * DualModel.Width], y = new float[Batch], first = new float[Batch], second = new float[Batch];
        network.Predict(x.AsSpan(0, DualModel.Width), first.AsSpan(0, 1), second.AsSpan(0, 1));
        var predicted = Stopwatch.GetTimestamp();
        network.Predict(x.AsSpan(0, DualModel.Width), first.AsSpan(0, 1), second.AsSpan(0, 1));
        var again = Stopwatch.GetTimestamp();
        using var trainer = network.CreateTrainer(new Adam(DualModel.LearningRate), Batch, new TrainerOptions { Threads = 1 });
        trainer.Step(x, y, y);
        var stepped = Stopwatch.GetTimestamp();
        Console.WriteLine(JsonLines.Line(new StartUpLine(
            Round(main.TotalMilliseconds),
            Round(Stopwatch.GetElapsedTime(start, predicted).TotalMilliseconds),
            Round(Stopwatch.GetElapsedTime(again, stepped).TotalMilliseconds),
            Round(Stopwatch.GetElapsedTime(predicted, again).TotalMicroseconds)), StartUpJson.Default));
    }

    private static double Round(double time) => Math.Round(time, 2);

    private static StartUpLine InAFreshProcess()
    {
        var program = Environment.ProcessPath!;
        var info = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            info.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        info.ArgumentList.Add("startup");
        info.ArgumentList.Add("once");
        info.ArgumentList.Add(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize(output, StartUpJson.Default.StartUpLine)!
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
