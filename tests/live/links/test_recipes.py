"""From a recipe of the instructions to its links: converted, set up by the steps of rkconf, and launched.

The kernel's machine has an empty home: a script or an init file is there only if ``rkconf setup`` has named it.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from rkconf.command import local_shells
from tests.conftest import Program
from tests.extractions import entry
from tests.live.links.configurations import Configured, read_entry
from tests.live.links.kernel import SOCKET
from tests.live.links.matrix import LOGIN_SHELLS, Case, free_ports
from tests.live.links.networks import Network
from tests.live.machines import Machines, missing, require, stop
from tests.recipes import RECIPES, converted

# One process runs them: each has its machines, its recipes and a block of ports, of which there are few.
pytestmark = [pytest.mark.live, pytest.mark.xdist_group("recipes")]

VERSIONS = ("5.2", "6", "7", "10", "11.1")
SHELLS = tuple(shell for shell in LOGIN_SHELLS if shell != "fish")
"""The login shells without fish, in which the ``math`` of the tunnel is a builtin."""
_CONNECTIONS = {"a script": "direct", "a path": "direct", "fixed ports": "fixed-ports", "a tunnel": "tunnel"}


@dataclass(frozen=True)
class Journey:
    """A recipe, and the versions through which it is converted."""

    recipe: str
    versions: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its name."""
        return f"{self.recipe}, {' to '.join(self.versions)}"

    @property
    def case(self) -> Case:
        """The case that it becomes."""
        connection = _CONNECTIONS[self.recipe]
        return Case(self.versions[-1], connection, parallel=False, fixed=connection != "direct", path="plain")


_EVERY = [Journey(recipe, VERSIONS[: count + 1]) for count in range(len(VERSIONS)) for recipe in _CONNECTIONS]
# For a tunnel of which the main link alone is left, `rkconf convert` reports a loss.
JOURNEYS = [journey for journey in _EVERY if not journey.case.links]
_PROGRAMS = ("Applications/Mathematica.app/Contents/MacOS/MathKernel", "there/bin/math")
_PORTS = {"53001": 0, "53002": 1, "31415": 0, "31416": 1}
"""The ports of the recipes, which the system may give to other programs, counted from a free one."""
_PORT = re.compile("|".join(_PORTS))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Return two separate machines, with the kernels that the recipes start."""
    require(missing())
    with Machines.built(tmp_path_factory.mktemp("recipes")) as built:
        server = built.start()
        found = Network.of_loopbacks(built)
        for program in _PROGRAMS:
            (built.root / program).unlink()
            found.put_kernel(built.root / program)
        yield found
        stop(server)


@pytest.fixture(scope="module")
def ports() -> Iterator[Iterator[int]]:
    """Yield the first of six ports for each kernel: an ssh of a moment ago may still hold those of another one."""
    with free_ports() as free:
        yield islice(free, 0, None, 6)


@pytest.fixture
def empty_home(network: Network) -> None:
    """Remove everything from the home on the kernel's machine."""
    home = network.machines.root / "home/there"
    shutil.rmtree(home)
    home.mkdir()


@pytest.mark.usefixtures("empty_home")
@pytest.mark.parametrize("journey", [pytest.param(journey, id=journey.id) for journey in JOURNEYS])
def test_a_recipe_brings_up_every_link_after_its_conversion_and_setup(
    journey: Journey,
    network: Network,
    ports: Iterator[int],
    rkconf: Program,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    case, first = journey.case, next(ports)
    if case.needs_kernel_init:
        evaluate(network, request)
    shell = SHELLS[JOURNEYS.index(journey) % len(SHELLS)]
    text = entry(*RECIPES[journey.recipe])
    (tmp_path / "init.m").write_text(_PORT.sub(lambda port: str(first + _PORTS[port[0]]), text))
    last = converted(rkconf, tmp_path / "init.m", journey.versions)
    set_up(rkconf, last, case.version, network, shell)
    read = read_entry(last, "x")
    placed = Configured(network.machines.place(read.command), read.mlopen)
    assert network.launch(placed, case, (local_shells(None)[0], shell)) == case.complete(network.kernel)


def evaluate(network: Network, request: pytest.FixtureRequest) -> None:
    """Let the kernels of these machines evaluate their init files where the others do."""
    request.getfixturevalue("evaluator")
    socket = network.machines.root / SOCKET
    if not socket.exists():
        socket.symlink_to(request.getfixturevalue("machines").root / SOCKET)


def set_up(rkconf: Program, init: Path, version: str, network: Network, shell: str) -> None:
    """Follow the steps of ``rkconf setup`` that copy files to the kernel's machine, each once."""
    folder = init.parent / "setup"
    outcome = rkconf("setup", str(init), "x", "--version", version, "--output", str(folder))
    assert outcome.status == 0, outcome.err
    for script in folder.glob("*/*.sh"):
        script.write_text(network.machines.place(script.read_text()))
    steps = (folder / "steps.txt").read_text().splitlines()
    copies = (line.strip() for line in steps if re.fullmatch(r" +ssh .* < \S+\.(m|sh)", line))
    for command in dict.fromkeys(copies):
        environment = network.environment(shell, network.machines.records(), version)
        subprocess.run((*network.enter, "sh", "-c", command), cwd=folder, env=environment, check=True)
