"""With firewalls and NAT: which links come up where, with real packets, and what a person has to open for it.

Where a firewall is opened, it gets the rules for nftables in the steps of ``rkconf setup``, and nothing else.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.live.links.configurations import INIT, MAIN_LINK_ALONE, Configured, Files, Opening, Row
from tests.live.links.conftest import deliver
from tests.live.links.front_end import Report
from tests.live.links.matrix import VERSIONS, WAYS, Case, cases, described, versions_of
from tests.live.links.namespaces import KERNEL, Terrain, build, network, require_namespaces
from tests.live.links.networks import INITS, Network
from tests.live.machines import Machines

pytestmark = pytest.mark.live

_NAT = "NAT, and ssh alone"
TERRAINS = {
    "no firewall": Terrain(firewalls=False),
    "firewalls that let in ssh alone": Terrain(),
    "two ports open at the Front End's machine": Terrain(opened=frozenset({"ports"})),
    "two ports open, and the kernel's machine for the Front End": Terrain(opened=frozenset({"ports", "kernel"})),
    "every port open at the Front End's machine": Terrain(opened=frozenset({"front-end"})),
    "each machine open for the other": Terrain(opened=frozenset({"front-end", "kernel"})),
    _NAT: Terrain(nat=True),
    "a jump host, and ssh alone": Terrain(jump_host=True),
}


@dataclass(frozen=True)
class Verdict:
    """A row of `verdicts.toml`, which explains the fields."""

    connection: str
    further: str
    all: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    noted: str = ""

    def links(self, case: Case, terrain: str) -> list[str]:
        """Return the links that come up in a network."""
        if terrain in self.all:
            return ["main", *case.further, *case.called]
        return ["main"] if terrain in self.main else []

    def suffices(self, terrain: Terrain) -> bool:
        """Return whether a network lets in what ``rkconf setup`` opens."""
        opened = terrain.opened | ({"ports"} if "front-end" in terrain.opened else set())
        return not terrain.firewalls or opened >= set(self.opens)


_TABLE = tomllib.loads(Path(__file__).with_name("verdicts.toml").read_text("utf-8"))["verdict"]
VERDICTS = {(each["connection"], each["further"]): Verdict(**each) for each in _TABLE}


def verdict(case: Case) -> Verdict:
    """Return the row of a case."""
    return VERDICTS[case.connection, "kernel" if case.further else "front-end" if case.called else "none"]


_OF = {parallel: ", ".join(versions_of(parallel=parallel)) for parallel in (False, True)}
_TITLE = f"links that come up in each network, for kernels of {_OF[False]} and parallel ones of {_OF[True]}"
_PATH = "with a blank"
_CONTROLLERS = [case for version in VERSIONS for case in cases(version, _PATH) if not case.parallel]
# Not 53001: a system hands that out to any program, and now and then it did so to an ssh of these tests.
_FIRST_PORTS = {"fixed-ports": 27001, "tunnel": 31415}
# The local shell and the login shell, in turn for each version.
_SHELLS = (("dash", "bash"), ("bash", "dash"), ("dash", "sh"))


def row(case: Case, between: Network) -> Row:
    # A kernel takes six ports at most.
    first = _FIRST_PORTS.get(case.connection, 0) + 10 * VERSIONS.index(case.version) + 6 * case.parallel
    ports = (first, first + 1) if case.ports else ()
    kernel = between.kernel_path(_PATH, case.program)
    return Row(case.id, case.connection, kernel, case.parallel, ports, INITS[_PATH], case.links)


@dataclass(frozen=True)
class Written:
    """The output of rkconf, without anything about firewalls."""

    between: Network
    files: tuple[Files, ...]
    texts: Mapping[str, Configured]
    openings: Mapping[str, Sequence[Opening]]

    def launch(self, case: Case, text: Configured | None = None) -> Report:
        shells = _SHELLS[VERSIONS.index(case.version) % len(_SHELLS)]
        return self.between.launch(text or self.texts[case.id], case, shells)


@pytest.fixture(scope="module")
def written(machines: Machines, tmp_path_factory: pytest.TempPathFactory) -> Written:
    require_namespaces()
    between = network(machines)
    files = tuple(Files(tmp_path_factory.mktemp("networks") / version, version) for version in VERSIONS)
    texts: dict[str, Configured] = {}
    openings: dict[str, Sequence[Opening]] = {}
    for each in files:
        texts.update(each.write([row(case, between) for case in cases(each.version, _PATH)]))
        openings.update({case.id: each.openings(case.id) for case in _CONTROLLERS if case.version == each.version})
    return Written(between, files, texts, openings)


@pytest.fixture(scope="module", params=TERRAINS)
def terrain(request: pytest.FixtureRequest, machines: Machines, written: Written) -> Iterator[str]:
    name: str = request.param
    wanted = TERRAINS[name]
    with build(machines, wanted) as made:
        for files in written.files:
            deliver(files, written.between)
        for opening in (each for found in written.openings.values() for each in found if each.kind in wanted.opened):
            made.obey(opening.machine, opening.rule)
        yield name


@pytest.mark.parametrize("way", [pytest.param(way, id=described(*way)) for way in WAYS])
def test_links_come_up_where_the_network_lets_them(
    terrain: str,
    way: tuple[str, bool, bool],
    written: Written,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    every = [Case(version, *way, _PATH) for version in versions_of(parallel=way[1])]
    if any(case.needs_kernel_init for case in every):
        request.getfixturevalue("evaluator")
    with ThreadPoolExecutor(len(every)) as pool:
        reports = list(pool.map(written.launch, every))
    record_property(
        "matrix", [_TITLE, terrain, described(*way), "  ".join(str(len(report.links)) for report in reports)]
    )
    found = {case.version: (report.links, bool(report.why)) for case, report in zip(every, reports, strict=True)}
    assert found == {case.version: expected(case, terrain) for case in every}, reports


def expected(case: Case, terrain: str) -> tuple[list[str], bool]:
    """Return the links that come up, and whether anything is missing."""
    links = verdict(case).links(case, terrain)
    return links, len(links) < len(["main", *case.further, *case.called])


@pytest.mark.parametrize("terrain", [_NAT, "no firewall"], indirect=True)
def test_a_tunnel_carries_the_main_link_alone_where_the_front_end_opens_the_others(
    terrain: str, written: Written
) -> None:
    case = Case(VERSIONS[-1], "tunnel", parallel=False, fixed=True, path=_PATH)
    report = written.launch(case)
    past = [KERNEL] * (len(report.callers) - 2)
    assert report.callers == ["127.0.0.1"] * 2 + past
    assert bool(past) is (terrain != _NAT)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in _CONTROLLERS])
def test_setup_lint_and_render_report_the_ports_that_the_links_need(case: Case, written: Written) -> None:
    [files] = [each for each in written.files if each.version == case.version]
    row = verdict(case)
    assert {each.kind for each in written.openings[case.id]} == set(row.opens)
    codes = {each.code for each in files.findings(files.folder / INIT) if each.entry == case.id}
    assert codes & {"RK604", "RK613", MAIN_LINK_ALONE} == set(row.reported)
    notes = files.notes(case.id)
    assert (row.noted in notes, bool(notes)) == (True, bool(row.noted))
    # With ports closed, a tunnel is the advice; where the specification gives links up, the main one has to come up.
    enough = {name for name, terrain in TERRAINS.items() if row.suffices(terrain)}
    assert enough == {*row.all, *(row.main if case.links else ())}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.version) for case in _CONTROLLERS if case.links])
def test_a_tunnel_that_carries_the_main_link_alone_is_written_only_if_that_is_wanted(
    case: Case, written: Written
) -> None:
    [files] = [each for each in written.files if each.version == case.version]
    assert "RK013" in files.refusal(replace(row(case, written.between), links=""))


@pytest.mark.parametrize("version", [case.version for case in _CONTROLLERS if case.needs_kernel_init])
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
    report = written.launch(case, text)
    assert (terrain, report.links) == (_NAT, ["main"])
    assert all(link in report.why for link in case.further)
