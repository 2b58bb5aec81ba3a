"""The script that starts a kernel, read from its machine and judged by the same rules as a file."""

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

    @property
    def obstacle(self) -> Diagnostic | None:
        """The first finding that stops the kernel."""
        found = (each for each in check(self.checked, self.target) if each.cause is None)
        return next((each for each in found if _stops(each)), None)

    @property
    def journey(self) -> Journey:
        """The script as its shell reads it."""
        return Journeys().representative(self.checked.launches[0].launch, self.target)


def _stops(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR and get(found.code).stops_the_kernel
