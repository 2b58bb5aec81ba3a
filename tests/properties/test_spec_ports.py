"""Laws of the ports that rkconf advises."""

import re
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import spec
from rkconf.record import replace
from rkconf.source import Source
from rkconf.spec import Kernel, Specification
from rkconf.spec.model import ConnectionKind
from rkconf.versions import Version
from tests.properties.drawn_specifications import VERSIONS

PORTS = st.sampled_from([range(1020, 1030), range(3100, 3110), range(65520, 65536)]).flatmap(st.sampled_from)


@st.composite
def crowds(draw: st.DrawFn) -> Specification:
    """Return kernels that want the same few ports."""
    fixed = st.sampled_from([each for each in get_args(ConnectionKind) if each != "direct"])
    wanted = draw(st.lists(st.tuples(fixed, st.tuples(PORTS, PORTS)), min_size=1, max_size=5))
    return Specification(
        kernels=tuple(
            Kernel(name=f"k{number}", host="h", kernel="m", connection=connection, ports=ports)
            for number, (connection, ports) in enumerate(wanted)
        )
    )


def advised_ports(specification: Specification, version: Version) -> dict[int, tuple[int, int]]:
    """Return the ports that the problems advise, by the number of the kernel."""
    loaded = spec.load(Source("kernels.toml", spec.dump(specification).encode()))
    problems = loaded.problems
    if loaded.specification:
        problems = tuple(spec.infeasible(loaded.specification, version, loaded.places))
    places = [loaded.places.of(("kernels", number, "ports")).value for number in range(len(specification.kernels))]
    found = {}
    for problem in problems:
        advised = re.search(r"next free: ports = \[(\d+), (\d+)\]", problem.help)
        assert (problem.rule, advised is not None) == ("bad-link-name", True)
        assert advised
        (number,) = (number for number, place in enumerate(places) if place.covers(problem.span))
        found[number] = (int(advised[1]), int(advised[2]))
    return found


@settings(max_examples=100)
@given(crowds(), VERSIONS)
def test_ports_that_are_advised_can_be_taken(specification: Specification, version: Version) -> None:
    settled: set[int] = set()
    while advised := advised_ports(specification, version):
        assert settled.isdisjoint(advised)
        settled.update(advised)
        kernels = (
            replace(kernel, ports=advised.get(number, kernel.ports))
            for number, kernel in enumerate(specification.kernels)
        )
        specification = replace(specification, kernels=tuple(kernels))
