"""Show a place in a text: the line, cut to the screen, and carets below the marked characters."""

from rkconf.diagnostics import Diagnostic
from rkconf.reporters.cells import ScreenLine, screen_line
from rkconf.source import Source, Span

# The greatest number of bytes of a character in UTF-8.
_BYTES = 4


def excerpt(found: Diagnostic, width: int, encoding: str = "utf-8") -> tuple[str, str]:
    """Return the line where a finding begins and the carets below it; neither is wider than ``width``.

    A span of several lines is marked to the end of the first one; an empty span gets one caret. Secrets are masked.
    """
    return _line(found, reach(width), encoding).shown(width)


def _line(found: Diagnostic, bytes_around: int, encoding: str) -> ScreenLine:
    source, span = found.source, found.span
    near = around(source, source.line(source.position(span.start).line), span.start, bytes_around)
    end = max(min(span.end, near.end), span.start)
    before, marked, after = map(
        found.shown, (Span(near.start, span.start), Span(span.start, end), Span(end, max(end, near.end)))
    )
    if not marked:
        marked, after = after[:1] or " ", after[1:]
    return screen_line([(before, False), (marked, True), (after, False)], encoding)


def reach(width: int) -> int:
    """Return how many bytes on either side of a place may be needed to fill ``width`` columns."""
    return _BYTES * width


def around(source: Source, line_span: Span, offset: int, bytes_around: int) -> Span:
    """Return the part of a line near a place, because a line may be a megabyte long."""
    start, end = max(line_span.start, offset - bytes_around), min(line_span.end, offset + bytes_around)
    return source.whole_characters(Span(start, end))
