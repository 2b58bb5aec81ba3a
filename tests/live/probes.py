"""A probe of a fact about a shell: a text for it, and what arrives if the fact is true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rkconf.shell.facts import UnixShell
from tests.live.rig import Words

Seen = tuple[Words, ...]
"""The arguments of each kernel that was started."""
NOTHING: Seen = ()


@dataclass(frozen=True)
class Other:
    """Something arrives, and it is not this: each shell with the fact has its own."""

    literal: Words


@dataclass(frozen=True)
class Probe:
    """A text for a shell, and what arrives if the shell's facts are true.

    ``./math.sh`` is a program that records its arguments; it precedes ``words``.
    """

    fact: str
    text: str
    expect: Callable[[UnixShell], Seen | Other | None]
    """The arguments that arrive; None where the fact decides nothing."""


def words(fact: str, text: str, expect: Callable[[UnixShell], Seen | Other | None]) -> Probe:
    return Probe(fact, f"./math.sh {text}", expect)


def one(*arguments: str) -> Seen:
    return (arguments,)


def either(fact: str, text: str, yes: Seen, no: Seen = NOTHING) -> Probe:
    """Return a probe of a fact that is true or false."""
    return Probe(fact, text, lambda shell: yes if getattr(shell, fact) else no)


def among(fact: str, text: str, seen: Mapping[str, Seen | None]) -> Probe:
    """Return a probe of a fact that is one of several words."""
    return Probe(fact, text, lambda shell: seen[getattr(shell, fact)])
