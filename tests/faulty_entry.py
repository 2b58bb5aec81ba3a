"""A file of the Front End whose one kernel on another machine has a mistake: both sides of its link listen."""

import json

from tests.conftest import Outcome

GOOD = (
    "ssh -o BatchMode=yes skye.local ./bin/math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP"
    " -LinkName `linkname` -LinkHost `ipaddress`"
)
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
BAD = GOOD.replace("Connect", "Listen")
ENTRY = f'{{"RemoteMachine" -> True, "LoginScript" -> "{BAD}", "MLOpenArguments" -> "{LISTEN}"}}'
FILE = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "skye" -> {ENTRY}}}]\n'.encode()


def codes(outcome: Outcome) -> list[str]:
    return [found["code"] for found in json.loads(outcome.out)["diagnostics"]]
