"""Words of a guide in a specification, where the user's own values belong."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rkconf.command import guide_words
from rkconf.command.guide_words import GuideWord, GuideWordsFound
from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.source import Source
from rkconf.spec.model import Specification
from rkconf.spec.rows import Row, rows
from rkconf.toml import Path, Places

_RULE = "guide-word"
_LOGINS = ("host", "user")
_PATHS = ("kernel", "kernel_init")
Texts: TypeAlias = Mapping[Path, str]


def in_brackets(row: Row) -> Iterator[Problem]:
    """Yield the words in brackets, such as ``<host>``: no value of a row may contain them."""
    for path, text in _texts(row).items():
        words = tuple(guide_words.bracketed(Source("", text.encode()).excerpt()))
        if words:
            yield _problem(row, path, words)


def guide_words_alone(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the words without brackets, such as ``YOUR_HOST``, which an ssh configuration may define."""
    for row in rows(specification, places):
        for path, text in _texts(row).items():
            excerpt = Source("", text.encode()).excerpt()
            find = guide_words.login if path[-1] in _LOGINS else guide_words.path
            words = tuple(find(excerpt))
            if words:
                yield replace(_problem(row, path, words), severity=Severity.WARNING)


def _texts(row: Row) -> Texts:
    """Return the values that a guide may name, by their places in the row."""
    named: dict[Path, str | None] = {(key,): getattr(row.table, key, None) for key in (*_LOGINS, *_PATHS)}
    settings: dict[Path, str] = {("ssh", name): value for name, value in row.table.ssh.items()}
    return {**{path: text for path, text in named.items() if text is not None}, **settings}


def _problem(row: Row, path: Path, words: tuple[GuideWord, ...]) -> Problem:
    found = GuideWordsFound(words)
    return row.problem(_RULE, path, found.message, found.advice)
