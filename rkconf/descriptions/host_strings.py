"""The plain texts that every version of ``LaunchKernels`` takes for a host.

Source: the parallel package of 10.0, 11.0 and 11.1.
"""

from rkconf.deferred import pattern
from rkconf.descriptions.address import KernelAddress

_HOST = pattern(r"\w+(?:\.\w+)*")


def is_plain_host(address: KernelAddress) -> bool:
    """Return whether an address consists of words with dots between them, and does not mean this machine."""
    return not address.is_local and _HOST.fullmatch(address.whole.text) is not None
