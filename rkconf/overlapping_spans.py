"""Places of a text that may overlap, such as those of findings and of entries; `Spans` are for places that do not."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from rkconf.source import Span


class OverlappingSpans:
    """Spans that may overlap; a search among them takes logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))
        """The largest end of the spans up to each one."""

    def covers(self, place: Span) -> bool:
        """Return whether one of the spans contains a place."""
        at = bisect_right(self._starts, place.start) - 1
        return at >= 0 and self._ends[at] >= place.end

    def begins_in(self, place: Span) -> bool:
        """Return whether one of the spans begins inside of a place."""
        return bisect_left(self._starts, place.end) > bisect_left(self._starts, place.start)
