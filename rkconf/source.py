"""Text that knows its bytes.

A `Source` is read as Latin-1: one character is one byte, no file is undecodable, and unedited
bytes are written back unchanged. An `Excerpt` is text *derived* from a source (an unescaped string,
a command after the local shell) in which every character still knows the bytes that it came from.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from rkconf.deferred import pattern
from rkconf.record import field, record

_LARGEST_PLACE = 2**32
"""Places below it fit into four bytes each."""
# In UTF-8, a byte from the first value up to the second continues a character.
_CONTINUES, _BEGINS = 0x80, 0xC0
_LINE_END = pattern(r"\r\n|\r|\n")


@record(order=True)
class Span:
    """Bytes ``start`` up to, not including, ``end`` of a source (0-based offsets)."""

    start: int
    """The first byte, from 0."""
    end: int
    """The byte after the last."""

    def __len__(self) -> int:
        """Return the number of bytes."""
        return self.end - self.start

    def __bool__(self) -> bool:
        """Return True: an empty span is still a place."""
        return True

    def covers(self, other: "Span") -> bool:
        """Return whether this span contains every byte of ``other``."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share a byte."""
        return self.start < other.end and other.start < self.end

    def to(self, other: "Span") -> "Span":
        """Return the smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class Spans:
    """Spans that do not overlap; a search among them takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def __bool__(self) -> bool:
        """Return whether there is any span."""
        return bool(self._spans)

    def overlap(self, place: Span) -> bool:
        """Return whether any span shares a byte with a place."""
        at = bisect_left(self._spans, place.end, key=lambda span: span.start) - 1
        return at >= 0 and self._spans[at].overlaps(place)

    def around(self, place: Span) -> Span | None:
        """Return the span that contains a place; None if none does."""
        at = bisect_right(self._spans, place.start, key=lambda span: span.start) - 1
        return self._spans[at] if at >= 0 and self._spans[at].covers(place) else None


@record
class Position:
    """A place as people count: ``line`` and ``column`` from 1, in characters; ``offset`` in bytes from 0."""

    line: int
    """The line, from 1."""
    column: int
    """The character of the line, from 1."""
    offset: int
    """The byte of the source, from 0."""


class Source:
    """The bytes of one input and their name in reports."""

    name: str
    """The path, or a name in its place, such as `<launch>`."""
    data: bytes
    """Every byte."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    def __reduce__(self) -> "tuple[type[Source], tuple[str, bytes]]":
        """Pickle only name and bytes; cached properties are computed again."""
        return Source, (self.name, self.data)

    def __repr__(self) -> str:
        """Return a short form for debugging."""
        return f"Source({self.name!r}, {len(self.data)} bytes)"

    def __getitem__(self, span: Span) -> str:
        """Return the bytes of ``span`` as Latin-1 text."""
        return self.data[span.start : span.end].decode("latin-1")

    @cached_property
    def text(self) -> str:
        """The whole source as Latin-1: character ``i`` is byte ``i``."""
        return self.data.decode("latin-1")

    @cached_property
    def is_utf8(self) -> bool:
        """Whether all bytes are UTF-8; otherwise a byte above 127 is shown as Latin-1."""
        if self.data.isascii():
            # Decoding would make a text as large as the file.
            return True
        try:
            self.data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    @property
    def whole(self) -> Span:
        """The span of the whole source."""
        return Span(0, len(self.data))

    @cached_property
    def _line_starts(self) -> "array[int]":
        ends = (match.end() for match in _LINE_END.finditer(self.text))
        return array("I" if len(self.data) < _LARGEST_PLACE else "q", chain((0,), ends))

    def gaps(self, span: Span) -> Sequence[int]:  # noqa: ARG002 - a text of boxes has gaps
        """Return the offsets in ``span`` of spaces that only fill the text, such as those between boxes."""
        return ()

    def whole_characters(self, span: Span) -> Span:
        """Return the span of the characters of UTF-8 of which ``span`` has a part."""
        if not (self._is_inside(span.start) or self._is_inside(span.end)) or not self.is_utf8:
            return span
        start, end = span.start, span.end
        while self._is_inside(start):
            start -= 1
        while self._is_inside(end):
            end += 1
        return Span(start, end)

    def _is_inside(self, offset: int) -> bool:
        """Return whether the byte at an offset continues a character, if the source is UTF-8."""
        return offset < len(self.data) and _CONTINUES <= self.data[offset] < _BEGINS

    def decode(self, span: Span) -> str:
        """Return the characters of ``span`` for display."""
        return self._characters(span)

    def _characters(self, span: Span) -> str:
        encoding = "utf-8" if self.is_utf8 else "latin-1"
        return self.data[span.start : span.end].decode(encoding, errors="replace")

    def line_number(self, offset: int) -> int:
        """Return the line (1-based) that holds the byte at ``offset``: cheaper than its position in a long line."""
        return bisect_right(self._line_starts, offset)

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of the byte at ``offset`` begins."""
        return self._line_starts[self.line_number(offset) - 1]

    def position(self, offset: int) -> Position:
        """Return line and column of the byte at ``offset``."""
        before = Span(self.line_start(offset), offset)
        return Position(self.line_number(offset), len(self._characters(before)) + 1, offset)

    def location(self, offset: int) -> str:
        """Return ``name:line:column``, both counted from 1, the column in characters."""
        at = self.position(offset)
        return f"{self.name}:{at.line}:{at.column}"

    def line(self, number: int) -> Span:
        """Return the span of line ``number`` (1-based), without its line end."""
        start = self._line_starts[number - 1]
        following = self._line_starts[number] if number < len(self._line_starts) else len(self.data)
        end = start + len(self.text[start:following].rstrip("\r\n"))
        return Span(start, end)

    def excerpt(self, span: Span | None = None) -> "Excerpt":
        """Return the characters of ``span`` (default: everything), each with its bytes."""
        span = span or self.whole
        text = self._characters(span)
        if len(text) == len(span):
            # Ranges: a tuple would hold a number per character, twenty times the file where it is full of strings.
            return Excerpt(text, range(span.start, span.end), range(span.start + 1, span.end + 1), span.start)
        starts, ends, at = [], [], span.start
        for character in text:
            starts.append(at)
            at += len(character.encode())
            ends.append(at)
        return Excerpt(text, tuple(starts), tuple(ends), span.start)


