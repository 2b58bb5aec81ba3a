"""The words of a command, and the fields that a shell expands them to."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from rkconf.deferred import pattern
from rkconf.link import Argument
from rkconf.programs import program_name
from rkconf.record import record
from rkconf.source import Excerpt, Span

UNKNOWN = "\ufffc"
"""The character that replaces text that depends on the machine, such as the value of a variable."""
UNKNOWN_IN_WORD = "\ufffb"
"""The character that replaces text that the file computes, and that is a part of one word."""
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
NAME = pattern(_NAME)
"""The name of a variable (POSIX 3.235)."""
ASSIGNMENT = re.compile(rf"({_NAME})=")
"""The start of ``name=value`` (POSIX 2.9.1); the name is group 1."""
LIST_ASSIGNMENT = re.compile(rf"{_NAME}\+?=")
"""The start of ``name=(words)`` or ``name+=(words)``."""


class PartKind(StrEnum):
    """The kind of a part of a word."""

    TEXT = "text"
    QUOTE = "quote"
    """A quote or a backslash that the shell removes."""
    GLOB = "glob"
    TILDE = "tilde"
    BRACE = "brace"
    VARIABLE = "variable"
    SUBSTITUTION = "substitution"
    """A command that is replaced by its output."""
    ARRAY = "array"
    """The list in parentheses that a variable is set to."""
    ARITHMETIC = "arithmetic"
    EQUALS = "equals"
    UNKNOWN = "unknown"
    """Text that was unknown to an earlier shell."""


@record
class Part:
    """A part of a word: ``raw`` is its source text, ``value`` the text if nothing expands it."""

    kind: PartKind
    raw: Excerpt
    value: Excerpt
    quoted: bool = False
    name: str = ""
    """The name of a variable, or the user after a tilde."""
    operator: str = ""
    """The operator of a variable, such as ``%%@*``, or the text before a tilde."""


@record
class Word:
    """A word before expansion."""

    raw: Excerpt
    parts: tuple[Part, ...]

    @property
    def quoted(self) -> bool:
        """Whether it contains quotes, so that an empty value is still a word."""
        return any(part.kind is PartKind.QUOTE for part in self.parts)


@record
class Expansion:
    """A part of a word that the shell expands; ``value`` is None if it depends on the machine."""

    kind: PartKind
    raw: Excerpt
    value: str | None
    quoted: bool
    name: str = ""


@record
class Field:
    """One argument as a program receives it, with its source."""

    raw: Excerpt
    value: Excerpt
    parts: tuple[Part, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    separators: str = "/"
    """The characters between the directories of a path."""
    splits: bool = False
    """Whether it may be several fields or none, because an unquoted piece is unknown."""

    def __str__(self) -> str:
        """Return the source text."""
        return self.raw.text

    @property
    def text(self) -> str:
        """The text of the value."""
        return self.value.text

    @property
    def known(self) -> bool:
        """Whether no piece depends on the machine."""
        return UNKNOWN not in self.value.text

    @property
    def unknown(self) -> tuple[Expansion, ...]:
        """The expansions that depend on the machine."""
        return tuple(expansion for expansion in self.expansions if expansion.value is None)

    @property
    def removed(self) -> tuple[Excerpt, ...]:
        """The quotes and backslashes that the shell removes."""
        return tuple(part.raw for part in self.parts if part.kind is PartKind.QUOTE)

    @property
    def argument(self) -> Argument:
        """The field as an argument of the kernel."""
        return Argument(self.raw, self.value)

    @property
    def base(self) -> str:
        """The program name: ``MathKernel`` for ``/Applications/.../MathKernel`` and for ``MathKernel.exe``."""
        return program_name(self.text, self.separators)

    def is_named(self, names: tuple[str, ...] | frozenset[str]) -> bool:
        """Return whether the program has one of these names, ignoring case as Windows and macOS do."""
        return self.base.lower() in _in_lowercase(names)


@cache
def _in_lowercase(names: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


_SHOWN = str.maketrans(dict.fromkeys((UNKNOWN, UNKNOWN_IN_WORD), "..."))


def shown(text: str) -> str:
    """Return text for a message, with dots for each unknown piece."""
    return text.translate(_SHOWN)


def filled_in(text: Excerpt) -> Excerpt:
    """Return text as the value of a word: a part that the file computes is unknown to the shell as well."""
    if UNKNOWN_IN_WORD not in text.text:
        return text
    return Excerpt(text.text.replace(UNKNOWN_IN_WORD, UNKNOWN), text.starts, text.ends, text.anchor)


def joined(words: Sequence[Field]) -> Excerpt:
    """Return the text of words joined by spaces, as ssh and ``eval`` join them."""
    # The span of a space is the end of the word before it, so that it covers no byte of a word.
    ends = (Span(word.raw.span.end, word.raw.span.end) for word in words)
    spaces = (Excerpt.stand_in(" ", end) for end in ends)
    pieces = [piece for pair in zip((word.value for word in words), spaces, strict=True) for piece in pair][:-1]
    return Excerpt.join(pieces, words[0].raw.span.start if words else 0)
