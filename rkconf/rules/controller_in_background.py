"""A launch command of the Front End that ends before the kernel does.

The Front End watches the command that it started and takes its end for the end of the kernel. With ``&`` or
``ssh -f`` the command ends at once, while the kernel lives on behind its back.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` &

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Option, Target
from rkconf.command.repair import remove, safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK501", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find what sends the command of a controller kernel into the background."""
    if journey.launch.is_parallel or not journey.launcher:
        return
    mark = journey.launcher.started.background_mark
    if mark:
        fix = safe("remove the &", remove(journey.launch, mark.span))
        message = "the & ends the command at once, and the Front End takes that for the end of the kernel"
        yield Finding(mark.span, message, "remove the &", fix)
    for option in journey.connection.given("f") if journey.connection else ():
        message = "-f ends ssh at once, and the Front End takes that for the end of the kernel"
        yield Finding(option.span, message, "remove -f", _without(journey, option))


def _without(journey: Journey, option: Option) -> Fix | None:
    """Take the letter out of its word, or the word with it."""
    raw = option.word.raw
    if raw.text == f"-{option.letter}":
        return safe("remove -f", remove(journey.launch, raw.span))
    at = raw.text.find(option.letter)
    letter = raw[at : at + 1]
    return safe("remove -f", journey.launch.replace(letter.span, "")) if at > 0 else None
