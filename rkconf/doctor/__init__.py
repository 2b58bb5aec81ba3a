"""``rkconf doctor``: try a kernel for real, step by step, and name the cause that stops it.

`rkconf.doctor.examination` does that; it imports asyncio, which takes as long as a part of the login that
`rkconf.doctor.early_start` begins before.
"""

from rkconf.doctor.model import Conclusion, Diagnosis, DiagnosisStep, FailureCause, StepName, StepStatus
from rkconf.doctor.options import Options
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.without_trial import stopped, untried

__all__ = [
    "Conclusion",
    "Diagnosis",
    "DiagnosisStep",
    "FailureCause",
    "Options",
    "StepName",
    "StepStatus",
    "TrialPlan",
    "stopped",
    "untried",
]
