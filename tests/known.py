"""The ends of messages about an unknown version, which list the known ones."""

from rkconf import versions

FRONT_ENDS = f"known: {', '.join(version.name for version in versions.known())}"
KERNELS = f"known: {', '.join(version.name for version in versions.known(front_end=False))}"
UNKNOWN = "99"
"""A version that rkconf does not know."""
