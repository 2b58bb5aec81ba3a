"""Which findings follow from which others of the same launch: while the cause is there, nobody needs the rest.

The cause is reported, and what follows from it is folded. No fix of a consequence is made while its cause is there.
"""

from collections.abc import Mapping

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    # Without a host ssh takes the kernel's flags for its own, and the next word for the host.
    "bad-forward": ("missing-host",),
    "link-mode": ("missing-host",),
    "missing-kernel-protocol": ("missing-host",),
    "missing-link-host": ("missing-host",),
    "missing-mathlink": ("missing-host",),
    "missing-link-name": ("missing-host",),
}
"""For the name of a rule the names of those whose error is the cause."""
