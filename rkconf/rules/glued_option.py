"""A space is missing before an option.

`` `1`-l `` is one word: ssh looks for a host whose name ends in ``-l``. ``./math.sh-mathlink`` is
the name of a program that does not exist.

Bad:

    ssh `1`-l `3` "math" -mathlink

Good:

    ssh `1` -l `3` "math" -mathlink

Exceptions:

The name of a program may end like a flag, as in ``xvfb-run``. In such a name only ``-mathlink``,
``-wstp`` and the flags that begin with ``-link`` are reported.

A flag that takes a value, as in ``-LinkName-LinkHost``, has lost it. A space alone would not
repair that, so there is no fix.

Fix safety:

This fix is safe: it only inserts the space.
"""

import re
from collections.abc import Iterator

from rkconf.command import Field, Invocation, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import known_flags
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_OPTION = re.compile(r"-[A-Za-z]$")
_QUOTES = "'\""
"""A quote for the remote shell does not end the word before it."""
_OF_THE_LINK = ("mathlink", "wstp", "link")
"""Other flags may also end the name of a program, as in `xvfb-run`."""


@rule("RK309", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find an option joined to a placeholder, and a flag of the kernel joined to any word."""
    here = journey.launcher.words if journey.launcher else ()
    there = journey.kernel.arguments if journey.kernel and journey.connection else ()
    programs = [word.raw.span for call in journey.calls if call.invocation for word in _programs(call.invocation)]
    for word in (*here, *there):
        is_program = "-" in word.text[1:] and any(word.raw.span.covers(span) for span in programs)
        at = _option_after_placeholder(journey, word) or _joined_flag(word, is_program=is_program)
        if at:
            place = word.value[at:].span
            edit = journey.launch.replace(Span(place.start, place.start), " ")
            message = f"{word.value[at:]} needs a space before it: without one it belongs to the previous word"
            if _takes_value(word.text[:at]):
                advice = f"write the value of {word.text[:at]} and a space before it"
                yield Finding(place, message, advice, supposed=(edit,))
            else:
                yield Finding(place, message, "insert a space before it", safe("insert a space before it", edit))


def _option_after_placeholder(journey: Journey, word: Field) -> int | None:
    match = _OPTION.search(word.text)
    if not match or not match.start():
        return None
    before = word.value[match.start() - 1 : match.start()]
    return match.start() if journey.filled.derives_from_any(before) else None


def _takes_value(word: str) -> bool:
    """Return whether a word is a flag that takes a value: the word after it would become its value, or it has none."""
    return word.startswith("-") and known_flags().get(word[1:].lower(), ("", False))[1]


def _programs(invocation: Invocation) -> tuple[Field, ...]:
    return (*invocation.prefixes, invocation.program)


def _joined_flag(word: Field, *, is_program: bool) -> int | None:
    head, dash, name = word.text.rpartition("-")
    if not dash or not head.strip(_QUOTES) or head.endswith(("-", " ")) or name.lower() not in known_flags():
        return None
    if is_program and not name.lower().startswith(_OF_THE_LINK):
        return None
    return len(head)