@record
class Excerpt:
    """Text in which character ``i`` came from the bytes ``starts[i]`` to ``ends[i]`` of a source.

    ``anchor`` is the place of an empty excerpt. Substituted characters (the value of a placeholder or
    a variable) all have the span of the text that they replace.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    anchor: int = field(default=0, compare=False)

    def __eq__(self, other: object) -> bool:
        """Return whether text and places are equal, whatever sequences hold the places."""
        if type(other) is not type(self):
            return NotImplemented
        if type(self.starts) is type(other.starts) and type(self.ends) is type(other.ends):
            return self.text == other.text and self.starts == other.starts and self.ends == other.ends
        places = (tuple(self.starts), tuple(self.ends)), (tuple(other.starts), tuple(other.ends))
        return self.text == other.text and places[0] == places[1]

    def __hash__(self) -> int:
        """Return a number that equal excerpts share: their places may be in different kinds of sequences."""
        return hash((self.text, self.starts[0], self.ends[-1]) if self.text else "")

    @classmethod
    def stand_in(cls, text: str, span: Span) -> "Excerpt":
        """Return ``text`` as a replacement of ``span``."""
        return cls(text, (span.start,) * len(text), (span.end,) * len(text), span.start)

    @classmethod
    def join(cls, parts: Iterable["Excerpt"], anchor: int = 0) -> "Excerpt":
        """Return the parts one after the other."""
        pieces = [part for part in parts if part.text]
        if len(pieces) == 1:
            return pieces[0]
        # Arrays: a tuple needs ten times the memory, and every broken string of a file is joined.
        code = "I" if all(piece.ends[-1] < _LARGEST_PLACE for piece in pieces) else "q"
        starts, ends = array(code), array(code)
        for piece in pieces:
            starts.extend(piece.starts)
            ends.extend(piece.ends)
        return cls("".join(piece.text for piece in pieces), starts, ends, anchor)

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.text)

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text

    def __getitem__(self, index: slice) -> "Excerpt":
        """Return a part with its places."""
        starts = self.starts[index]
        anchor = starts[0] if starts else self._place(index.indices(len(self.text))[0])
        return Excerpt(self.text[index], starts, self.ends[index], anchor)

    def _place(self, index: int) -> int:
        if index < len(self.starts):
            return self.starts[index]
        return self.ends[-1] if self.ends else self.anchor

    @property
    def span(self) -> Span:
        """The bytes from the first character to the last."""
        if not self.text:
            return Span(self.anchor, self.anchor)
        start, end = self.starts[-1], self.ends[0]
        return Span(min(self.starts[0], start), max(end, self.ends[-1])) if len(self.text) > 1 else Span(start, end)

    def origins(self) -> Iterator[Span]:
        """Yield the distinct spans of the characters, in order."""
        previous = None
        for place in zip(self.starts, self.ends, strict=True):
            if place != previous:
                yield Span(*place)
                previous = place

    def index(self, offset: int) -> int:
        """Return the index of the first character that came from the byte at ``offset`` or one after it.

        In a text with substituted characters, which may be out of order, it is the first such character that a binary
        search finds. Without one it is the length.
        """
        return bisect_left(self.starts, offset)

    def comes_from(self, spans: "Spans") -> bool:
        """Return whether any character came from inside one of the spans."""
        return any(spans.around(place) is not None for place in self.origins())
