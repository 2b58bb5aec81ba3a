"""On which lines a comment can speak for a finding: its own, and where its option, entry or call begins."""

from bisect import bisect_right
from collections.abc import Sequence

from rkconf import toml
from rkconf.entries import Document
from rkconf.inputs import Input
from rkconf.source import Source, Span
from rkconf.toml import Path, Places

# In a specification `("kernels", 0)` is an entry, and `("kernels", 0, "host")` an option of it.
_ENTRY, _OPTION = 2, 3


class LineMap:
    """The lines of one file, and what stands on them."""

    def __init__(self, checked: Input) -> None:
        self._source = checked.document.source
        self.entries, self.parts = _outline(checked.document)

    def number(self, offset: int) -> int:
        """Return the line that holds a byte."""
        return self._source.line_number(offset)

    def of(self, span: Span) -> set[int]:
        """Return the lines on which a comment speaks for a finding at ``span``.

        A comment cannot stand inside a string, which may take many lines: so an option or a call counts for the lines
        on which it begins and ends, an entry for the one on which it begins.
        """
        lines = {self.number(span.start)}
        part, entry = around(self.parts, span), around(self.entries, span)
        if part:
            lines |= {self.number(part.start), self.number(part.end)}
        if entry:
            lines.add(self.number(entry.start))
        return lines


def around(spans: Sequence[Span], inner: Span) -> Span | None:
    """Return the one of these spans, in order and apart, that holds ``inner``."""
    index = bisect_right(spans, inner.start, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and spans[index].covers(inner) else None


def _outline(document: Document) -> tuple[list[Span], list[Span]]:
    """Return the entries, and the options and calls, in the order of the file."""
    if document.kind == "specification":
        return _outline_of_tables(document.source)
    options = [option.span for entry in document.entries for option in entry.options]
    calls = [call.span for call in document.parallel]
    return sorted(entry.span for entry in document.entries), sorted([*options, *calls])


def _outline_of_tables(source: Source) -> tuple[list[Span], list[Span]]:
    if not isinstance(toml.parse(source), dict):
        return [], []
    places = toml.locate(source)
    return _extents(places, _ENTRY), _extents(places, _OPTION)


def _extents(places: Places, depth: int) -> list[Span]:
    """Return how far each thing of this depth reaches, with all that is in it."""
    extents: dict[Path, Span] = {}
    for path, place in places.by_path.items():
        if len(path) >= depth and isinstance(path[1], int):
            whole, span = path[:depth], place.key.to(place.value)
            extents[whole] = extents[whole].to(span) if whole in extents else span
    return sorted(extents.values())
