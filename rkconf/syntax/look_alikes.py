"""Characters that look like those of the Wolfram Language, and that a web page or a word processor inserts.

Outside of strings and comments they have no meaning, so the kernel and the Front End cannot read the file. rkconf reads
the character that was meant, of the same number of bytes, so that all places remain.
"""

import re
from collections.abc import Iterator, Sequence

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Fix, Problem
from rkconf.edits import Edit
from rkconf.record import record
from rkconf.source import Source, Span

_CURLY = "\xe2\x80[\x9c-\x9f]"
_LOOK_ALIKE = deferred.pattern(
    rf"""
      (?P<string> "[^"\\]*(?:\\.[^"\\]*)*"?)
    | (?P<comment> \(\*)
    | (?P<quoted> {_CURLY}(?:(?!{_CURLY})[^\r\n])*{_CURLY})
    | (?P<half> {_CURLY}[^"\r\n\xe2]*")
    | (?P<arrow> \xe2(?:\x86\x92|\x9f\xb6|\x80[\x90-\x95]>|\x88\x92>))
    | (?P<space> \xe2\x80[\x80-\x8b])
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_MARK = pattern(r"\(\*|\*\)")
_LENGTH = len("\u201c".encode())
_MEANT = {"arrow": "->", "space": " "}
_FIRST_BYTE = b"\xe2"


@record
class LookAlike:
    """A character that looks like another one: its place, and the text that was meant."""

    span: Span
    meant: str


def look_alikes(source: Source) -> tuple[LookAlike, ...]:
    """Return the look-alikes of a file outside of strings and comments."""
    return tuple(_found(source.text)) if _FIRST_BYTE in source.data else ()


def meant(source: Source, found: tuple[LookAlike, ...]) -> Source:
    """Return the source with the characters that were meant, each filled with spaces to the length of the other."""
    data = bytearray(source.data)
    for each in found:
        text = each.meant.encode()
        is_opening = each.meant == '"' and data[each.span.end : each.span.end + 1].strip() != b""
        filled = text.rjust(len(each.span)) if is_opening else text.ljust(len(each.span))
        data[each.span.start : each.span.end] = filled
    return Source(source.name, bytes(data)) if found else source


def character_problems(source: Source, found: Sequence[LookAlike]) -> tuple[Problem, ...]:
    """Return one problem for the look-alikes of a file, with the fix that replaces all of them; none for none."""
    if not found:
        return ()
    first, *others = found
    character = source.decode(first.span)
    more = f", nor are {len(others)} more characters" if others else ""
    message = f"{character.strip() or 'this space'} is not Wolfram Language{more}; the Front End cannot read the file"
    edits = tuple(Edit.replace(each.span, each.meant) for each in found)
    fix = Fix(Applicability.SAFE, "write the plain characters", edits)
    return (Problem("look-alike", first.span, message, f"write {first.meant.strip() or 'a space'}", fix=fix),)


def _found(text: str) -> Iterator[LookAlike]:
    at = 0
    while mark := _LOOK_ALIKE.search(text, at):
        at = _comment_end(text, mark.start()) if mark.lastgroup == "comment" else mark.end()
        yield from _in_mark(str(mark.lastgroup), Span(*mark.span()))


def _in_mark(kind: str, span: Span) -> Iterator[LookAlike]:
    if kind in {"quoted", "half"}:
        yield LookAlike(Span(span.start, span.start + _LENGTH), '"')
    if kind == "quoted":
        yield LookAlike(Span(span.end - _LENGTH, span.end), '"')
    if kind in _MEANT:
        yield LookAlike(span, _MEANT[kind])


def _comment_end(text: str, start: int) -> int:
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, start):
        depth += 1 if mark[0] == "(*" else -1
        if not depth:
            return mark.end()
    return len(text)
