SetOptions[$FrontEnd, 
NotebookBrowseDirectory->"/Users/user/Documents/Notebooks/Spring Term/Fourier \
Analysis",
Current2DTool->"Select",
Default2DTool->"Select",
IsPersistent2DTool->False,
Current3DTool->"RotateView",
Default3DTool->"RotateView",
IsPersistent3DTool->False,
AutoOpenPalettes->{"BasicMathInput.nb"},
PrivateFrontEndOptions->{"LicensesAgreed"->{"6.", "7."}},
VersionsLaunched->{"5.2", "6.0.3", "7.0.1"},
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "skye" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "AppendNameToCellLabel" -> True, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes user@skye.local /Applications/Mathematica.app/\
Contents/MacOS/MathKernel -mathlink -LinkMode Connect -LinkProtocol TCPIP -\
LinkName `linkname` -LinkHost `ipaddress`"}, 
  "harbour" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes user@harbour.example.org \"/Applications/\
Mathematica 7.app/Contents/MacOS/MathKernel\" -mathlink -LinkMode Connect -\
LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"}, 
  "observatory" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "HostName" -> "dome.example.org", "RemoteLogin" -> "astro"}, 
  "mill" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes miller@mill.example.org ./math.sh -mathlink -\
LinkMode Connect -LinkProtocol TCPIP -LinkName \"`LinkName`\" -LinkHost `\
ipaddress`"}, 
  "lighthouse" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@\
