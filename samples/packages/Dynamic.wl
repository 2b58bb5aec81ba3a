panel = DynamicModule[{host = "node1", n = 1},
  Column[{InputField[Dynamic[host], String], Slider[Dynamic[n], {1, 8, 1}],
    Button["Describe", Print["RemoteMachine[\"" <> host <> "\"]"]]}]];
