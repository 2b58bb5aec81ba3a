"""ssh refuses an option and ends before it calls anybody.

It knows no such letter or name, a setting has no value or too many, or it may stand in the
configuration file alone (``Host``, ``Match``, ``Include``); or ``-J`` stands behind another way to
the host. A name that is like none that any version of ssh is known to have is doubtful: a later one
may know it.

Bad:

    ssh -Z -o BatchMode skye.local ./math.sh -mathlink

Good:

    ssh -o BatchMode=yes skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Effect, Journey, Target
from rkconf.command.invocation import is_start_flag
from rkconf.diagnostics import Severity
from rkconf.programs import facts
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


@rule("RK413", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the options; where the host is missing, they are words that were meant for the kernel."""
    connection = journey.connection
    if not connection or connection.launcher != "ssh" or not connection.destination:
        return
    if not any(is_start_flag(option.word) for option in connection.options):
        yield from _refused(connection)


def _refused(connection: Connection) -> Iterator[Finding]:
    for word in connection.unknown:
        if not _is_retired(word):
            yield Finding(word.raw.span, f"ssh does not know the option {word.text}", "take it away")
    for refusal in connection.refusals:
        severity = Severity.ERROR if refusal.is_certain else Severity.WARNING
        yield Finding(refusal.option.span, refusal.message, refusal.help, severity=severity)
    for cause, option in connection.options_that(Effect.REFUSED):
        yield Finding(option.span, cause.message, f"take {cause.said} away")


def _is_retired(word: Field) -> bool:
    """Say whether another rule speaks of an option that ssh once had."""
    return word.text[1:] in facts()["remote"]["ssh"]["retired"]
