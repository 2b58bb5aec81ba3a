"""Launch commands of tests with the networks and pictures that they need."""

from rkconf import inputs, versions
from rkconf.command import Target, local_shells, remote_shells
from rkconf.diagram import Network, Picture, Side, pictures
from rkconf.diagram import text as characters
from rkconf.diagram.layout import lay_out
from rkconf.tracing import follow
from tests.conftest import SAMPLES

CONNECT = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName"
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
DIRECT = f"ssh me@skye.local ./math.sh {CONNECT} `linkname` -LinkHost `ipaddress`"
FIXED = f"-LinkName 53001,53002 {LISTEN}"
NAME = "31415@127.0.0.1,31416@127.0.0.1"
TUNNELLED = f"-LinkName {NAME} {LISTEN}"
BACK = "-R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416"
OUT = " ".join(f"-L 127.0.0.1:{port}:127.0.0.1:{port}" for port in range(31417, 31421))
TUNNEL = f"ssh {BACK} {OUT} me@skye.local ./math.sh {CONNECT} {NAME} -LinkHost 127.0.0.1 -initfile rkconf-links.m"
PARALLEL = (
    "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B me@`1` "
    "./math.sh -mathlink -linkmode Connect `4` -linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel "
    "-noinit > /dev/null 2>&1 &"
)
TEMPLATE = (
    "ssh -l `3` `1` ./math.sh -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"
)
PROXY = DIRECT.replace("ssh ", "ssh -o 'ProxyCommand=nc -X 5 -x relay.example.org:1080 %h %p' ")
ARGUMENTS = f"{CONNECT} {NAME} -LinkHost 127.0.0.1 -initfile rkconf-links.m"
INNER = f'ssh {BACK} {OUT} skye.local "bash -lc \\"./math.sh {ARGUMENTS}\\""'
CHAIN = f"ssh -J jump.example.org:2222 {BACK} {OUT} me@gate.example.org '{INNER}'"
PAST = f"ssh gate 'ssh skye.local ./math.sh {CONNECT} `linkname`'"
KERNELS = SAMPLES / "kernels"
HERE = "the Front End's machine"


def picture(texts: dict[str, str], version: str = "7") -> Picture:
    [checked] = inputs.bare({kind: text.encode() for kind, text in texts.items()})
    target = Target(versions.load(version), versions.load(version), local_shells(None), remote_shells("bash"))
    [named] = checked.launches
    launch = named.launch
    [first, *_] = pictures(follow(launch, target, checked.parts), "a title")
    return first


def network(launch: str, mlopen: str = LISTEN, version: str = "7") -> Network:
    found = picture({"launch": launch, "mlopen": mlopen}, version).network
    assert found
    return found


def ports(found: Network) -> dict[str, list[tuple[Side, int | None, bool]]]:
    """Return for each link the listener and port of its channels, and whether they run inside ssh."""
    return {
        link.name: [(channel.listener, channel.port.number, bool(channel.forwards)) for channel in link.channels]
        for link in found.links
    }


def text(drawn: Picture) -> str:
    return characters.draw([lay_out(drawn)])
