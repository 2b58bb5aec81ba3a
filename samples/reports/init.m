(* Every format of `rkconf lint`, for one file: see the reports beside it. *)
SetOptions[$FrontEnd,
EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}, 
  "vault" -> {"RemoteMachine" -> True, "TranslateReturns" -> True, 
    "AppendNameToCellLabel" -> True, "AutoStartOnLaunch" -> False, 
    "LoginScript" -> "ssh keeper:hunter2@vault.example.org:22 \
/usr/local/bin/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName \
`linkname` -LinkHost `ipaddress`", "MLOpenArguments" -> "-LinkMode Listen \
-LinkProtocol TCPIP -LinkOptions MLDontInteract"}, 
  "harbour" -> {"RemoteMachine" -> True, "AutoStartOnLaunch" -> False, 
	"LoginScript" -> "ssh -o BatchMode=yes 渚@harbour.example.org \"/Applications/\
Mathematica 7.app/Contents/MacOS/MathKernel\" -mathlink -LinkMode Connect -\
LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`", 
    "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions \
MLDontInteract"}, 
  "灯台" -> {"RemoteMachine" -> True, "AutoStartOnLaunch" -> False, 
	(* rkconf: ignore[unknown-key] the Front End keeps what it does not know *)
	"Note" -> "étage", "LoginScript" -> "ssh -o BatchMode=yes 灯台@tōdai.example.org /usr/bin/math -mathlink -LinkMode Conect -LinkProtocol TCPIP -LinkName `LinkName` -LinkHost `ipaddress`", 
    "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP"}, 
  "mole" -> {"RemoteMachine" -> True, "AutoStartOnLaunch" -> False, 
    "LoginScript" -> "ssh -o BatchMode=yes mole.example.org /usr/bin/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 4002,4001 -LinkHost `ipaddress`", 
    "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkName 4001,4002 -LinkOptions MLDontInteract"}}
]
