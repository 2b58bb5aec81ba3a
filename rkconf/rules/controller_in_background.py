"""A launch command of the Front End that ends before the kernel does.

The Front End watches the command that it started and takes its end for the end of the kernel. With ``&`` or
``ssh -f`` (or ``ForkAfterAuthentication=yes``), and in cmd.exe with ``start``, the command ends at once, while the
kernel lives on behind its back.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` &

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Effect, Journey, Target
from rkconf.command.repair import remove, remove_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.facts import WindowsShell
from rkconf.source import Excerpt, Span


@rule("RK501", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find what sends the command of a controller kernel into the background."""
    if journey.launch.is_parallel or not journey.launcher:
        return
    mark = journey.launcher.started.background_mark
    if mark:
        said, advice, edit = _foreground(journey, mark)
        message = f"{said} ends the command at once, and the Front End takes that for the end of the kernel"
        yield Finding(mark.span, message, advice, safe(advice, edit))
    for cause, option in journey.connection.options_that(Effect.IN_BACKGROUND) if journey.connection else ():
        message = f"{cause.said} ends ssh at once, and the Front End takes that for the end of the kernel"
        advice = f"remove {cause.said}"
        yield Finding(option.span, message, advice, safe(advice, *remove_option(journey.launch, option)))


def _foreground(journey: Journey, mark: Excerpt) -> tuple[str, str, Edit]:
    """Return what ends the command and what lets it last: no ``&``, or a switch of ``start``."""
    shell = journey.local.shell
    if isinstance(shell, WindowsShell):
        wait = shell.waits[0]
        behind = Span(mark.span.end, mark.span.end)
        return mark.text, f"write {mark} {wait}", journey.launch.replace(behind, f" {wait}")
    return f"the {mark}", f"remove the {mark}", remove(journey.launch, mark.span)
