"""A flag that MathLink does not know: it is ignored without a word.

MathLink looks for the flags that it knows and passes over the rest, so a misspelt ``-LinkNane`` is
the same as none. Names of flags may be written in any case; the dash must be there.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkNane `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator
from difflib import get_close_matches

from rkconf.command import Journey, Target
from rkconf.command.repair import source_span, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument, known_flags
from rkconf.rule import Finding, Subject, rule

_NEAR = 0.75
"""How alike two names must be for one to be taken for the other; found by trying typing errors."""


@rule("RK105", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the words that no side understands."""
    sides = [journey.launch.listening]
    if journey.kernel and journey.kernel.is_known:
        sides.append(journey.kernel.link)
    for side in filter(None, sides):
        for argument in side.unknown:
            yield from _unknown(journey, argument)
        for argument in side.others:
            if argument.text.lower() in known_flags():
                yield _without_dash(journey, argument)


def _unknown(journey: Journey, argument: Argument) -> Iterator[Finding]:
    name = argument.text[1:].lower()
    near = next(iter(get_close_matches(name, known_flags(), n=1, cutoff=_NEAR)), None)
    if not near and not name.startswith("link"):
        return
    message = f"MathLink does not know {argument.text} and ignores it"
    if not near:
        yield Finding(
            source_span(journey, argument.raw),
            message,
            "`-LinkMode -LinkProtocol -LinkName -LinkHost -LinkOptions` exist",
        )
        return
    flag = f"-{known_flags()[near][0]}"
    fix = unsafe(f"write {flag}", journey.launch.replace(source_span(journey, argument.raw), flag))
    yield Finding(source_span(journey, argument.raw), message, f"did you mean {flag}?", fix)


def _without_dash(journey: Journey, argument: Argument) -> Finding:
    flag = f"-{known_flags()[argument.text.lower()][0]}"
    fix = unsafe(f"write {flag}", journey.launch.replace(source_span(journey, argument.raw), flag))
    message = f"{argument.text} has no dash: MathLink does not take it for a flag"
    return Finding(source_span(journey, argument.raw), message, f"write {flag}", fix)
