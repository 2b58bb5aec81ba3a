"""The syntax tree of a text: lists, pipelines, and the commands in them."""

from dataclasses import dataclass
from typing import TypeAlias

from rkconf.shell.tokens import Token
from rkconf.shell.words import Word
from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
class Redirection:
    """``> file``, ``2>&1`` ...: the operator (with its descriptor) and the word after it."""

    operator: Excerpt
    target: Word


@dataclass(frozen=True, slots=True)
class SimpleCommand:
    """One program with its words and redirections."""

    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A list in parentheses, which a subshell runs, or in braces."""

    raw: Excerpt
    """The bracket that opens it."""
    commands: "CommandList"
    redirections: tuple[Redirection, ...]
    is_subshell: bool


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound command such as ``if``, or the definition of the function ``name``: what is inside is opaque."""

    raw: Excerpt
    keyword: Word | None
    name: str
    redirections: tuple[Redirection, ...]
    inside: tuple[Token, ...]
    """Its tokens, from the first reserved word to the last."""


AnyCommand: TypeAlias = SimpleCommand | Group | Compound


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands of which each reads what the one before it writes."""

    commands: tuple[AnyCommand, ...]
    negations: int = 0
    """How often ``!`` precedes it."""
    pipes: tuple[Excerpt, ...] = ()
    """What joins each two commands: ``|`` or ``|&``."""


@dataclass(frozen=True, slots=True)
class AndOrList:
    """Pipelines joined by ``&&`` and ``||``; ``end`` is what ends the list: ``;``, ``&``, a newline or nothing."""

    pipelines: tuple[Pipeline, ...]
    connectors: tuple[Excerpt, ...]
    end: Excerpt | None = None
    conjunctions: tuple[Excerpt, ...] = ()
    """`and` and `or` before it: it depends on the status before the list (fish)."""

    @property
    def in_background(self) -> bool:
        """Whether the shell goes on at once."""
        return self.end is not None and "&" in self.end.text


@dataclass(frozen=True, slots=True)
class CommandList:
    """Everything that a shell was given, in order."""

    lists: tuple[AndOrList, ...]
