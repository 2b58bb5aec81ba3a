"""The commands of the recipes as they were written down, and as they are rendered."""

from rkconf import spec, versions
from rkconf.rendering import Rendering, render
from rkconf.source import Source
from rkconf.spec import Specification
from tests.conftest import SAMPLES

KERNELS = SAMPLES / "kernels"
LINK = '-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'
MATHKERNEL = "/Applications/Mathematica.app/Contents/MacOS/MathKernel"
DEFAULT = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
TUNNELLED = "31415@127.0.0.1,31416@127.0.0.1"
IN_TUNNEL = f'"math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName {TUNNELLED} -LinkHost 127.0.0.1"'
SUBKERNEL = "-mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &"

# The recipes in their original form: MLOpen arguments, launch command, and the version for which they are.
WRITTEN_DOWN = {
    "direct": (DEFAULT, f'ssh skye.local "{MATHKERNEL}" {LINK}', "5.2"),
    "script": (DEFAULT, f'ssh skye.local "./math.sh" {LINK}', "5.2"),
    "other-user": (DEFAULT, f"ssh user@machine.name ./math.sh {LINK}", "5.2"),
    "verbose": (DEFAULT, f"ssh -v skye.local ./math.sh {LINK}", "5.2"),
    "mathssh": (DEFAULT, f'`java` -jar "`mathssh`" username@skye.local ./math.sh {LINK}', "5.2"),
    "fixed-ports": (
        "-LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract",
        'ssh remotehostname "./math.sh" ' + LINK.replace('"', ""),
        "5.2",
    ),
    "tunnel": (
        f"-LinkMode Listen -LinkProtocol TCPIP -LinkName {TUNNELLED} -LinkOptions MLDontInteract",
        "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 username@remote.host.name " + IN_TUNNEL,
        "5.2",
    ),
    "parallel": (
        None,
        r"ssh `1` \"/Applications/Mathematica 7.app/Contents/MacOS/MathKernel\" " + SUBKERNEL,
        "7",
    ),
    "mixed-versions": (DEFAULT, f'ssh skye.local "{MATHKERNEL}" {LINK}', "5.2"),
}


def specification(recipe: str) -> Specification:
    loaded = spec.load(Source(recipe, (KERNELS / f"{recipe}.toml").read_bytes()))
    assert loaded.specification, loaded.problems
    return loaded.specification


def rendered(recipe: str, version: str) -> Rendering:
    return render(specification(recipe), versions.load(version))
