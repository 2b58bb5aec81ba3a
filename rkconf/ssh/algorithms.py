"""The lists of algorithms that ssh takes: names, or a change of its default list (``algorithms.toml``)."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache

from rkconf import tables
from rkconf.record import record

_LOCAL = "@"
"""Marks a name that is not registered with IANA: `name@domain`. Anyone may add one (RFC 4251, section 6)."""
_REMOVING = "-"


class AlgorithmList(StrEnum):
    """The kinds of algorithms; each is a table of ``algorithms.toml``."""

    CIPHERS = "ciphers"
    MACS = "macs"
    KEX = "kex"
    HOST_KEYS = "host-keys"


@record
class Algorithms:
    """The names of one kind of algorithm."""

    source: str
    """Where they are documented or how they were measured."""
    known: tuple[str, ...]
    """The names that OpenSSH 9.2 knows (``ssh -Q``)."""
    later: tuple[str, ...]
    """The names that only later versions know."""
    gone: tuple[str, ...]
    """The names that only earlier versions know."""


@cache
def _tables() -> Mapping[str, Algorithms]:
    return tables.read_rows(Algorithms, "ssh/algorithms.toml")


def algorithms(name: AlgorithmList) -> Algorithms:
    """Return the algorithms of one kind."""
    return _tables()[name]


def accepts(name: AlgorithmList, text: str, *, prefixes: str, patterns: bool) -> bool | None:
    """Return whether ssh takes a list before it connects; None where that depends on its version.

    ssh does not check a list that removes names (``-``).
    """
    if text[:1] and text[:1] in prefixes:
        if text.startswith(_REMOVING):
            return True
        text = text[1:]
    verdicts = set(_verdicts(algorithms(name), text, patterns=patterns))
    return False if not text or False in verdicts else None if None in verdicts else True


def _verdicts(names: Algorithms, text: str, *, patterns: bool) -> Iterator[bool | None]:
    for each in filter(None, text.split(",")):
        # Another rule reports names that only earlier versions know.
        if each in (*names.known, *names.gone) or (patterns and any(fnmatchcase(known, each) for known in names.known)):
            yield True
        else:
            yield None if each in names.later or _LOCAL in each[1:] else False
