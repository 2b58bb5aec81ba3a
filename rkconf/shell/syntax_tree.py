"""The tokens and the syntax tree of a text: lists, pipelines, and the commands in them."""

from typing import TypeAlias

from rkconf.record import field, record
from rkconf.shell.words import Word
from rkconf.source import Excerpt


@record
class Token:
    """A word or an operator; ``kind`` is the name of a terminal in ``grammar/command.lark``."""

    kind: str
    raw: Excerpt
    word: Word | None = None
    name: str = ""
    """The name of the function that is defined here."""
    start: int = field(default=0, compare=False)
    """The offset of its first character in the text."""
    inside: "tuple[Token, ...]" = ()
    """The tokens of a compound command."""

    def __str__(self) -> str:
        """Return the source text."""
        return self.raw.text


@record
class Redirection:
    """``> file``, ``2>&1`` ...: the operator, with its descriptor, and the word after it."""

    operator: Excerpt
    target: Word


@record
class SimpleCommand:
    """One program with its words and redirections."""

    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]


@record
class Group:
    """A list in parentheses, which runs in a subshell, or in braces."""

    raw: Excerpt
    """The opening parenthesis or brace."""
    commands: "CommandList"
    redirections: tuple[Redirection, ...]
    is_subshell: bool


@record
class Compound:
    """A compound command such as ``if``, or the definition of the function ``name``, not parsed yet."""

    raw: Excerpt
    keyword: Word | None
    name: str
    redirections: tuple[Redirection, ...]
    inside: tuple[Token, ...]
    """Its tokens, from the first reserved word to the last."""


AnyCommand: TypeAlias = SimpleCommand | Group | Compound


@record
class Pipeline:
    """Commands that each read the output of the previous one."""

    commands: tuple[AnyCommand, ...]
    negations: int = 0
    """The number of ``!`` in front of it."""
    pipes: tuple[Excerpt, ...] = ()
    """The pipes between the commands: ``|`` or ``|&``."""


@record
class AndOrList:
    """Pipelines joined by ``&&`` and ``||``; ``end`` is the ``;``, ``&`` or newline after the list, if any."""

    pipelines: tuple[Pipeline, ...]
    connectors: tuple[Excerpt, ...]
    end: Excerpt | None = None
    conjunctions: tuple[Excerpt, ...] = ()
    """The `and` and `or` in front of it: it depends on the status before the list (fish)."""

    @property
    def in_background(self) -> bool:
        """Whether the shell continues at once."""
        return self.end is not None and "&" in self.end.text


@record
class CommandList:
    """All commands of a text or a clause, in order."""

    lists: tuple[AndOrList, ...]
