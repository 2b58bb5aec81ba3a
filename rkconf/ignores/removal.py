"""Remove a comment, or one name in it, from a file."""

from rkconf.edits import Edit
from rkconf.ignores.comments import Ignore, Name
from rkconf.source import Source, Span

_SPACES = " \t"


def is_alone(source: Source, span: Span) -> bool:
    """Return whether a comment is alone on its lines."""
    before, after = _around(source, span)
    return not before.strip(_SPACES) and not after.strip(_SPACES)


def remove(source: Source, span: Span) -> Edit:
    """Return the edit that removes a comment: with its line, or with the spaces on one of its sides."""
    before, after = _around(source, span)
    if is_alone(source, span):
        return Edit(Span(span.start - len(before), _next_line(source, span.end + len(after))), b"")
    if not after.strip(_SPACES):
        return Edit(Span(span.start - len(before) + len(before.rstrip(_SPACES)), span.end), b"")
    # A comment separates words: `a(* comment *)b` is two.
    gap = b"" if not before or before[-1] in _SPACES else b" "
    return Edit(Span(span.start, span.end + len(after) - len(after.lstrip(_SPACES))), gap)


def remove_name(ignore: Ignore, name: Name) -> Edit:
    """Return the edit that removes one of several names from a comment, with the comma on one of its sides."""
    at = ignore.names.index(name)
    if at:
        return Edit(Span(ignore.names[at - 1].span.end, name.span.end), b"")
    return Edit(Span(name.span.start, ignore.names[1].span.start), b"")


def _around(source: Source, span: Span) -> tuple[str, str]:
    """Return the rest of the lines of a comment: the text before it, and the text after it."""
    first, last = (source.line(source.line_number(offset)) for offset in (span.start, span.end))
    return source[Span(first.start, span.start)], source[Span(span.end, last.end)]


def _next_line(source: Source, offset: int) -> int:
    """Return the offset of the line after the one that ends at ``offset``."""
    rest = source.data[offset : offset + 2]
    return offset + (2 if rest == b"\r\n" else len(rest[:1]))
