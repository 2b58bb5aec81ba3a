"""The folders that the builder reads and writes."""

from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
BUILD = CHECKOUT / "docs" / "build"
PAGE = CHECKOUT / "docs" / "page"
MODULES = PAGE / "node_modules"
KEPT = CHECKOUT / "build" / "page"
"""The parts that take long to make, by a hash of their sources."""
