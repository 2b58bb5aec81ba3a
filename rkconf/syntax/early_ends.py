r"""Strings that end early, because a quote inside of them is not escaped.

``"LoginScript" -> "ssh skye.local "/opt/math" -mathlink"`` is a command that was pasted without ``\"``. If the text
after the string cannot continue an expression, and a later quote ends the option, rkconf reads up to it.
"""

import re
from collections.abc import Iterator, Mapping

from rkconf import deferred
from rkconf.diagnostics import Applicability, Fix, Problem
from rkconf.edits import Edit
from rkconf.limits import LONGEST_COMMAND
from rkconf.record import record
from rkconf.source import Source, Span

_ARROW = r"(?:->|:>)"
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
# The characters that the strings of a notebook add around their content.
_FILLERS = r"(?:\x00|\\>)*"
_TEXT = re.compile(
    rf"""
      "?(?:LoginScript|MLOpenArguments|HostName|RemoteLogin){_FILLERS}"?\s*{_ARROW}\s*(?=")(?P<option>)
    | (?:RemoteMachine|LaunchSlave)\s*\[\s*(?:{_STRING}|[\w$`]+)\s*,\s*(?=")(?P<argument>)
    | \$RemoteCommand\s*:?=(?!=)\s*(?=")(?P<assignment>)
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTE = re.compile(r'"|\\.', re.DOTALL)
_KEY = rf'"?(?:\x00|\\<)*[A-Za-z$][\w$`]*{_FILLERS}"?\s*{_ARROW}'
# A string followed by one of these is not an expression; a missing comma is another mistake.
_NOT_AN_EXPRESSION = deferred.pattern(rf"""\s*(?!{_KEY})(?:[A-Za-z$`'"~\\]|/\s*[A-Za-z_~]|-\s*[A-Za-z])""")
_ENDS = {
    "option": deferred.pattern(rf"\s*(?:,\s*(?:{_KEY})|\}}|\])"),
    "argument": deferred.pattern(r"\s*(?:,\s*[\w$]|\])"),
    "assignment": deferred.pattern(r"\s*(?:;|\Z|\r|\n|\))"),
}


@record
class EarlyEnd:
    """A string that ends early: the place after its last quote, and the quotes inside."""

    end: int
    quotes: tuple[int, ...]


def quote_problem(early: EarlyEnd) -> Problem:
    """Return the problem of a string that ends early, with the fix that escapes its quotes."""
    first = Span(early.quotes[0], early.quotes[0] + 1)
    message = "the string ends at this quote, because it is not escaped; the rest is not part of the command"
    edits = tuple(Edit.replace(Span(at, at), "\\") for at in early.quotes)
    fix = Fix(Applicability.SAFE, 'write \\" for each quote inside the string', edits)
    return Problem("unescaped-quote", first, message, 'write \\" for a quote inside a string', fix=fix)


def early_ends(source: Source) -> Mapping[int, EarlyEnd]:
    """Return the strings that end early, by the offset of their first quote."""
    found = ((mark.end(), _end(source.text, mark)) for mark in _TEXT.finditer(source.text))
    return {start: end for start, end in found if end}


def without_gaps(written: Source, readable: Source, ends: Mapping[int, EarlyEnd]) -> Source:
    """Return a text without the gaps in strings that end early: the boxes of a notebook between them are their text.

    ``readable`` is the text of ``written`` with the characters that were meant.
    """
    gaps = [at for start, early in ends.items() for at in written.gaps(Span(start, early.end))]
    if not gaps:
        return readable
    data = bytearray(readable.data)
    for at in gaps:
        data[at] = 0
    return Source(readable.name, bytes(data))


def _end(text: str, mark: re.Match[str]) -> EarlyEnd | None:
    is_end = _ENDS[str(mark.lastgroup)]
    quotes: list[int] = []
    for at in _quotes(text, mark.end() + 1):
        if is_end.match(text, at + 1):
            return EarlyEnd(at + 1, tuple(quotes)) if quotes else None
        if not quotes and not _NOT_AN_EXPRESSION.match(text, at + 1):
            return None
        if re.match(rf"\s*{_ARROW}", text[at + 1 : at + 1 + len("  ->")]):
            return None  # the quote ends the key of another option
        quotes.append(at)
    return None


def _quotes(text: str, start: int) -> Iterator[int]:
    """Yield the offsets of the quotes that are not escaped, as far as a command is read."""
    for found in _QUOTE.finditer(text, start, min(len(text), start + LONGEST_COMMAND)):
        if found[0] == '"':
            yield found.start()
