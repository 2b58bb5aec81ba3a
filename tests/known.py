"""Names of versions for tests, and the ends of messages about them."""

from rkconf import tables
from rkconf.versions.model import Released

RELEASED = tables.read(Released, "versions/released.toml").names
"""Every released version."""
RENDERED = ("5.2", "6", "7", "8", "10", "11.1", "12.3", "13.1", "14.1")
"""Versions among which every difference of what is rendered appears."""
CONVERTED = ("5.2", "6", "7", "10")
"""Versions between which every recipe is converted without loss."""
SAME_FLAGS = ("5.2", "6", "7", "8")
"""Versions that start a kernel with the same flag, so that a conversion equals what is rendered."""
UNKNOWN = "7.1"
"""A version that was never released."""
NEAREST = "the nearest are 7 and 8"
"""The end of a message about it."""
RANGE = "known: 4 to 15"
"""The end of a message about a text that is not a version."""
