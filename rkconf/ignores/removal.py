"""Take a comment, or one name in it, out of a file."""

from rkconf.edits import Edit
from rkconf.ignores.comments import Ignore, Name
from rkconf.source import Source, Span

_BLANKS = " \t"


def stands_alone(source: Source, span: Span) -> bool:
    """Say whether a comment has its lines for itself."""
    before, after = _around(source, span)
    return not before.strip(_BLANKS) and not after.strip(_BLANKS)


def remove(source: Source, span: Span) -> Edit:
    """Return the edit that takes a comment out: with its line, or with the blanks on one of its sides."""
    before, after = _around(source, span)
    if stands_alone(source, span):
        return Edit(Span(span.start - len(before), _next_line(source, span.end + len(after))), b"")
    if not after.strip(_BLANKS):
        return Edit(Span(span.start - len(before) + len(before.rstrip(_BLANKS)), span.end), b"")
    # What stood apart stays apart: `a(* comment *)b` is two words.
    gap = b"" if not before or before[-1] in _BLANKS else b" "
    return Edit(Span(span.start, span.end + len(after) - len(after.lstrip(_BLANKS))), gap)


def remove_name(ignore: Ignore, name: Name) -> Edit:
    """Return the edit that takes one of several names out of a comment, with the comma on one of its sides."""
    at = ignore.names.index(name)
    if at:
        return Edit(Span(ignore.names[at - 1].span.end, name.span.end), b"")
    return Edit(Span(name.span.start, ignore.names[1].span.start), b"")


def _around(source: Source, span: Span) -> tuple[str, str]:
    """Return what else stands on the lines of a comment: before it, and behind it."""
    first, last = (source.line(source.line_number(offset)) for offset in (span.start, span.end))
    return source[Span(first.start, span.start)], source[Span(span.end, last.end)]


def _next_line(source: Source, offset: int) -> int:
    """Return where the line after the one that ends at ``offset`` begins."""
    rest = source.data[offset : offset + 2]
    return offset + (2 if rest == b"\r\n" else len(rest[:1]))
