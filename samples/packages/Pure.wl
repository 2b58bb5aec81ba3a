square = #^2 &;
compose = #1 @* #2 &;
named = Function[{host, n}, {host, n}];
machineQ = MatchQ[#, RemoteMachine[__]] &;
pipeline = Map[square] /* Total /* N;
