"""The repair of an input, as the command line makes it."""

from collections.abc import Iterable

from rkconf import linting
from rkconf.command import Target
from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.fixes import Finders, Fixed, fix
from rkconf.inputs import Input
from rkconf.linting import Selection
from rkconf.linting.kept_checks import KeptChecks


def repaired(
    checked: Input,
    target: Target,
    levels: Iterable[Applicability],
    selection: Selection | None = None,
    checks: KeptChecks | None = None,
) -> Fixed:
    """Fix the findings of these levels in an input; each launch command that ``checks`` does not know is checked."""
    chosen, checks = selection or Selection(), checks or KeptChecks()

    def find(text: Input) -> tuple[Diagnostic, ...]:
        return linting.check(text, target, chosen, checks)

    def compared(text: Input) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        selected, every = linting.check_each(text, target, (chosen, Selection()), checks)
        return selected, every

    return fix(checked, Finders(find, compared), frozenset(levels))
