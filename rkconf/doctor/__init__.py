"""``rkconf doctor``: try a kernel for real, step by step, and name the cause that stops it."""

from rkconf.doctor.descriptions import launch_of
from rkconf.doctor.examination import Observer, examine, planned, stopped
from rkconf.doctor.model import Cause, Conclusion, Diagnosis, Status, Step, StepName
from rkconf.doctor.plan import Plan
from rkconf.doctor.session import Options

__all__ = [
    "Cause",
    "Conclusion",
    "Diagnosis",
    "Observer",
    "Options",
    "Plan",
    "Status",
    "Step",
    "StepName",
    "examine",
    "launch_of",
    "planned",
    "stopped",
]
