"""Words of a guide that were left in a command, such as ``<username>@<host>`` or ``/path/to/MathKernel``."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rkconf import tables
from rkconf.deferred import pattern
from rkconf.diagnostics import enumeration
from rkconf.record import record
from rkconf.source import Excerpt

_FILE = "command/guide_words.toml"
_POSSESSIVE = "your"
_SEPARATORS = pattern(r"[\s._-]+|(?<=your)(?=[a-z])|(?<=my)(?=[a-z])")


@record
class GuideWordTable:
    """The words of guides (``guide_words.toml``)."""

    opening: tuple[str, ...]
    """The brackets before a word."""
    closing: tuple[str, ...]
    """The brackets after it, in the same order."""
    possessive: tuple[str, ...]
    """The words that may precede it."""
    fillers: tuple[str, ...]
    """The words that may surround it."""
    alone: tuple[str, ...]
    """The hosts in lowercase that are such words without brackets."""
    folders: tuple[str, ...]
    """The beginnings of paths that guides write."""
    supposed: Mapping[str, str]
    """The words, each with a value that shows how the rest of a command is read."""


@record
class GuideWord:
    """A word of a guide: its place, and the value that rkconf supposes instead."""

    raw: Excerpt
    supposed: str


@record
class GuideWordsFound:
    """The words of guides in one command or description; at least one."""

    words: tuple[GuideWord, ...]

    @property
    def message(self) -> str:
        """The fact that the words are left, and its consequence."""
        several = len(self.words) > 1
        belong, values = ("belong", "values are") if several else ("belongs", "value is")
        return f"{self._names} {belong} to a guide: your own {values} missing"

    @property
    def advice(self) -> str:
        """The next step."""
        return f"write your own {'values' if len(self.words) > 1 else 'value'} instead of {self._names}"

    @property
    def _names(self) -> str:
        return enumeration(list(dict.fromkeys(f"`{word.raw}`" for word in self.words)))


@cache
def table() -> GuideWordTable:
    """Return the words of guides."""
    return tables.read(GuideWordTable, _FILE)


def bracketed(text: Excerpt) -> Iterator[GuideWord]:
    """Yield the words in brackets, such as ``<your host>``; ``${name}`` and ``<in >out`` are none."""
    for match in _brackets().finditer(text.text):
        name, at = match[0][1:-1].removesuffix("@"), match[0][-2]
        supposed = _supposed(name)
        if supposed and at == "@":
            yield GuideWord(text[match.start() : match.end()], f"{supposed}@")
        elif supposed:
            yield GuideWord(text[match.start() : match.end()], supposed)


@cache
def _brackets() -> re.Pattern[str]:
    pairs = zip(table().opening, table().closing, strict=True)
    each = (rf"{re.escape(opening)}\w(?:[\w .-]*\w)?@?{re.escape(closing)}" for opening, closing in pairs)
    return re.compile(rf"(?<![$<{{\[])(?:{'|'.join(each)})")


def login(text: Excerpt) -> Iterator[GuideWord]:
    """Yield the parts of ``user@host`` that are such words in capitals, after ``your``, or names of no machine."""
    user, at, _ = text.text.rpartition("@")
    for part in (text[: len(user)], text[len(user) + len(at) :]):
        supposed = _supposed(part.text) if _is_shouted(part.text) else None
        if supposed:
            yield GuideWord(part, supposed)


def _is_shouted(text: str) -> bool:
    is_capital = text.isupper() and any(each.isalpha() for each in text)
    return is_capital or text.lower().startswith(_POSSESSIVE) or text in table().alone


def path(text: Excerpt) -> Iterator[GuideWord]:
    """Yield the beginning of a path that a guide writes, such as ``/path/to/``."""
    folder = next((each for each in table().folders if text.text.lower().startswith(each)), None)
    if folder:
        yield GuideWord(text[: len(folder)], "/opt/")


def paths(text: Excerpt) -> Iterator[GuideWord]:
    """Yield the beginnings of all such paths in a command, however a shell reads it."""
    for found in re.finditer(r"(?<![^\s'\"])/", text.text):
        yield from path(text[found.start() :])


def _supposed(text: str) -> str | None:
    """Return the supposed value of the last word of a guide in a text; None if the text has other words."""
    words = [word for word in _SEPARATORS.split(text.lower()) if word]
    known = [table().supposed[word] for word in words if word in table().supposed]
    allowed = {*table().possessive, *table().fillers, *table().supposed}
    return known[-1] if known and allowed.issuperset(words) else None
