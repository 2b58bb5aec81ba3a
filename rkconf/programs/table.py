"""The programs that rkconf knows: their options, and what they do with their other words (``programs.toml``)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from rkconf.resources import read_facts

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_NUMBER = re.compile(r"-[0-9]+")


@dataclass(frozen=True, slots=True)
class HandingOn:
    """A program that runs the rest of its words as a command; every field is explained in ``programs.toml``."""

    name: str
    flags: str = ""
    values: str = ""
    long: tuple[str, ...] = ()
    operands: int = 0
    assignments: bool = False
    dash: bool = False
    numbers: bool = False
    asking: tuple[str, ...] = ()
    detaches: Literal["never", "leader"] = "never"
    detaching: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    text: str = ""
    installed: Literal["always", "perhaps"] = "always"
    operand: str = ""
    needs_option: bool = False
    subcommands: Mapping[str, str] = field(default_factory=dict)
    detached_by: str = ""
    text_alone: bool = False

    def command(self, words: Sequence[str]) -> int | None:
        """Return how many of ``words`` come before the command; None where an option is not known."""
        at = self._past_options(words)
        if at is None:
            return None
        while self.assignments and at < len(words) and _ASSIGNMENT.match(words[at]):
            at += 1
        return at + self.operands

    def refusal(self, words: Sequence[str], before: int) -> str:
        """Return what the program refuses of the words before its command; empty where it takes them."""
        if self.needs_option and not any(word.startswith("-") for word in words[:before]):
            return "wants an option"
        operands = words[before - self.operands : before] if self.operand else ()
        wrong = [word for word in operands if _is_other(word, self.operand)]
        return f"takes no {wrong[0]} there" if wrong else ""

    def is_detached(self, words: Sequence[str]) -> bool:
        """Say whether the options let it go on by itself."""
        letters = {letter for word in words if word[:1] == "-" and word[:2] != "--" for letter in word[1:]}
        return bool(self.detached_by) and letters >= set(self.detached_by)

    def _past_options(self, words: Sequence[str]) -> int | None:
        at = 0
        while at < len(words) and words[at].startswith("-"):
            text = words[at]
            if text == "--":
                return at + 1
            if text == "-" and not self.dash:
                return at
            length = self._length(text)
            if not length:
                return None
            at += length
        return at

    def _length(self, text: str) -> int:
        """Return how many words an option takes; 0 where it is not known."""
        if text.startswith("--") or text in self.long:
            return 2 if text in self.long else 1
        if text == "-" or (self.numbers and _NUMBER.fullmatch(text)):
            return 1
        for at, letter in enumerate(text[1:], start=1):
            if letter in self.values:
                return 1 if text[at + 1 :] else 2
            if letter not in self.flags and text not in self.asking:
                return 0
        return 1


@dataclass(frozen=True, slots=True)
class Programs:
    """The whole table."""

    handing_on: Mapping[str, HandingOn]
    shells: Mapping[str, str]
    """The programs that are shells, each with the name of the shell whose facts it has."""
    detaching: frozenset[str]
    taking_no_words: frozenset[str]
    """The programs that read a command from their input, and take none as words."""
    statuses: Mapping[str, str]
    """The programs that only prepare what follows, each with its exit status: success, failure or unknown."""
    asking: frozenset[str]
    wanting_terminal: frozenset[str]
    """Programs that reach another machine from a terminal alone, and forward no port."""
    starts_nothing: frozenset[str]
    """Programs that reach another machine and start nothing there."""
    kernels: tuple[str, ...]
    kernel_placeholders: tuple[str, ...]
    java: tuple[str, ...]
    java_placeholders: tuple[str, ...]
    archive_flag: str


@cache
def table() -> Programs:
    """Return the table.

    Raises:
        ValueError: A row holds what no field of it is; the message names the file and the row.
    """
    read = read_facts("programs/programs.toml")
    statuses = {name: status for status, names in read["prepare"].items() for name in names}
    return Programs(
        {name: _handing_on(name, row) for name, row in read["hand-on"].items()},
        read["start-shell"],
        frozenset(read["detach"]["programs"]),
        frozenset(read["detach"]["taking_no_words"]),
        statuses,
        frozenset(read["ask"]["programs"]),
        frozenset(read["terminal"]["programs"]),
        frozenset(read["nothing"]["programs"]),
        tuple(read["kernel"]["programs"]),
        tuple(read["kernel"]["placeholders"]),
        tuple(read["java"]["programs"]),
        tuple(read["java"]["placeholders"]),
        read["java"]["archive_flag"],
    )


def _handing_on(name: str, row: Mapping[str, Any]) -> HandingOn:
    try:
        given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        return HandingOn(name, **given)
    except TypeError as error:
        message = f"programs/programs.toml, [hand-on.{name}]: {error}"
        raise ValueError(message) from None


def _is_other(word: str, form: str) -> bool:
    """Return whether an operand is known, and not of the form that the program takes."""
    return word.isprintable() and word.isascii() and not re.compile(form).fullmatch(word)


def names() -> Iterator[str]:
    """Yield the names of all programs in the table but the clients of ssh."""
    known = table()
    yield from known.handing_on
    yield from known.shells
    yield from known.kernels
    yield from known.java
