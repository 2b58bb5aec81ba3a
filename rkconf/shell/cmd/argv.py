r"""How a program of Windows splits the line that it is handed: as Microsoft's C runtime does.

Blanks separate, quotes keep them, and a backslash is one of a path unless a quote follows: then two of them are one,
and one is for the quote. Two quotes inside quotes are one (since Visual C++ 2008; before it they ended the quotes too).

Source: Microsoft's "Parsing C++ Command-Line Arguments"; measured with Wine. The ssh of Cygwin has rules of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rkconf.shell.words import UNKNOWN, Expansion, Field, Part, PartKind
from rkconf.source import Excerpt

_BLANKS = " \t"
# A name may hold anything else too, and nobody gives such a one: `%h:%p` is meant as it stands. Behind the name may
# stand which part of the value is meant, or what is put in the place of what (measured with Wine).
_VARIABLE = re.compile(r'%([A-Za-z_][A-Za-z0-9_()]*)(?::(?:~|[^%"=~][^%"=]*=)[^%"]*)?%')


@dataclass
class Line:
    """What of a text a program is handed: the places of its characters, and of those that are taken away before."""

    kept: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def keep(self, place: int) -> None:
        """Hand the character at ``place`` on."""
        self.kept.append(place)

    def remove(self, place: int) -> None:
        """Take the character at ``place`` away."""
        self.removed.append(place)

    def text(self, string: str) -> str:
        """Return what is handed on of ``string``."""
        return "".join(string[place] for place in self.kept)


def split(text: Excerpt, line: Line) -> tuple[Field, ...]:
    """Return the program and its arguments; what is taken away around them is told by the first and the last word."""
    words = list(_words(text, line))
    if words:
        before = (place for place in line.removed if text.ends[place] <= words[0].raw.span.start)
        words[0] = replace(words[0], parts=(*(_mark(text, place) for place in before), *words[0].parts))
        behind = (place for place in line.removed if text.starts[place] >= words[-1].raw.span.end)
        words[-1] = replace(words[-1], parts=(*words[-1].parts, *(_mark(text, place) for place in behind)))
    return tuple(words)


def _words(text: Excerpt, line: Line) -> Iterator[Field]:
    string = line.text(text.text)
    at = _behind(string, 0, _BLANKS)
    while at < len(string):
        word = _WordReader(string, at)
        word.read()
        yield _word(text, line, word)
        at = _behind(string, word.at, _BLANKS)


def _mark(text: Excerpt, place: int) -> Part:
    return Part(PartKind.QUOTE, text[place : place + 1], text[place:place])


def _behind(string: str, at: int, characters: str) -> int:
    while at < len(string) and string[at] in characters:
        at += 1
    return at


class _WordReader:
    """Read one word: which characters of it are only marks, and which stand between quotes."""

    def __init__(self, string: str, at: int) -> None:
        self.string = string
        self.start = self.at = at
        self.marks: set[int] = set()
        self.quoted: set[int] = set()
        self.inside = False

    def read(self) -> None:
        """Go to the end of the word."""
        while self.at < len(self.string) and (self.inside or self.string[self.at] not in _BLANKS):
            if self.inside:
                self.quoted.add(self.at)
            if variable := _VARIABLE.match(self.string, self.at):
                self.at = variable.end() - 1
            elif self.string[self.at] == '"':
                self._quote()
            elif self.string[self.at] == "\\":
                self._backslashes()
            self.at += 1

    def _quote(self) -> None:
        self.marks.add(self.at)
        if self.inside and self.string.startswith('"', self.at + 1):
            self.at += 1
        else:
            self.inside = not self.inside

    def _backslashes(self) -> None:
        """Go to the last of some backslashes, or to a quote that they make an ordinary character."""
        end = _behind(self.string, self.at, "\\")
        count = end - self.at
        if self.string.startswith('"', end):
            self.marks.update(range(end - (count + 1) // 2, end))
            end += count % 2
        if self.inside:
            self.quoted.update(range(self.at, end))
        self.at = end - 1


def _word(text: Excerpt, line: Line, word: _WordReader) -> Field:
    first, last = line.kept[word.start], line.kept[word.at - 1]
    while first - 1 in line.removed and text.text[first - 1] == "^":
        first -= 1
    parts = tuple(_parts(text, line, word, range(first, last + 1)))
    expansions = tuple(
        Expansion(part.kind, part.raw, None, part.quoted, part.name) for part in parts if part.kind is PartKind.VARIABLE
    )
    raw = text[first : last + 1]
    return Field(raw, Excerpt.join([part.value for part in parts], raw.span.start), parts, expansions, separators="/\\")


def _parts(text: Excerpt, line: Line, word: _WordReader, places: range) -> Iterator[Part]:
    """Yield the characters as they are meant; what stands together and means the same is one part."""
    index = {place: at for at, place in enumerate(line.kept)}
    start = places.start
    while start in places:
        at = index.get(start)
        variable = _VARIABLE.match(text.text, start, places.stop)
        end = variable.end() if variable else start + 1
        quoted = at in word.quoted
        if at is None or at in word.marks:
            end = start + 1
            yield _mark(text, start)
        elif variable:
            raw = text[start:end]
            yield Part(PartKind.VARIABLE, raw, Excerpt.stand_in(UNKNOWN, raw.span), quoted, variable[1])
        else:
            while end in places and _is_like(index.get(end), word, quoted=quoted) and text.text[end] != "%":
                end += 1
            yield Part(PartKind.TEXT, text[start:end], text[start:end], quoted)
        start = end


def _is_like(at: int | None, word: _WordReader, *, quoted: bool) -> bool:
    return at is not None and at not in word.marks and (at in word.quoted) is quoted
