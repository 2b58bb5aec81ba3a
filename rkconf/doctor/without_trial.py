"""The diagnoses of kernels of which nothing is tried."""

from rkconf.doctor.model import EARLIER_FAILED, Conclusion, Diagnosis, DiagnosisStep, FailureCause, StepName, StepStatus

_UNTRIED = "nothing was tried"
"""The evidence of the steps of a kernel that cannot be tried."""


def stopped(name: str | None, version: str, cause: FailureCause) -> Diagnosis:
    """Return the diagnosis of an input whose text already keeps the kernel from being tried."""
    steps = (DiagnosisStep(StepName.ENTRY, StepStatus.FAILED, cause.evidence), *_skipped(EARLIER_FAILED))
    return Diagnosis(name, version, Conclusion.FAILS, steps, cause)


def untried(name: str | None, version: str, reason: str) -> Diagnosis:
    """Return the diagnosis of a kernel that cannot be tried, such as one without a value that only the user knows."""
    steps = (DiagnosisStep(StepName.ENTRY, StepStatus.UNKNOWN, reason), *_skipped(_UNTRIED))
    return Diagnosis(name, version, Conclusion.UNKNOWN, steps)


def _skipped(reason: str) -> tuple[DiagnosisStep, ...]:
    """Return the steps after the first one."""
    others = (name for name in StepName if name is not StepName.ENTRY)
    return tuple(DiagnosisStep(name, StepStatus.SKIPPED, reason) for name in others)
