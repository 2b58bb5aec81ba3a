"""The algorithms that ssh is told to use: a list of names, or a change of the list that it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache

from rkconf.resources import read_facts
from rkconf.ssh.tables import typed

_FILE = "ssh/algorithms.toml"
_LOCAL = "@"
"""Marks a name that is not registered with IANA: `name@domain`. Anyone may add one (RFC 4251, section 6)."""
_REMOVING = "-"


class AlgorithmList(StrEnum):
    """What a list of algorithms is about; each is a table of ``algorithms.toml``."""

    CIPHERS = "ciphers"
    MACS = "macs"
    KEX = "kex"
    HOST_KEYS = "host-keys"


@dataclass(frozen=True, slots=True)
class Algorithms:
    """The names of one list."""

    source: str
    """Where they are documented or how they were measured."""
    known: tuple[str, ...]
    """The names that OpenSSH 9.2 knows (``ssh -Q``)."""
    later: tuple[str, ...]
    """The names that only later versions know."""
    gone: tuple[str, ...]
    """The names that only earlier versions know."""


@cache
def algorithms(name: AlgorithmList) -> Algorithms:
    """Return one list of ``algorithms.toml``."""
    return typed(Algorithms, f"{_FILE}: [{name}]", read_facts(_FILE)[name])


def accepts(name: AlgorithmList, text: str, *, prefixes: str, patterns: bool) -> bool | None:
    """Judge a list of names, as far as ssh checks it before it connects; None where it depends on the version.

    A list that removes names (``-``) is not checked.
    """
    if text[:1] and text[:1] in prefixes:
        if text.startswith(_REMOVING):
            return True
        text = text[1:]
    verdicts = set(_verdicts(algorithms(name), text, patterns=patterns))
    return False if not text or False in verdicts else None if None in verdicts else True


def _verdicts(names: Algorithms, text: str, *, patterns: bool) -> Iterator[bool | None]:
    for each in filter(None, text.split(",")):
        # Of what only earlier versions know another rule speaks.
        if each in (*names.known, *names.gone) or (patterns and any(fnmatchcase(known, each) for known in names.known)):
            yield True
        else:
            yield None if each in names.later or _LOCAL in each[1:] else False
