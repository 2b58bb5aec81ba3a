"""The Front End whose kernels are extracted."""

from rkconf.record import record
from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version, known


@record
class Installation:
    """A Front End: its version, and the operating system of its machine (None: any Unix)."""

    version: Version
    os: OperatingSystem | None = None


def nearest(version: Version) -> tuple[Version, ...]:
    """Return the known versions, those that were released closest to ``version`` first."""
    every = known()
    at = every.index(version)
    return tuple(sorted(every, key=lambda each: abs(every.index(each) - at)))
