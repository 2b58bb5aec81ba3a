"""The Front End whose kernels are read back."""

from dataclasses import dataclass

from rkconf.spec.model import OperatingSystem
from rkconf.versions import Version


@dataclass(frozen=True, slots=True)
class Installation:
    """A Front End: its version, and the operating system of its machine where it matters (None: any Unix)."""

    version: Version
    os: OperatingSystem | None = None
