(* Runs a command of the shell on another machine. *)

remote[host_String, command_String] :=
  Import["!ssh " <> host <> " " <> command, "Text"]

isUp[host_String] := Run["ping -c 1 " <> host <> " > /dev/null 2>&1"] === 0
copy[file_String, host_String] := Run["scp " <> file <> " " <> host <> ":"]
status[host_String] := RunProcess[{"ssh", host, "uptime"}, "StandardOutput"]
watch[host_String] := StartProcess[{"ssh", host, "tail", "-f", "/var/log/syslog"}]
words[file_String] := RunThrough["wc -w " <> file, 0]
