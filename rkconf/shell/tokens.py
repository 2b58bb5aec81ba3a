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
    """Of a function that is defined here: its name."""
    start: int = field(default=0, compare=False)
    """Where it begins: characters of the text."""
    inside: "tuple[Token, ...]" = ()
    """Of a compound command: its own tokens."""

    def __str__(self) -> str:
        """Return it as it is written."""
        return self.raw.text
