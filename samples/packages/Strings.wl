quote[text_String] := "\"" <> StringReplace[text, {"\\" -> "\\\\", "\"" -> "\\\""}] <> "\""
lines[text_String] := StringSplit[text, "\n"]
greek = "\[Alpha]\[Beta] \:00e9 \101";
path = "C:\\Program Files\\Wolfram";
broken = "a line that \
continues";
