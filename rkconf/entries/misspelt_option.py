"""Find options of the Front End whose name was meant to be ``EvaluatorNames``: it ignores the kernels in them."""

from rkconf.command.repair import unsafe
from rkconf.diagnostics import Problem
from rkconf.edits import Edit
from rkconf.source import Span
from rkconf.spelling import closest

OPTION = "EvaluatorNames"
"""The option that holds the kernels."""
_SIMILARITY = 0.85
"""``Evaluator``, another option of the Front End, is less similar."""


def misspelt(name: str, place: Span) -> Problem | None:
    """Return a problem for the name of an option that resembles ``EvaluatorNames``; None for any other name."""
    if name == OPTION or closest(name, (OPTION,), similarity=_SIMILARITY) is None:
        return None
    fix = unsafe(f"rename it to {OPTION}", Edit.replace(place, OPTION))
    message = f"the Front End has no option {name}: it ignores these kernels"
    return Problem("unknown-key", place, message, f"did you mean {OPTION}?", fix=fix)
