"""The symbols for kernels that are not in every version."""

from collections.abc import Mapping
from functools import cache

from rkconf import tables, versions
from rkconf.record import record
from rkconf.source import Span
from rkconf.versions import Version

NEWEST = "KernelConfiguration"
"""The newest function that describes a kernel."""


@record
class SymbolFact:
    """When a symbol is new and when another one supersedes it; a version as written, None where that is unknown."""

    name: str
    """The symbol without its context."""
    since: str | None = None
    """The first version that has it."""
    superseded: str | None = None
    """The version from which the documentation names another symbol."""
    by: str | None = None
    """That other symbol."""
    tolerated: tuple[str, ...] = ()
    """Older versions in which the symbol may exist, or another one of that name."""
    is_renamed: bool = True
    """Whether the other symbol takes the same arguments."""
    is_called: bool = False
    """Whether only a call without arguments shows that this symbol is meant, and not a word of the program."""

    def is_new_after(self, version: Version) -> bool:
        """Return whether a version does not have the symbol yet."""
        since = versions.order(self.since) if self.since else None
        return bool(since and version.order < since and version.name not in self.tolerated)


@record
class SymbolUse:
    """One use of such a symbol."""

    fact: SymbolFact
    span: Span


@cache
def symbols() -> Mapping[str, SymbolFact]:
    """Return the facts by the name of the symbol, without its context."""
    return tables.read_rows(SymbolFact, "descriptions/symbols.toml")
