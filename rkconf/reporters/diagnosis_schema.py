"""The structure of a diagnosis as JSON, for `schemas/diagnosis.schema.json`; not imported when rkconf runs."""

from typing import Any, Literal

from pydantic import Field

from rkconf.doctor import Conclusion, StepName, StepStatus
from rkconf.reporters.schema import StrictModel


class ReportedCause(StrictModel):
    """The cause that keeps the kernel from working."""

    id: str
    """A fixed id, or the code of a rule."""
    message: str
    """The fact and its consequence."""
    evidence: str
    """The observation."""
    advice: str
    """The next step; may be empty."""
    command: str | None
    """The command to type next; null if none helps."""


class ReportedStep(StrictModel):
    """One step as it was tried."""

    name: StepName
    status: StepStatus
    seconds: float = Field(ge=0)
    evidence: str
    """The observation; may be empty."""
    commands: tuple[tuple[str, ...], ...]
    """The programs that were started, with their arguments; secrets are masked."""
    notes: tuple[str, ...]
    """Facts that are not the cause."""


class JsonDiagnosis(StrictModel):
    """The output of `rkconf doctor --format json`."""

    format: Literal[1]
    """The version of this form."""
    rkconf: str
    """The version of rkconf."""
    entry: str | None
    """The name of the kernel; null for bare text."""
    version: str
    """The version of the Front End."""
    outcome: Conclusion
    cause: ReportedCause | None
    """Null unless it fails."""
    steps: tuple[ReportedStep, ...]
    """Every step, in order."""
    remote_shell: str | None
    """The login shell on the kernel's machine; null if it was not found."""
    proven: tuple[str, ...]
    """The facts that the trial has proven."""
    not_proven: tuple[str, ...]
    """The facts that only a licensed kernel could prove."""


def describe() -> dict[str, Any]:
    """Return the JSON Schema of a diagnosis."""
    return JsonDiagnosis.model_json_schema(mode="serialization")
