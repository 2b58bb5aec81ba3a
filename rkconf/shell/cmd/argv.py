r"""Split a command line as a program of Windows does, with Microsoft's C runtime.

Spaces separate arguments, except inside quotes. A backslash is literal unless a quote follows: then two backslashes
are one, and a single one escapes the quote. Two quotes inside quotes are one quote (since Visual C++ 2008; earlier
versions also ended the quotes there).

Source: Microsoft's "Parsing C++ Command-Line Arguments"; measured with Wine. Cygwin's ssh has different rules.
"""

import re
from collections.abc import Iterator, Mapping

from rkconf.record import field, record, replace
from rkconf.shell.words import UNKNOWN, Expansion, Field, Part, PartKind, filled_in
from rkconf.source import Excerpt

_SPACES = " \t"
# Names may contain other characters, but `%h:%p` is more likely literal text. The name may be followed by a substring
# or a replacement (measured with Wine).
_VARIABLE = re.compile(r'%([A-Za-z_][A-Za-z0-9_()]*)(?::(?:~|[^%"=~][^%"=]*=)[^%"]*)?%')


@record(frozen=False)
class CommandTail:
    """The part of a text that a program receives: the offsets of its characters, and of those that cmd.exe removes."""

    kept: list[int] = field(default_factory=list)
    removed: dict[int, None] = field(default_factory=dict)

    def keep(self, offset: int) -> None:
        """Keep the character at ``offset``."""
        self.kept.append(offset)

    def remove(self, offset: int) -> None:
        """Remove the character at ``offset``."""
        self.removed[offset] = None

    @property
    def places(self) -> Mapping[int, int]:
        """The index of each kept character, by its offset."""
        return {offset: at for at, offset in enumerate(self.kept)}

    def text(self, string: str) -> str:
        """Return the characters of ``string`` that are kept."""
        return "".join(string[offset] for offset in self.kept)


def split(text: Excerpt, tail: CommandTail) -> tuple[Field, ...]:
    """Return the program and its arguments; removed characters around them are parts of the first and the last word."""
    words = list(_words(text, tail))
    if words:
        before = (offset for offset in tail.removed if text.ends[offset] <= words[0].raw.span.start)
        words[0] = replace(words[0], parts=(*(_quote_part(text, offset) for offset in before), *words[0].parts))
        after = (offset for offset in tail.removed if text.starts[offset] >= words[-1].raw.span.end)
        words[-1] = replace(words[-1], parts=(*words[-1].parts, *(_quote_part(text, offset) for offset in after)))
    return tuple(words)


def _words(text: Excerpt, tail: CommandTail) -> Iterator[Field]:
    string, places = tail.text(text.text), tail.places
    at = _past(string, 0, _SPACES)
    while at < len(string):
        word = _WordReader(string, at)
        word.read()
        yield _word(text, tail, places, word)
        at = _past(string, word.at, _SPACES)


def _quote_part(text: Excerpt, offset: int) -> Part:
    return Part(PartKind.QUOTE, text[offset : offset + 1], text[offset:offset])


def _past(string: str, at: int, characters: str) -> int:
    while at < len(string) and string[at] in characters:
        at += 1
    return at


class _WordReader:
    """Read one word: find the characters that are removed, and those between quotes."""

    def __init__(self, string: str, at: int) -> None:
        self.string = string
        self.start = self.at = at
        self.marks: set[int] = set()
        self.quoted: set[int] = set()
        self.inside = False

    def read(self) -> None:
        """Move to the end of the word."""
        while self.at < len(self.string) and (self.inside or self.string[self.at] not in _SPACES):
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
        """Move to the last of some backslashes, or to a quote that they escape."""
        end = _past(self.string, self.at, "\\")
        count = end - self.at
        if self.string.startswith('"', end):
            self.marks.update(range(end - (count + 1) // 2, end))
            end += count % 2
        if self.inside:
            self.quoted.update(range(self.at, end))
        self.at = end - 1


def _word(text: Excerpt, tail: CommandTail, places: Mapping[int, int], word: _WordReader) -> Field:
    first, last = tail.kept[word.start], tail.kept[word.at - 1]
    while text.text[first - 1] == "^" and first - 1 in tail.removed:
        first -= 1
    parts = tuple(_parts(text, places, word, range(first, last + 1)))
    expansions = tuple(
        Expansion(part.kind, part.raw, None, part.quoted, part.name) for part in parts if part.kind is PartKind.VARIABLE
    )
    raw = text[first : last + 1]
    return Field(
        raw,
        Excerpt.join([filled_in(part.value) for part in parts], raw.span.start),
        parts,
        expansions,
        separators="/\\",
    )


def _parts(text: Excerpt, index: Mapping[int, int], word: _WordReader, offsets: range) -> Iterator[Part]:
    """Yield the parts of a word; adjacent characters of the same kind are one part."""
    start = offsets.start
    while start in offsets:
        at = index.get(start)
        variable = _VARIABLE.match(text.text, start, offsets.stop)
        end = variable.end() if variable else start + 1
        quoted = at in word.quoted
        if at is None or at in word.marks:
            end = start + 1
            yield _quote_part(text, start)
        elif variable:
            raw = text[start:end]
            yield Part(PartKind.VARIABLE, raw, Excerpt.stand_in(UNKNOWN, raw.span), quoted, variable[1])
        else:
            while end in offsets and _is_like(index.get(end), word, quoted=quoted) and text.text[end] != "%":
                end += 1
            yield Part(PartKind.TEXT, text[start:end], text[start:end], quoted)
        start = end


def _is_like(at: int | None, word: _WordReader, *, quoted: bool) -> bool:
    return at is not None and at not in word.marks and (at in word.quoted) is quoted
