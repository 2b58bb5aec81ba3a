"""A character that a web page or a word processor put in the place of another.

Curly quotes are no quotes, a dash is no hyphen, a blank that does not break is no blank, and
`&amp;` is not `&`. They look right and the shells take them for letters. An apostrophe where a
backtick belongs makes plain text of a placeholder.

Bad:

    ssh skye.local ./math.sh –mathlink -LinkMode Connect -LinkName 'linkname'

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""  # noqa: RUF002 - the docstring shows the wrong dash on purpose

from collections.abc import Iterator
from dataclasses import replace
from re import Match, escape
from re import compile as regex

from rkconf.command import Journey, Launch, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
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
_FOUND = regex("|".join(map(escape, _PASTED)))
_CONTROL = regex("[\x0b\x0c]")
_APOSTROPHES = regex("'([A-Za-z0-9]+)'")


@rule("RK304", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look at the characters themselves, before any shell reads them."""
    launch = journey.launch
    for text in filter(None, (launch.command, launch.mlopen)):
        for match in _FOUND.finditer(text.text):
            if _begins_word(text.text, match.start()) or match.group() not in _HYPHENS:
                if _is_carried(journey, text[match.start() : match.end()]):
                    continue
                found = _pasted(launch, text[match.start() : match.end()])
                yield replace(found, severity=Severity.WARNING) if _does_no_harm(journey, match) else found
    yield from _in_program(journey)
    yield from _apostrophes(journey, target)


def _does_no_harm(journey: Journey, match: Match[str]) -> bool:
    """Say whether the shell reads the ``&`` of ``&amp;`` where one is meant, and the rest as a program of no use."""
    started = journey.execution
    mark = started.background_mark if started and not journey.refused else None
    if not mark or not journey.launch.is_parallel or not match.group().startswith("&amp"):
        return False
    return mark.span.start == (journey.launch.command or mark)[match.start() :].span.start


def _is_carried(journey: Journey, found: Excerpt) -> bool:
    """Say whether it stands inside the quoted path of the kernel: every shell hands it on."""
    program = journey.kernel.program if journey.kernel else None
    for part in program.parts if program else ():
        inner = part.value[1:-1] if program and part.value.text == program.text else part.value
        if part.quoted and "/" in part.value.text and inner.span.covers(found.span):
            return bool(program and program.value[:1].span != found.span and program.value[-1:].span != found.span)
    return False


def _in_program(journey: Journey) -> Iterator[Finding]:
    """Find a character that no shell takes for a space, in the name of the program that is to be started."""
    program = journey.execution.words[0] if journey.execution else None
    for match in _CONTROL.finditer(program.text if program else ""):
        place = program.value[match.start() : match.end()].span if program else None
        if place:
            fix = safe("write a blank", journey.launch.replace(place, " "))
            yield Finding(place, "a control character was pasted where a blank belongs", "write a blank", fix)


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \t\n\"'"


def _pasted(launch: Launch, found: Excerpt) -> Finding:
    meant = _PASTED[found.text]
    shown = {"": "nothing", " ": "a blank"}.get(meant, meant)
    message = f"{_NAMES.get(found.text, found.text)} was pasted where {shown} belongs"
    return Finding(found.span, message, f"write {shown}", safe(f"write {shown}", launch.replace(found.span, meant)))


def _apostrophes(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find 'linkname' where `linkname` is meant; a login may well be called 'username'."""
    launch = journey.launch
    text = launch.command
    logins = tuple(_logins(journey))
    for match in _APOSTROPHES.finditer(text.text if text else ""):
        name = match.group(1)
        if text and name in launch.placeholder_values(target.version) and not launch.is_parallel:
            found = text[match.start() : match.end()].span
            if any(login.covers(found) for login in logins):
                continue
            fix = safe(f"write `{name}`", launch.replace(found, f"`{name}`"))
            message = f"these apostrophes make plain text of the placeholder {name}"
            yield Finding(found, message, f"write `{name}` with backticks", fix)


def _logins(journey: Journey) -> Iterator[Span]:
    """Yield where the words are that say who logs in to which machine."""
    for connection in journey.connections:
        if connection.destination:
            yield connection.destination.raw.span
        yield from (option.span for option in connection.given("l"))
