"""The lines on which a comment applies to a finding: its own line, and those of its option, call or entry."""

from bisect import bisect_right
from collections.abc import Sequence

from rkconf.inputs import Input
from rkconf.source import Span
from rkconf.toml import Path, Places

# In a specification `("kernels", 0)` is an entry, and `("kernels", 0, "host")` an option of it.
_ENTRY, _OPTION = 2, 3


class LineMap:
    """The lines of the entries, options and calls of one file."""

    def __init__(self, checked: Input) -> None:
        self._source = checked.document.source
        self.entries, self.parts = _outline(checked)

    def number(self, offset: int) -> int:
        """Return the line of a byte offset."""
        return self._source.line_number(offset)

    def of(self, span: Span) -> set[int]:
        """Return the lines on which a comment applies to a finding at ``span``.

        A string may extend over many lines and cannot contain a comment. Therefore the first and the last line of the
        option or call count as well, and the first line of the entry.
        """
        lines = {self.number(span.start)}
        part, entry = enclosing(self.parts, span), enclosing(self.entries, span)
        if part:
            lines |= {self.number(part.start), self.number(part.end)}
        if entry:
            lines.add(self.number(entry.start))
        return lines


def enclosing(spans: Sequence[Span], inner: Span) -> Span | None:
    """Return the span that covers ``inner``; the spans are ordered and do not overlap."""
    index = bisect_right(spans, inner.start, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and spans[index].covers(inner) else None


def _outline(checked: Input) -> tuple[list[Span], list[Span]]:
    """Return the entries, and the options and calls, in the order of the file."""
    if checked.loaded:
        places = checked.loaded.places
        return _extents(places, _ENTRY), _extents(places, _OPTION)
    document = checked.document
    options = [option.span for entry in document.entries for option in entry.options]
    calls = [call.span for call in document.parallel]
    return sorted(entry.span for entry in document.entries), sorted([*options, *calls])


def _extents(places: Places, depth: int) -> list[Span]:
    """Return the span of each element at this depth, including its content."""
    extents: dict[Path, Span] = {}
    for path, place in places.by_path.items():
        if len(path) >= depth and isinstance(path[1], int):
            whole, span = path[:depth], place.key.to(place.value)
            extents[whole] = extents[whole].to(span) if whole in extents else span
    return sorted(extents.values())
