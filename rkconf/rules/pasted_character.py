"""A character that a web page or a word processor substituted for another.

A curly quote is not a quote, a dash is not a hyphen, a no-break space is not a space, and ``&amp;``
is not ``&``. They look right, but the shells read them as letters. Apostrophes instead of backticks
turn a placeholder into plain text, and so do other characters, or none, around its name.

Bad:

    ssh skye.local ./math.sh –mathlink -LinkMode Connect -LinkName 'linkname'

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

A dash inside a word, and any such character inside the quoted path of the kernel, may belong there
and are not reported. A login may really be ``'username'``. ``&amp;`` at the end of a template for
parallel kernels is a warning, since the shell reads its ``&`` and starts the kernel.

Fix safety:

This fix is safe: it writes the character that was replaced. No shell and no kernel knows the pasted
one.
"""  # noqa: RUF002 - the docstring shows the wrong dash on purpose

import re
from collections.abc import Iterable, Iterator

from rkconf import deferred
from rkconf.command import Journey, Launch, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.record import replace
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span

_PASTED = {
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "",
    "\u3000": " ",
    "&amp;": "&",
    "&gt;": ">",
    "&lt;": "<",
    "&quot;": '"',
}
_NAMES = {
    "\u00a0": "a no-break space",
    "\u2009": "a thin space",
    "\u202f": "a narrow no-break space",
    "\u200b": "an invisible space",
    "\u3000": "an ideographic space",
}
_HYPHENS = "\u2010\u2011\u2013\u2014\u2212"
_FOUND = deferred.pattern("|".join(map(re.escape, _PASTED)))
_CONTROL = re.compile("[\x0b\x0c]")
_NO_BACKTICKS = re.compile(
    r"""(?i:-Link(?:Name|Host))\s+"?(?P<written>\$?(?P<left>[<{%]?)(?P<name>linkname|ipaddress)[>}%]?)(?=["\s]|$)"""
)
_APOSTROPHE = "'"
_LIKE_BACKTICKS = "'\u2018\u2019\u201a\u201b\u2032\u2035\u00b4\u02ca\u02cb\uff40"
"""Apostrophes, curly quotes, primes and accents, of which people and programs make backticks and the reverse."""
_MISTAKEN_BACKTICKS = deferred.pattern(f"([{_LIKE_BACKTICKS}])([A-Za-z0-9]+)([{_LIKE_BACKTICKS}])")


@rule("RK304", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find the characters before any shell reads them."""
    launch = journey.launch
    placeholders = tuple(_mistaken_backticks(journey, target))
    for text in filter(None, (launch.command, launch.mlopen)):
        for match in _FOUND.finditer(text.text) if _has_one(text.text, _PASTED) else ():
            found = text[match.start() : match.end()]
            if _is_wrong(journey, found, text.text[: match.start()]) and not _is_in(placeholders, found):
                finding = _pasted(launch, found)
                yield replace(finding, severity=Severity.WARNING) if _does_no_harm(journey, match) else finding
    yield from _in_program(journey)
    yield from (_without_its_backticks(launch, found, name) for found, name in placeholders)
    yield from _without_backticks(launch)


def _has_one(text: str, wanted: Iterable[str]) -> bool:
    """Return whether a text contains one of several; most commands do not, and the patterns take time to compile."""
    return any(each in text for each in wanted)


def _is_wrong(journey: Journey, found: Excerpt, before: str) -> bool:
    """Return whether a character is neither a dash inside a word nor in the quoted path of the kernel."""
    begins_word = not before or before[-1] in " \t\n\"'"
    return (begins_word or found.text not in _HYPHENS) and not _is_carried(journey, found)


def _is_in(placeholders: Iterable[tuple[Excerpt, str]], found: Excerpt) -> bool:
    return any(each.span.covers(found.span) for each, _ in placeholders)


def _does_no_harm(journey: Journey, match: re.Match[str]) -> bool:
    """Return whether the shell reads ``&amp;`` as the intended ``&``, and only the rest as an unknown program."""
    started = journey.execution
    mark = started.background_mark if started and not journey.refused else None
    if not mark or not journey.launch.is_parallel or not match.group().startswith("&amp"):
        return False
    return mark.span.start == (journey.launch.command or mark)[match.start() :].span.start


def _is_carried(journey: Journey, found: Excerpt) -> bool:
    """Return whether the character is inside the quoted path of the kernel, where every shell keeps it."""
    program = journey.kernel.program if journey.kernel else None
    for part in program.parts if program else ():
        inner = part.value[1:-1] if program and part.value.text == program.text else part.value
        if part.quoted and "/" in part.value.text and inner.span.covers(found.span):
            return bool(program and program.value[:1].span != found.span and program.value[-1:].span != found.span)
    return False


def _in_program(journey: Journey) -> Iterator[Finding]:
    """Find a character that no shell reads as a space, in the name of the program."""
    program = journey.execution.words[0] if journey.execution else None
    for match in _CONTROL.finditer(program.text if program else ""):
        place = program.value[match.start() : match.end()].span if program else None
        if place:
            fix = safe("write a space", journey.launch.replace(place, " "))
            yield Finding(place, "a control character was pasted where a space belongs", "write a space", fix)


def _pasted(launch: Launch, found: Excerpt) -> Finding:
    meant = _PASTED[found.text]
    shown = {"": "nothing", " ": "a space"}.get(meant, meant)
    message = f"{_NAMES.get(found.text, found.text)} was pasted where {shown} belongs"
    advice = f"write {shown}" if meant else "remove it"
    return Finding(found.span, message, advice, safe(advice, launch.replace(found.span, meant)))


def _mistaken_backticks(journey: Journey, target: Target) -> Iterator[tuple[Excerpt, str]]:
    """Yield each 'linkname' that was meant as `linkname`, with its name; a login may really be 'username'."""
    launch = journey.launch
    text = launch.command
    if not text or not _has_one(text.text, _LIKE_BACKTICKS):
        return
    logins = tuple(_logins(journey))
    for match in _MISTAKEN_BACKTICKS.finditer(text.text):
        is_quoted = {match[1], match[3]} == {_APOSTROPHE}
        if match[2] in launch.placeholder_values(target.version) and not (launch.is_parallel and is_quoted):
            found = text[match.start() : match.end()]
            if not (is_quoted and any(login.covers(found.span) for login in logins)):
                yield found, match[2]


def _without_its_backticks(launch: Launch, found: Excerpt, name: str) -> Finding:
    kind = "apostrophes" if {found.text[0], found.text[-1]} == {_APOSTROPHE} else "characters"
    fix = safe(f"write `{name}`", launch.replace(found.span, f"`{name}`"))
    message = f"these {kind} turn the placeholder {name} into plain text"
    return Finding(found.span, message, f"write `{name}` with backticks", fix)


def _logins(journey: Journey) -> Iterator[Span]:
    """Yield the spans of the words that specify a login."""
    for connection in journey.connections:
        if connection.destination:
            yield connection.destination.raw.span
        yield from (option.span for option in connection.given("l"))


def _without_backticks(launch: Launch) -> Iterator[Finding]:
    """Find the name of a placeholder that is written without its backticks after a flag of the link."""
    text = launch.command
    for match in _NO_BACKTICKS.finditer(text.text) if text and not launch.is_parallel else ():
        name = match["name"]
        if text and f"{name}=" not in text.text:
            found = text[match.start("written") : match.end("written")].span
            fix = safe(f"write `{name}`", launch.replace(found, f"`{name}`"))
            message = f"the placeholder {name} has no backticks, so it is not replaced"
            yield Finding(found, message, f"write `{name}` with backticks", fix)
