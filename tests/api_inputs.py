"""The inputs with which the public functions are tested."""

from tests.conftest import SAMPLES

WORKBENCH = SAMPLES / "frontend" / "workbench.m"
CLEAN = SAMPLES / "frontend" / "clean.m"
DIRECT = SAMPLES / "kernels" / "direct.toml"
GOOD = (
    "ssh -o BatchMode=yes skye.local /opt/math -mathlink -LinkMode Connect -LinkProtocol TCPIP "
    "-LinkName `linkname` -LinkHost `ipaddress`"
)
