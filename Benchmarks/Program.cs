System.Console.WriteLine("netgen");
