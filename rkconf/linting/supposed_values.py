"""The values that rkconf supposes to follow a command: they belong to no machine of the user, so no fix writes one."""

from collections.abc import Iterable
from functools import cache

from rkconf import versions
from rkconf.edits import Edit
from rkconf.shell.state import HOMES
from rkconf.shell.words import UNKNOWN, UNKNOWN_IN_WORD
from rkconf.source import Source

# A fix may name the usual folder of a version, which is an example too.
_OF_A_MACHINE = ("linkname", "ipaddress", "host", "homeDirectory")


def invents(edits: Iterable[Edit], source: Source) -> bool:
    """Return whether an edit writes a value that rkconf supposed, and that the text does not contain."""
    text = source.decode(source.whole)
    return any(value in edit.text and value not in text for edit in edits for value in _supposed())


@cache
def _supposed() -> frozenset[str]:
    """Return the marks of unknown text, the example homes, and the example names and places of a machine."""
    # Only these facts are read: the records of all versions take longer than the other work for a fix.
    rows = (versions.read(name)["plausible"] for name in versions.names())
    examples = {row[name] for row in rows for name in _OF_A_MACHINE if name in row}
    return frozenset({UNKNOWN, UNKNOWN_IN_WORD, *HOMES, *examples})
