"""Findings that follow from other findings of the same launch.

Reports show the cause and count its consequences. A consequence is not fixed until its cause is gone.
"""

from collections.abc import Mapping

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    # Without a host, ssh reads the flags of the kernel as its own, and the next word as the host.
    "bad-forward": ("missing-host",),
    "link-mode": ("missing-host",),
    "missing-kernel-protocol": ("missing-host",),
    "missing-link-host": ("missing-host",),
    "missing-mathlink": ("missing-host",),
    "missing-link-name": ("missing-host",),
}
"""The causes of the findings of each rule: the names of other rules."""
