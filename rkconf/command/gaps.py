"""Gaps in a typed command, which the user's own shell left where it replaced the text between backticks."""

import re

from rkconf.command.invocation import START_FLAGS
from rkconf.deferred import pattern
from rkconf.record import record
from rkconf.source import Excerpt, Span

_GAP = pattern(r"""(?<!\S)(?P<word>\S+) (?:(?P<quote>["'])(?=(?P=quote)(?:\s|$))|(?= |$))""")
_STARTED = pattern("|".join(START_FLAGS), re.IGNORECASE)
_NO_VALUE = pattern(r"""["']?\s*(?:[-&]|[0-9]?>|$)""")
_NAMES = {"-linkname": "linkname", "-linkhost": "ipaddress"}
"""The placeholders after the flags of a launch command of the Front End."""
_SLOTS = {"-linkname": "2", "-l": "3"}
"""The placeholders after the words of a template for parallel kernels."""


@record
class Gap:
    """A gap: the word before it, the place of the missing placeholder, and its name."""

    word: Excerpt
    place: Span
    name: str


def gaps(text: Excerpt, *, is_parallel: bool) -> tuple[Gap, ...]:
    """Return the gaps in a command; none if the name of the link is not among them, or a backtick is left."""
    if "`" in text.text:
        return ()
    found = [(match, _name(text, match, is_parallel=is_parallel)) for match in _GAP.finditer(text.text)]
    known = tuple(
        Gap(text[match.start("word") : match.end("word")], _end(text, match), name) for match, name in found if name
    )
    return known if any(gap.name in {"linkname", "2"} for gap in known) else ()


def _end(text: Excerpt, match: re.Match[str]) -> Span:
    at = text[match.end() :].span.start
    return Span(at, at)


def _name(text: Excerpt, match: re.Match[str], *, is_parallel: bool) -> str:
    """Return the name of the placeholder that belongs in a gap; empty if a value follows it."""
    before = match["word"].lower()
    names = _SLOTS if is_parallel else _NAMES
    if before in names:
        return names[before] if before == "-l" or _NO_VALUE.match(text.text, match.end()) else ""
    if not is_parallel:
        return ""
    return "4" if _STARTED.search(text.text, 0, match.start()) else "1"
