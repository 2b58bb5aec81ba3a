"""A launch command of the Front End that ends before the kernel does.

The Front End watches the command that it started. When the command ends, the Front End concludes
that the kernel has ended. With ``&``, ``ssh -f`` or ``ForkAfterAuthentication=yes``, and in cmd.exe
with ``start``, the command ends at once, while the kernel keeps running unnoticed.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` &

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

If another program, such as ``sleep``, keeps the command running for a while, the finding is a
warning. Templates for parallel kernels must return at once and are not reported;
parallel-in-foreground checks them.

Fix safety:

This fix is safe: it only removes the ``&`` or the option that sends ssh to the background, or adds
the switch that makes ``start`` wait. The same kernel starts with the same arguments.
"""

from collections.abc import Iterator

from rkconf.command import Effect, Execution, Journey, Target, stay
from rkconf.command.lifetime import lingering
from rkconf.command.repair import remove, remove_option, safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Condition, Occurrence
from rkconf.shell.facts import WindowsShell
from rkconf.source import Excerpt, Span

_CONSEQUENCE = "the Front End concludes that the kernel has ended"


@rule("RK501", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the reason why the command of a controller kernel ends before the kernel does."""
    if journey.launch.is_parallel or not journey.leads_on:
        return
    found = stay(journey)
    if found.occurs is Occurrence.NEVER and found.released:
        yield from _ended(journey, found.released)


def _ended(journey: Journey, released: Condition) -> Iterator[Finding]:
    options = [each for connection in journey.connections for each in connection.options_that(Effect.IN_BACKGROUND)]
    for cause, option in options:
        message = f"{cause.said} ends ssh at once, and {_CONSEQUENCE}"
        advice = f"remove {cause.said}"
        yield Finding(option.span, message, advice, safe(advice, *remove_option(journey.launch, option)))
    execution = next((hop.execution for hop in journey.hops if _marks(hop.execution, released)), None)
    if execution:
        yield _background(journey, execution, released.raw)
    elif not options:
        yield Finding(
            released.raw.span, f"{released.message}, and {_CONSEQUENCE}", "make the command wait for the kernel"
        )


def _marks(execution: Execution | None, released: Condition) -> bool:
    return bool(execution and execution.background_mark and execution.background_mark.span == released.raw.span)


def _background(journey: Journey, execution: Execution, mark: Excerpt) -> Finding:
    subject, advice, fix = _foreground(journey, execution, mark)
    rest = lingering(journey)
    if rest:
        message = f"{subject} lets the command end together with {rest.raw}, and {_CONSEQUENCE}"
        return Finding(mark.span, message, advice, fix, Severity.WARNING)
    return Finding(mark.span, f"{subject} ends the command at once, and {_CONSEQUENCE}", advice, fix)


def _foreground(journey: Journey, execution: Execution, mark: Excerpt) -> tuple[str, str, Fix | None]:
    """Return the text that ends the command, the advice and the fix: remove ``&``, or make ``start`` wait."""
    shell = journey.local.shell
    if isinstance(shell, WindowsShell):
        wait = shell.waits[0]
        after = Span(mark.span.end, mark.span.end)
        advice = f"write {mark} {wait}"
        return mark.text, advice, safe(advice, journey.launch.replace(after, f" {wait}"))
    advice = f"remove the {mark}"
    is_local = execution is journey.execution
    return f"the {mark}", advice, safe(advice, remove(journey.launch, mark.span)) if is_local else None
