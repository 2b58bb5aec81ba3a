"""The words of a command: how they are written, and what the shell makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rkconf.link import Argument
from rkconf.programs import program_name
from rkconf.source import Excerpt, Span

UNKNOWN = "\ufffc"
"""The character that stands for a piece of text that only the machine knows: what a variable or a pattern holds."""


class PartKind(StrEnum):
    """What a part of a written word is to the shell."""

    TEXT = "text"
    QUOTE = "quote"
    """A quote or a backslash that the shell removes."""
    GLOB = "glob"
    TILDE = "tilde"
    BRACE = "brace"
    VARIABLE = "variable"
    SUBSTITUTION = "substitution"
    """A command whose output takes its place."""
    ARRAY = "array"
    """The words in parentheses that a variable is set to."""
    ARITHMETIC = "arithmetic"
    EQUALS = "equals"
    UNKNOWN = "unknown"
    """Text that an earlier reader could not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word: ``raw`` as it is written, ``value`` as it is left when nothing expands it."""

    kind: PartKind
    raw: Excerpt
    value: Excerpt
    quoted: bool = False
    name: str = ""
    """Of a variable: its name."""
    operator: str = ""
    """Of a variable: what follows the name in braces, such as ``%%@*``."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the lexer found it."""

    raw: Excerpt
    parts: tuple[Part, ...]

    @property
    def quoted(self) -> bool:
        """Whether any part was quoted, so that an empty value still is a word."""
        return any(part.kind is PartKind.QUOTE for part in self.parts)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What stood in a word and what the shell put in its place; None where only the machine knows."""

    kind: PartKind
    raw: Excerpt
    value: str | None
    quoted: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One argument as a program receives it, and how it came to be."""

    raw: Excerpt
    value: Excerpt
    parts: tuple[Part, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    separators: str = "/"
    """What separates the folders of a path where the word is read."""
    splits: bool = False
    """Whether it may be several fields or none: an unquoted piece of it is unknown."""

    def __str__(self) -> str:
        """Return it as it is written."""
        return self.raw.text

    @property
    def text(self) -> str:
        """The value alone."""
        return self.value.text

    @property
    def known(self) -> bool:
        """Whether nothing in it depends on the machine."""
        return UNKNOWN not in self.value.text

    @property
    def unknown(self) -> tuple[Expansion, ...]:
        """What depends on the machine."""
        return tuple(expansion for expansion in self.expansions if expansion.value is None)

    @property
    def removed(self) -> tuple[Excerpt, ...]:
        """The quotes and backslashes that the shell took away."""
        return tuple(part.raw for part in self.parts if part.kind is PartKind.QUOTE)

    @property
    def argument(self) -> Argument:
        """The same word for the reader of link arguments."""
        return Argument(self.raw, self.value)

    @property
    def base(self) -> str:
        """The last part of a path: ``MathKernel`` of ``/Applications/.../MathKernel`` and of ``MathKernel.exe``."""
        return program_name(self.text, self.separators)

    def is_named(self, names: tuple[str, ...] | frozenset[str]) -> bool:
        """Say whether the program has one of these names; Windows and macOS make small letters of capitals."""
        return self.base.lower() in _in_small_letters(names)


@cache
def _in_small_letters(names: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def joined(words: Sequence[Field]) -> Excerpt:
    """Return the text of some words with a space between each two, as ssh and ``eval`` hand it on."""
    # A space is where the word before it ends: never on a byte of a word.
    ends = (Span(word.raw.span.end, word.raw.span.end) for word in words)
    spaces = (Excerpt.stand_in(" ", end) for end in ends)
    pieces = [piece for pair in zip((word.value for word in words), spaces, strict=True) for piece in pair][:-1]
    return Excerpt.join(pieces, words[0].raw.span.start if words else 0)
