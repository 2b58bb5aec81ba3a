"""The options of ssh in a table of a specification, by name or as words."""

from collections.abc import Iterator

from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span
from rkconf.spec.model import Kernel, Parallel
from rkconf.ssh.connection import connect
from rkconf.toml import Path


def ssh_settings(table: Kernel | Parallel) -> Iterator[tuple[Path, str, str]]:
    """Yield each option of ssh with its place in the table, its keyword in lowercase and its value."""
    for name, value in table.ssh.items():
        yield ("ssh", name), name.lower(), value
    words = tuple(_field(word, index) for index, word in enumerate(("ssh", *table.ssh_options)))
    for option in connect("ssh", words[0], words[1:]).options:
        keyword, value = option.setting if option.letter == "o" else (option.fact.keyword or "", option.text)
        yield ("ssh_options", option.span.start - 1), keyword.lower(), value


def sets(table: Kernel | Parallel, name: str) -> bool:
    """Return whether a table has an option of ssh with this keyword, in any case."""
    return any(keyword == name.lower() for _, keyword, _ in ssh_settings(table))


def _field(word: str, index: int) -> Field:
    """Return a word whose place is its index in the list."""
    text = Excerpt.stand_in(word, Span(index, index + 1))
    return Field(text, text)
