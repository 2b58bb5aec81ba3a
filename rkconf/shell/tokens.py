"""A token: a word, an operator or a whole compound command of a text."""

from dataclasses import dataclass, field

from rkconf.shell.words import Word
from rkconf.source import Excerpt


@dataclass(frozen=True, slots=True)
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
