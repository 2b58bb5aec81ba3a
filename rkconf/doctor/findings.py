"""The results that the check of a step returns."""

from rkconf.doctor.causes import known_causes
from rkconf.doctor.model import Cause, Status, StepName
from rkconf.record import record


@record
class Finding:
    """The result of a check, before its commands and seconds are added."""

    status: Status
    evidence: str = ""
    cause: Cause | None = None
    notes: tuple[str, ...] = ()


def ok(evidence: str = "", *notes: str) -> Finding:
    """Return a step that succeeded."""
    return Finding(Status.OK, evidence, notes=notes)


def unknown(evidence: str, *notes: str) -> Finding:
    """Return a step that could not be tried, with the reason."""
    return Finding(Status.UNKNOWN, evidence, notes=notes)


def skipped(evidence: str) -> Finding:
    """Return a step that does not apply, with the reason."""
    return Finding(Status.SKIPPED, evidence)


def failed(step: StepName, cause: str, evidence: str, **values: object) -> Finding:
    """Return a step that failed, with the cause of that id; ``values`` replace the names in its texts."""
    return Finding(Status.FAILED, evidence, known_causes()[step][cause].found(evidence, **values))
