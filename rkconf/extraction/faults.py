"""Whether a specification could say it: what is extracted must be readable again."""

from collections.abc import Sequence

from rkconf.extraction.installation import Installation
from rkconf.spec import Kernel, Parallel, Places, Specification, infeasible
from rkconf.spec.checks import check
from rkconf.spec.model import FrontEnd


def fault(row: Kernel | Parallel, front_end: Installation, beside: Sequence[Kernel] = ()) -> str | None:
    """Return what stands in the way of a row of that Front End, beside those kernels; None where nothing does."""
    rows = {"kernels": (*beside, row)} if isinstance(row, Kernel) else {"parallel": (row,)}
    specification = Specification.model_construct(frontend=FrontEnd(os=front_end.os), **rows)
    nowhere = Places({})
    problems = (*check(specification, nowhere), *infeasible(specification, front_end.version, nowhere))
    return problems[0].message if problems else None
