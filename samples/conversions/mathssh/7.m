SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {}, "skye" -> {"RemoteMachine" -> True,
  "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract",
  "LoginScript" -> "ssh username@skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}}]
