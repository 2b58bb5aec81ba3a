"""The recipes of the instructions for which rkconf was made, and their conversion from version to version."""

from itertools import pairwise
from pathlib import Path

from tests.conftest import Program
from tests.extractions import DEFAULT, LINK

FIXED = "-LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
TUNNEL = "-LinkMode Connect -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"
THROUGH = (
    f'ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 username@remote.host.name "math -mathlink {TUNNEL}"',
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract",
)
RECIPES = {
    "a script": (f'ssh skye.local "./math.sh" {LINK}', DEFAULT),
    "a path": (f'ssh skye.local "/Applications/Mathematica.app/Contents/MacOS/MathKernel" {LINK}', DEFAULT),
    "fixed ports": (f'ssh skye.local "./math.sh" -mathlink {FIXED}', f"-LinkName 53001,53002 {DEFAULT}"),
    "a tunnel": THROUGH,
}
"""The commands of the instructions for which rkconf was made, with the arguments to MLOpen."""


def converted(rkconf: Program, path: Path, versions: tuple[str, ...]) -> Path:
    """Convert a file from version to version, as a person does, and return the last file."""
    for old, new in pairwise(versions):
        made = path.with_name(f"{new}.m")
        outcome = rkconf("convert", str(path), "--from", old, "--to", new, "--on-loss", "warn", "--output", str(made))
        assert outcome.status in {0, 1}, outcome.err
        path = made
    return path
