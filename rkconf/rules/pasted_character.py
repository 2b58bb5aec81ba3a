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
from rkconf.source import Excerpt

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
}
_HYPHENS = "\u2010\u2011\u2013\u2014\u2212"
_FOUND = regex("|".join(map(escape, _PASTED)))
_APOSTROPHES = regex("'([A-Za-z0-9]+)'")


@rule("RK304", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look at the characters themselves, before any shell reads them."""
    launch = journey.launch
    for text in filter(None, (launch.command, launch.mlopen)):
        for match in _FOUND.finditer(text.text):
            if _begins_word(text.text, match.start()) or match.group() not in _HYPHENS:
                found = _pasted(launch, text[match.start() : match.end()])
                yield replace(found, severity=Severity.WARNING) if _does_no_harm(journey, match) else found
    yield from _apostrophes(launch, target)


def _does_no_harm(journey: Journey, match: Match[str]) -> bool:
    """Say whether the shell reads the ``&`` of ``&amp;`` where one is meant, and the rest as a program of no use."""
    started = journey.launcher.started if journey.launcher else None
    mark = started.background_mark if started and not journey.refused else None
    if not mark or not journey.launch.is_parallel or not match.group().startswith("&amp"):
        return False
    return mark.span.start == (journey.launch.command or mark)[match.start() :].span.start


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \t\n\"'"


def _pasted(launch: Launch, found: Excerpt) -> Finding:
    meant = _PASTED[found.text]
    shown = {"": "nothing", " ": "a blank"}.get(meant, meant)
    message = f"{_NAMES.get(found.text, found.text)} was pasted where {shown} belongs"
    return Finding(found.span, message, f"write {shown}", safe(f"write {shown}", launch.replace(found.span, meant)))


def _apostrophes(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find 'linkname' where `linkname` is meant."""
    text = launch.command
    for match in _APOSTROPHES.finditer(text.text if text else ""):
        name = match.group(1)
        if text and name in launch.placeholder_values(target.version) and not launch.is_parallel:
            found = text[match.start() : match.end()].span
            fix = safe(f"write `{name}`", launch.replace(found, f"`{name}`"))
            message = f"these apostrophes make plain text of the placeholder {name}"
            yield Finding(found, message, f"write `{name}` with backticks", fix)
