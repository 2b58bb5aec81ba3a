"""Keys of a specification and options of ssh that give the same value twice, and doubtful values of options."""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span
from rkconf.spec.model import Specification
from rkconf.spec.rows import Row, rows
from rkconf.ssh.connection import connect
from rkconf.ssh.identities import PRIVATE_KEY, PUBLIC_KEY, is_public_key
from rkconf.toml import Path, Places

_KEYS = ("port", "user")
"""The keys for which ssh has a keyword of the same name."""
_IDENTITY = "identityfile"


def doubtful_options(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the options of ssh that contradict a key of the row, or name a public key."""
    for row in rows(specification, places):
        for path, keyword, value in _settings(row):
            own = getattr(row.table, keyword, None) if keyword in _KEYS else None
            if own is not None and str(own) != value:
                # The message contains no value: a login name may contain a password.
                message = f"this option of ssh gives another {keyword} than the key {keyword}; ssh uses one of them"
                yield replace(row.impossible(path, message, f"give {keyword} alone"), severity=Severity.WARNING)
            if keyword == _IDENTITY and is_public_key(value):
                yield replace(row.problem("refused-option", path, PUBLIC_KEY, PRIVATE_KEY), severity=Severity.WARNING)


def _settings(row: Row) -> Iterator[tuple[Path, str, str]]:
    """Yield each option of ssh with its place in the row, its keyword in lowercase and its value."""
    for name, value in row.table.ssh.items():
        yield ("ssh", name), name.lower(), value
    words = tuple(_field(word, index) for index, word in enumerate(("ssh", *row.table.ssh_options)))
    for option in connect("ssh", words[0], words[1:]).options:
        keyword, value = option.setting if option.letter == "o" else (option.fact.keyword or "", option.text)
        yield ("ssh_options", option.span.start - 1), keyword.lower(), value


def _field(word: str, index: int) -> Field:
    """Return a word whose place is its index in the list."""
    text = Excerpt.stand_in(word, Span(index, index + 1))
    return Field(text, text)
