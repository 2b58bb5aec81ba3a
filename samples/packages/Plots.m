plot[f_, {x_, a_, b_}] := Plot[f, {x, a, b}, PlotStyle -> {Thick, Dashed}, Frame -> True]
table := Table[{x, Sin[x]}, {x, 0., 1., .1}]
label = Style["RemoteMachine", Bold, FontColor -> RGBColor[1, 0, 0]];
