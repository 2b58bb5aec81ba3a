"""The step ``kernel``."""

from rkconf.doctor.findings import Finding, unknown
from rkconf.doctor.model import Words
from rkconf.doctor.plan import Plan
from rkconf.doctor.session import Session


def commands(_: Plan) -> tuple[Words, ...]:
    """Return the commands of this step."""
    return ()


async def check(_: Session) -> Finding:
    """Try the step."""
    return unknown("not tried yet")
