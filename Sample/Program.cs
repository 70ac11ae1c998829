using NetGen.Sample.Shell;

return CommandLine.Run(args);
