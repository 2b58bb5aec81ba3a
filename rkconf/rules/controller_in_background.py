"""A launch command of the Front End that ends before the kernel does.

The Front End watches the command that it started and takes its end for the end of the kernel. With ``&`` or
``ssh -f`` (or ``ForkAfterAuthentication=yes``) the command ends at once, while the kernel lives on behind its back.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` &

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Effect, Journey, Target
from rkconf.command.repair import remove, remove_option, safe
from rkconf.diagnostics import Applicability, Severity
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
    for cause, option in journey.connection.options_that(Effect.IN_BACKGROUND) if journey.connection else ():
        message = f"{cause.said} ends ssh at once, and the Front End takes that for the end of the kernel"
        advice = f"remove {cause.said}"
        yield Finding(option.span, message, advice, safe(advice, *remove_option(journey.launch, option)))
