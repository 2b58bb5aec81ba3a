"""``rkconf doctor``: try a kernel for real, step by step, and name the cause that stops it."""

from rkconf.doctor.examination import Observer, examine, planned, stopped, untried
from rkconf.doctor.model import Conclusion, Diagnosis, DiagnosisStep, FailureCause, StepName, StepStatus
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Options

__all__ = [
    "Conclusion",
    "Diagnosis",
    "DiagnosisStep",
    "FailureCause",
    "Observer",
    "Options",
    "StepName",
    "StepStatus",
    "TrialPlan",
    "examine",
    "planned",
    "stopped",
    "untried",
]
