"""Check that an extracted row is valid in a specification."""

from collections.abc import Sequence

from rkconf.extraction.installation import Installation
from rkconf.spec import Kernel, Parallel, Places, Specification, further_ports, infeasible
from rkconf.spec.allowed_values import value_error
from rkconf.spec.checks import check
from rkconf.spec.model import FrontEnd


def spec_error(
    row: Kernel | Parallel, front_end: Installation, existing: Sequence[Kernel | Parallel] = ()
) -> str | None:
    """Return the error in a row together with existing rows; None for a valid row."""
    wrong = value_error(row)
    if wrong:
        return wrong
    # Rows can only conflict in their ports. To check a row takes much longer than to compare two sets.
    needed = _ports(row, front_end)
    every = (*(other for other in existing if needed and not needed.isdisjoint(_ports(other, front_end))), row)
    specification = Specification(
        frontend=FrontEnd(os=front_end.os),
        kernels=tuple(each for each in every if isinstance(each, Kernel)),
        parallel=tuple(each for each in every if isinstance(each, Parallel)),
    )
    nowhere = Places({})
    problems = (*check(specification, nowhere), *infeasible(specification, front_end.version, nowhere))
    return problems[0].message if problems else None


def _ports(row: Kernel | Parallel, front_end: Installation) -> frozenset[int]:
    """Return all ports of a row, those of additional links included."""
    return frozenset((*(row.ports or ()), *further_ports(row, front_end.version)))
