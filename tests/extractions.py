"""Extractions for tests, and files with one entry or one parallel kernel to extract."""

from rkconf import spec, versions
from rkconf.entries import read
from rkconf.extraction import Extraction, extract
from rkconf.source import Source
from rkconf.syntax import escape
from tests.conftest import SAMPLES

KERNELS = SAMPLES / "kernels"
DEFAULT = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
LINK = '-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'

TUNNEL = (
    "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none "
    "-R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B -l `3` `1` math -mathlink -linkmode Connect `4` "
    "-linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit"
)
MACHINE = 'RemoteMachine["a", "ssh `1`"]'


def extracted(text: str, version: str = "7") -> Extraction:
    return extract(read(Source("init.m", text.encode())), versions.load(version))


def entry(command: str, mlopen: str = DEFAULT, more: str = "") -> str:
    options = f'"RemoteMachine" -> True, "TranslateReturns" -> True, "MLOpenArguments" -> "{mlopen}", '
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"x" -> {{{options}"LoginScript" -> "{escape(command)}"{more}}}}}]'


def parallel(command: str) -> str:
    return f'LaunchKernels[RemoteMachine["node1", "{escape(command)}", 2]]'


def reloaded(extraction: Extraction) -> spec.Specification:
    loaded = spec.load(Source("kernels.toml", spec.dump(extraction.specification).encode()))
    assert loaded.specification == extraction.specification
    return extraction.specification


FIXED = entry("ssh skye.local ./math.sh " + LINK.replace('"', ""), f"-LinkName 53001,53002 {DEFAULT}")
OTHER = FIXED.replace("skye.local", "galaxy.local")
