"""The Front End whose kernels are extracted."""

from rkconf.record import record
from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version


@record
class Installation:
    """A Front End: its version, and the operating system of its machine (None: any Unix)."""

    version: Version
    os: OperatingSystem | None = None
