"""The script that starts a kernel, read from its machine and judged by the same rules as a file."""

from functools import cached_property

from rkconf.command import Journey, Target
from rkconf.command.followed import Journeys
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import RkconfError
from rkconf.inputs import read
from rkconf.inputs.input import Input
from rkconf.linting import check
from rkconf.record import record
from rkconf.rules import get
from rkconf.source import Source

_NOTES = {
    "syntax-error": "only its shell decides what it runs",
    "not-understood": "the script after this place is not judged",
}
"""The rules whose findings are not the verdict on a script: its shell may run the lines before an error."""


@record
class KernelScript:
    """A shell script with the flags of the kernel as its arguments."""

    checked: Input
    target: Target

    @classmethod
    def of(cls, path: str, content: bytes, target: Target) -> "KernelScript | None":
        """Read a script; None for one of another language."""
        try:
            found = read(Source(path, content), "rkconf doctor")
        except RkconfError:
            return None
        return cls(found, target) if found.is_script else None

    @cached_property
    def _findings(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in check(self.checked, self.target) if each.cause is None)

    @property
    def mistake(self) -> str:
        """The error that comes first, with its place, if its shell may run the lines before; else empty."""
        first = next((each for each in self._findings if _stops(each) or each.name in _NOTES), None)
        return _note(first) if first and _stops(first) else ""

    @property
    def gap(self) -> str:
        """The first place that rkconf does not follow; empty if it follows the whole script."""
        return next((_note(each) for each in self._findings if each.name in _NOTES and not _stops(each)), "")

    @property
    def obstacle(self) -> Diagnostic | None:
        """The first finding that stops the kernel."""
        return next(filter(_stops, self._findings), None)

    @property
    def journey(self) -> Journey:
        """The script as its shell reads it."""
        return Journeys().representative(self.checked.launches[0].launch, self.target)


def _stops(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR and get(found.code).stops_the_kernel


def _note(found: Diagnostic) -> str:
    """Return a finding that is not the verdict, with its place; empty for any other."""
    where = found.source.location(found.span.start)
    return f"{where}: {found.message}; {_NOTES[found.name]}" if found.name in _NOTES else ""
