"""Whether a specification could say it: what is extracted must be readable again."""

from collections.abc import Sequence

from rkconf.spec import Kernel, Parallel, Places, Specification, infeasible
from rkconf.spec.checks import check
from rkconf.versions import Version


def fault(row: Kernel | Parallel, version: Version, beside: Sequence[Kernel] = ()) -> str | None:
    """Return what stands in the way of a row in ``version``, and beside those kernels; None where nothing does."""
    rows = {"kernels": (*beside, row)} if isinstance(row, Kernel) else {"parallel": (row,)}
    specification = Specification.model_construct(**rows)
    nowhere = Places({})
    problems = (*check(specification, nowhere), *infeasible(specification, version, nowhere))
    return problems[0].message if problems else None
