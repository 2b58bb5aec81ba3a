"""A flag that MathLink does not know and silently ignores.

MathLink looks for the flags that it knows and ignores all others, so the misspelt ``-LinkNane`` has
no effect. Flags may be written in uppercase or lowercase, but the dash is required, and so is
a space before the value.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkNane `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

A flag that neither begins with ``-link`` nor resembles a known flag is not reported: a script in
front of the kernel may know it.

Fix safety:

This fix is unsafe: it writes the known flag with the most similar name, or adds the missing dash or
space, which is a guess.
"""

import re
from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import source_span, unsafe
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument, known_flags
from rkconf.rule import Finding, Subject, rule
from rkconf.spelling import closest

_JOINED = pattern(r"-(?P<name>[A-Za-z]+)(?P<sign>=?)(?P<value>.+)", re.DOTALL)
_NEAR = 0.75
"""The least similarity of two names for one to be a misspelling of the other; found by trying typing errors."""


@rule("RK105", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words that are not flags of either side."""
    sides = [journey.launch.listening]
    if journey.kernel and journey.kernel.is_known:
        sides.append(journey.kernel.link)
    for side in filter(None, sides):
        for argument in side.unknown:
            yield from _unknown(journey, argument)
        for argument in side.others:
            if argument.text.lower() in known_flags() and _is_for_kernel(journey, argument):
                yield _without_dash(journey, argument)


def _is_for_kernel(journey: Journey, argument: Argument) -> bool:
    """Return whether a word is not one of an unknown program, such as ``run`` in ``docker run image wolfram``."""
    kernel = journey.kernel
    if kernel is None or kernel.is_named or argument not in kernel.link.others:
        return True
    return kernel.link.flags[0].argument.raw.span < argument.raw.span


def _unknown(journey: Journey, argument: Argument) -> Iterator[Finding]:
    if joined := _joined(journey, argument):
        yield joined
        return
    name = argument.text[1:].lower()
    near = closest(name, known_flags(), similarity=_NEAR)
    if not near and not name.startswith("link"):
        return
    message = f"MathLink does not know {argument.text} and ignores it"
    if not near:
        yield Finding(
            source_span(journey, argument.raw),
            message,
            "use one of -LinkMode -LinkProtocol -LinkName -LinkHost -LinkOptions",
        )
        return
    flag = f"-{known_flags()[near][0]}"
    fix = unsafe(f"write {flag}", journey.launch.replace(source_span(journey, argument.raw), flag))
    yield Finding(source_span(journey, argument.raw), message, f"did you mean {flag}?", fix)


def _joined(journey: Journey, argument: Argument) -> Finding | None:
    """Return the finding about a flag with its value in one word, such as ``-LinkMode=Connect``."""
    written = _JOINED.fullmatch(argument.text)
    name, takes_value = known_flags().get(written["name"].lower(), ("", False)) if written else ("", False)
    if not written or not takes_value:
        return None
    place = argument.value[: written.start("value")].span
    what = "an equals sign" if written["sign"] else "no space"
    message = f"-{name} has {what} before its value: MathLink does not know the word and ignores it"
    advice = f"write a space after -{name}"
    fix = unsafe(advice, journey.launch.replace(place, f"-{name} "))
    return Finding(place, message, advice, fix)


def _without_dash(journey: Journey, argument: Argument) -> Finding:
    flag = f"-{known_flags()[argument.text.lower()][0]}"
    fix = unsafe(f"write {flag}", journey.launch.replace(source_span(journey, argument.raw), flag))
    message = f"{argument.text} has no dash: MathLink does not read it as a flag"
    return Finding(source_span(journey, argument.raw), message, f"write {flag}", fix)
