"""With firewalls and NAT: which links come up where, with real packets, and what a person has to open for it.

Where a firewall is opened, it gets the rules for nftables in the steps of ``rkconf setup``, and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.live.links.configurations import Configured, Files, Row
from tests.live.links.conftest import deliver
from tests.live.links.front_end import Report
from tests.live.links.matrix import VERSIONS, WAYS, Case, described
from tests.live.links.namespaces import Terrain, build, network, require_namespaces
from tests.live.links.networks import INITS, Network
from tests.live.machines import Machines

pytestmark = pytest.mark.live

_OPEN = "no firewall"
_CLOSED = "firewalls that let in ssh alone"
_TWO_PORTS = "two ports open at the Front End's machine"
_BOTH = "two ports open, and the kernel's machine for the Front End"
_EACH_OTHER = "each machine open for the other"
_NAT = "NAT, and ssh alone"
TERRAINS = {
    _OPEN: Terrain(firewalls=False),
    _CLOSED: Terrain(),
    _TWO_PORTS: Terrain(opened_for="fixed-ports", opened=("front-end",)),
    _BOTH: Terrain(opened_for="fixed-ports", opened=("front-end", "kernel")),
    _EACH_OTHER: Terrain(opened_for="direct", opened=("front-end", "kernel")),
    _NAT: Terrain(nat=True),
}
# Where all links come up, and where the main link alone; a tunnel needs nothing but ssh.
ALL = {"direct": {_OPEN, _EACH_OTHER}, "fixed-ports": {_OPEN, _BOTH, _EACH_OTHER}, "tunnel": set(TERRAINS)}
MAIN = {"direct": set[str](), "fixed-ports": {_TWO_PORTS}, "tunnel": set[str]()}

_TITLE = f"links that come up in each network, for {', '.join(VERSIONS)}"
_PATH = "with a blank"
# Not 53001: a system hands that out to any program, and now and then it did so to an ssh of these tests.
_FIRST_PORTS = {"fixed-ports": 27001, "tunnel": 31415}
# The local shell and the login shell, in turn for each version.
_SHELLS = (("dash", "bash"), ("bash", "dash"), ("dash", "sh"))


def row(case: Case, between: Network) -> Row:
    # A kernel takes six ports at most.
    first = _FIRST_PORTS.get(case.connection, 0) + 10 * VERSIONS.index(case.version) + 6 * case.parallel
    ports = (first, first + 1) if case.ports else ()
    return Row(case.id, case.connection, between.kernel_path(_PATH), case.parallel, ports, INITS[_PATH])


@dataclass(frozen=True)
class Written:
    """The output of rkconf, without anything about firewalls."""

    between: Network
    files: tuple[Files, ...]
    texts: Mapping[str, Configured]

    def launch(self, case: Case, further: tuple[str, ...], text: Configured | None = None) -> Report:
        shells = _SHELLS[VERSIONS.index(case.version) % len(_SHELLS)]
        return self.between.launch(text or self.texts[case.id], further, shells)


@pytest.fixture(scope="module")
def written(machines: Machines, tmp_path_factory: pytest.TempPathFactory) -> Written:
    require_namespaces()
    between = network(machines)
    files = tuple(Files(tmp_path_factory.mktemp("networks") / version, version) for version in VERSIONS)
    texts: dict[str, Configured] = {}
    for each in files:
        cases = [Case(each.version, *way, _PATH) for way in WAYS]
        texts.update(each.write([row(case, between) for case in cases]))
    return Written(between, files, texts)


@pytest.fixture(scope="module", params=TERRAINS)
def terrain(request: pytest.FixtureRequest, machines: Machines, written: Written) -> Iterator[str]:
    name: str = request.param
    wanted = TERRAINS[name]
    with build(machines, wanted) as made:
        for files in written.files:
            deliver(files, written.between)
            case = Case(
                files.version, wanted.opened_for, parallel=False, fixed=wanted.opened_for != "direct", path=_PATH
            )
            openings = files.openings(case.id) if wanted.opened else {}
            for machine in openings.keys() & wanted.opened:
                for rule in openings[machine]:
                    made.obey(machine, rule)
        yield name


@pytest.mark.parametrize("way", [pytest.param(way, id=described(*way)) for way in WAYS])
def test_links_come_up_where_the_network_lets_them(
    terrain: str,
    way: tuple[str, bool, bool],
    written: Written,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    cases = [Case(version, *way, _PATH) for version in VERSIONS]
    if any(case.needs_kernel_init for case in cases):
        request.getfixturevalue("evaluator")
    with ThreadPoolExecutor(len(cases)) as pool:
        reports = list(pool.map(lambda case: written.launch(case, case.further), cases))
    record_property(
        "matrix", [_TITLE, terrain, described(*way), "  ".join(str(len(report.links)) for report in reports)]
    )
    found = {case.version: (report.links, bool(report.why)) for case, report in zip(cases, reports, strict=True)}
    assert found == {case.version: expected(case, terrain) for case in cases}, reports


def expected(case: Case, terrain: str) -> tuple[list[str], bool]:
    """Return the links that come up, and whether anything is missing."""
    if terrain in ALL[case.connection]:
        return ["main", *case.further], False
    if terrain in MAIN[case.connection]:
        return ["main"], bool(case.further)
    return [], True


@pytest.mark.parametrize("version", [version for version in VERSIONS if Case(version, *WAYS[0], _PATH).further])
@pytest.mark.parametrize("terrain", [_NAT], indirect=True)
@pytest.mark.parametrize("missing", ["the forwards and the kernel init", "the kernel init"])
def test_a_tunnel_of_two_ports_brings_up_the_main_link_alone(
    terrain: str, version: str, missing: str, written: Written, request: pytest.FixtureRequest
) -> None:
    case = Case(version, "tunnel", parallel=False, fixed=True, path=_PATH)
    text = written.texts[case.id]
    if missing == "the kernel init":
        request.getfixturevalue("evaluator")
        text = Configured(text.command.replace("links.m", "no-links.m"), text.mlopen)
    else:
        text = written.texts[Case(VERSIONS[0], "tunnel", parallel=False, fixed=True, path=_PATH).id]
    report = written.launch(case, case.further, text)
    assert (terrain, report.links) == (_NAT, ["main"])
    assert all(link in report.why for link in case.further)
