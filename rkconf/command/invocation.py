"""Find the program that a reading is about, behind prefixes such as ``env`` and ``cd x &&``."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from re import compile as regex
from typing import Any

from rkconf.programs import facts, is_command
from rkconf.shell.interpreter import Reading, Started
from rkconf.shell.words import Field, Kind

_ASSIGNMENT = regex(r"[A-Za-z_][A-Za-z0-9_]*=")


@dataclass(frozen=True, slots=True)
class Invocation:
    """A program and its arguments; ``prefixes`` are the words that only pass them on."""

    started: Started
    program: Field
    arguments: tuple[Field, ...] = ()
    prefixes: tuple[Field, ...] = ()

    @property
    def words(self) -> tuple[Field, ...]:
        """The program and its arguments."""
        return (self.program, *self.arguments)


def is_kernel(word: Field) -> bool:
    """Say whether a program is the kernel by its name."""
    return word.is_named(facts()["kernel"]["programs"])


def is_start_flag(word: Field) -> bool:
    """Say whether a word starts a kernel on a link, in some version."""
    return word.text.lower() in {"-mathlink", "-wstp"}


def is_one_name(word: Field) -> bool:
    """Say whether somebody wrote the name of a program; else quotes were set amiss, and its last part is no program.

    Then it is a command, or what should stand outside quotes stands inside, with the blanks around it.
    """
    runs = groupby((part for part in word.parts if part.kind is not Kind.QUOTE), key=lambda part: part.quoted)
    between = ("".join(part.value.text for part in parts) for quoted, parts in runs if quoted)
    return not is_command(word.text) and all(text == text.strip() for text in between)


def find(reading: Reading, wanted: frozenset[str]) -> Invocation | None:
    """Return the program that matters: the first that ``wanted`` names, else the first that does not just prepare.

    ``wanted`` holds names of programs or words (in lower case) that one of its arguments must be.
    """
    invocations = [found for started in reading.started if (found := strip(started))]
    preparing = facts()["preparing"]["programs"]
    for invocation in invocations:
        if any(word.base.lower() in wanted for word in invocation.words):
            return invocation
    rest = (invocation for invocation in invocations if invocation.program.text not in preparing)
    return next(rest, None)


def strip(started: Started) -> Invocation | None:
    """Take the prefixes off; None where nothing is left."""
    at = 0
    while at < len(started.words):
        word = started.words[at]
        prefix = facts()["prefix"].get(word.base)
        if prefix is None:
            return Invocation(started, word, started.words[at + 1 :], started.words[:at])
        at = _behind(started.words, at + 1, prefix)
    return None


def _behind(words: tuple[Field, ...], at: int, prefix: Mapping[str, Any]) -> int:
    while at < len(words):
        text = words[at].text
        if text.startswith("-") and text != "-":
            takes_value = text[-1] in prefix.get("values", "") and text[1:2] != "-"
            at += 2 if takes_value else 1
        elif prefix.get("assignments") and _ASSIGNMENT.match(text):
            at += 1
        else:
            break
    return at