127.0.0.1 -LinkOptions MLDontInteract", "LoginScript" -> 
    "ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:\
31415:localhost:31415 -R 127.0.0.1:31416:localhost:31416 keeper@lighthouse.\
example.org /usr/local/bin/math -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"}, 
  "attic" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "rsh attic.example.org /usr/local/bin/math -mathlink -LinkMode Conect -\
LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"}},
NotebooksMenu->{"Fourier.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Notebooks", "Spring Term"}, "Fourier.nb", CharacterEncoding -> 
     "UTF-8"], True, False, True}, "Heat equation.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Notebooks", "Spring Term"}, "Heat equation.nb", CharacterEncoding -> 
     "UTF-8"], True, False, True}, "\[CapitalOmega] and \[Lambda].nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Desktop"}, 
     "\[CapitalOmega] and \[Lambda].nb", CharacterEncoding -> "UTF-8"], True, 
    False, True}, "Tides.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour"}, "Tides.nb", CharacterEncoding -> "UTF-8"], True, False, 
    True}, "Currents.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Currents"}, "Currents.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}, "Moorings.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Moorings"}, "Moorings.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}, "Pilots.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Pilots"}, "Pilots.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}, "Soundings.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Soundings"}, "Soundings.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}, "Buoys.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Buoys"}, "Buoys.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}, "Signals.nb" -> {
    FrontEnd`FileName[{$RootDirectory, "Users", "user", "Documents", 
      "Harbour", "Signals"}, "Signals.nb", CharacterEncoding -> "UTF-8"], 
    True, False, True}},
PreferencesSettings->{"Page"->"Evaluation"},
FindSettings->{"FindBoxes"->"EvaluatorNames",
"FindHistory":>{
 "EvaluatorNames", "LinkName", "\[Alpha]", "dampingFactor", "Manipulate", 
  "fourierCoefficient"},
"FindString"->"EvaluatorNames",
"ReplaceBoxes"->RowBox[{"a", "+", "b"}],
"ReplaceHistory":>{"beta", "gammaFactor"},
"SearchType"->LiteralSearch,
"WholeWord"->True,
"WindowMargins"->{{Automatic, 239}, {167, Automatic}},
"Wraparound"->True},
DebuggerSettings->{"ShowStack"->True},
MessageOptions->{"AllowDisablingWarnings"->True,
"CompatibilityToolWarning"->True,
"ConsoleMessageAction"->"PrintToConsole",
"ErrorAction"->{"Beep", "DialogBox"},
"ExplainBeepHelp"->False,
"InsufficientVersionWarning"->True,
"KernelMessageAction"->"PrintToConsole",
"MaxMessageCount"->3,
"MessageCountResetTime"->2.,
"WarningAction"->"Beep"},
PrivateFrontEndOptions->{"DialogSettings"->{
 "WelcomeScreen" -> {
   "ShowRecentFilesContextMenu" -> True, "DefaultSlideNumber" -> 2, 
    "CurrentSlideNumber" -> 4}, 
  "DrawingTools" -> {
   WindowMargins -> {{Automatic, 7}, {Automatic, 0}}, "ToolsOpener" -> True, 
    "OperationsOpener" -> True, "FillOpener" -> True, "StrokeOpener" -> False,
     "ArrowsOpener" -> False, "TextOpener" -> False, "PointsOpener" -> False, 
    "SwatchColors" -> {{
       GrayLevel[0.], 
       GrayLevel[0.09090909090909091], 
       GrayLevel[0.18181818181818182`], 
       GrayLevel[0.2727272727272727], 
       GrayLevel[0.36363636363636365`], 
       GrayLevel[0.4545454545454546], 
       GrayLevel[0.5454545454545454], 
       GrayLevel[0.6363636363636364], 
       GrayLevel[0.7272727272727273], 
       GrayLevel[1.]}, {
       Hue[0., 0.3333333333333333, 1.], 
       Hue[0.08333333333333333, 0.3333333333333333, 1.], 
       Hue[0.16666666666666666`, 0.3333333333333333, 1.], 
       Hue[0.25, 0.3333333333333333, 1.], 
       Hue[0.3333333333333333, 0.3333333333333333, 1.], 
       Hue[0.4166666666666667, 0.3333333333333333, 1.], 
       Hue[0.5, 0.3333333333333333, 1.], 
       Hue[0.5833333333333334, 0.3333333333333333, 1.], 
       Hue[0.6666666666666666, 0.3333333333333333, 1.], 
       Hue[0.75, 0.3333333333333333, 1.], 
       Hue[0., 0.6666666666666666, 1.], 
       Hue[0.08333333333333333, 0.6666666666666666, 1.], 
       Hue[0.16666666666666666`, 0.6666666666666666, 1.], 
       Hue[0.25, 0.6666666666666666, 1.], 
       Hue[0.3333333333333333, 0.6666666666666666, 1.], 
       Hue[0.4166666666666667, 0.6666666666666666, 1.], 
       Hue[0.5, 0.6666666666666666, 1.], 
       Hue[0.5833333333333334, 0.6666666666666666, 1.], 
       Hue[0.6666666666666666, 0.6666666666666666, 1.], 
       Hue[0.75, 0.6666666666666666, 1.], 
       Hue[0., 0.8333333333333334, 1.], 
       Hue[0.08333333333333333, 0.8333333333333334, 1.], 
       Hue[0.16666666666666666`, 0.8333333333333334, 1.], 
       Hue[0.25, 0.8333333333333334, 1.], 
       Hue[0.3333333333333333, 0.8333333333333334, 1.], 
       Hue[0.4166666666666667, 0.8333333333333334, 1.], 
       Hue[0.5, 0.8333333333333334, 1.], 
       Hue[0.5833333333333334, 0.8333333333333334, 1.], 
       Hue[0.6666666666666666, 0.8333333333333334, 1.], 
       Hue[0.75, 0.8333333333333334, 1.], 
       Hue[0., 1., 1.], 
       Hue[0.08333333333333333, 1., 1.], 
       Hue[0.16666666666666666`, 1., 1.], 
       Hue[0.25, 1., 1.], 
       Hue[0.3333333333333333, 1., 1.], 
       Hue[0.4166666666666667, 1., 1.], 
       Hue[0.5, 1., 1.], 
       Hue[0.5833333333333334, 1., 1.], 
       Hue[0.6666666666666666, 1., 1.], 
       Hue[0.75, 1., 1.]}}}, 
  "Preferences" -> {
   "SubTabs" -> {
     "Appearance" -> "SyntaxColoring", "SyntaxColoring" -> "LocalVariables", 
      "Numbers" -> "Formatting"}}, "Install" -> {"Type" -> ""}},
"InterfaceSettings"->{"PredictiveInterface" -> {"FirstUse" -> False}},
"ShortcutSettings"->{"EvaluateCells":>FrontEndTokenExecute["EvaluateCells"]}},
PrintAction->"PrintToNotebook",
PrintingOptions->{"PrintingMargins"->{{54, 54}, {72, 72}},
"PaperOrientation"->"Portrait",
"PaperSize"->{595.25, 841.875},
"RestPagesHeader"->-1},
NewPrimitiveStyle->{
 TextAlignment -> Center, TextJustification -> 0., Dashing -> None, CapForm -> 
  "Square", JoinForm -> {"Miter", 3.25}, LineColor -> Hue[0.67, 0.6, 0.6], 
  LineOpacity -> 1, EdgeColor -> Hue[0.6699931334401464, 0.6, 0.6], 
  EdgeOpacity -> 1., EdgeThickness -> Absolute[2], EdgeDashing :> None, 
  EdgeCapForm :> "Square", EdgeJoinForm :> {"Miter", 3.25}, FrontFaceColor -> 
  GrayLevel[0], BackFaceColor -> GrayLevel[0], FrontFaceOpacity -> 1, 
  BackFaceOpacity -> 1, GraphicsColor -> GrayLevel[0], PointSize -> 
  Absolute[3], Thickness -> Large, Opacity -> 1, DrawEdges -> False, 
  FontFamily -> "Times", FontSize -> 10, FontWeight -> "Plain", FontSlant -> 
  "Italic", FontVariations -> {
   "CapsType" -> Normal, "CompatibilityType" -> Normal, "Masked" -> False, 
    "Outline" -> False, "Shadow" -> False, "StrikeThrough" -> False, 
    "Underline" -> False}, 
  FontProperties -> {
   "FontMonospaced" -> Automatic, "FontSerifed" -> Automatic}, 
  Magnification -> 1., FontColor -> GrayLevel[0], FontOpacity -> 1, 
  Background -> GrayLevel[1.]}
]
