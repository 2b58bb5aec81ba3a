merge[a_Association, b_Association] := Join[a, b]
machine = <|"host" -> "node1", "kernels" -> 4, "RemoteMachine" -> "a word"|>;
count[m_Association] := m["kernels"]
names = Keys /@ {<|"a" -> 1|>, <|"b" -> <|"c" -> {2, 3}|>|>};
