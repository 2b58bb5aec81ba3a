"""The results that the check of a step returns."""

from rkconf.doctor.causes import known_causes
from rkconf.doctor.model import FailureCause, StepName, StepStatus
from rkconf.record import record


@record
class StepFinding:
    """The result of a check, before its commands and seconds are added."""

    status: StepStatus
    evidence: str = ""
    cause: FailureCause | None = None
    notes: tuple[str, ...] = ()


def ok(evidence: str = "", *notes: str) -> StepFinding:
    """Return a step that succeeded."""
    return StepFinding(StepStatus.OK, evidence, notes=notes)


def unknown(evidence: str, *notes: str) -> StepFinding:
    """Return a step that could not be tried, with the reason."""
    return StepFinding(StepStatus.UNKNOWN, evidence, notes=notes)


def skipped(evidence: str) -> StepFinding:
    """Return a step that does not apply, with the reason."""
    return StepFinding(StepStatus.SKIPPED, evidence)


def failed(step: StepName, cause: str, evidence: str, **values: object) -> StepFinding:
    """Return a step that failed, with the cause of that id; ``values`` replace the names in its texts."""
    return StepFinding(StepStatus.FAILED, evidence, known_causes()[step][cause].found(evidence, **values))
