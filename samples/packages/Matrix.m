trace[m_?MatrixQ] := Sum[m[[i, i]], {i, Length[m]}]
minor[m_, {i_, j_}] := Drop[m, {i}, {j}]
m[[1]] // First
{{1, 2}, {3, 4}} . {x, y}
If[a > b && c <= d || !e, a, b]; 
