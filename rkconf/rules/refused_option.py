"""ssh refuses an option, a value or the host, and ends before it calls anybody.

It knows no such letter or name, a value has another form than the option takes (a port, a time, a
list of ciphers), a setting has no value or too many, or may stand in the configuration file alone
(``Host``, ``Match``, ``Include``) or in that of the server; ``-J`` stands behind another way to the
host; or the host has characters that no host name has. What a later version may know is a warning:
a name that is like none of any version, or an algorithm that is not registered.

Bad:

    ssh -Z -p 70000 -o BatchMode skye.local ./math.sh -mathlink

Good:

    ssh -p 2222 -o BatchMode=yes skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Effect, Journey, Target
from rkconf.command.invocation import is_start_flag
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


@rule("RK413", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, _: Journey, __: Target) -> Iterator[Finding]:
    """Look at the options; where the host is missing, they are words that were meant for the kernel."""
    if not connection.destination or connection.launcher == "rsh":
        return
    if not any(is_start_flag(option.word) for option in connection.options):
        yield from _refused(connection)


def _refused(connection: Connection) -> Iterator[Finding]:
    for word in connection.unknown:
        if not _is_retired(connection, word):
            message = f"{connection.launcher} does not know the option {word.text}"
            yield Finding(word.raw.span, message, "take it away")
    for refusal in connection.refusals:
        severity = Severity.ERROR if refusal.is_certain else Severity.WARNING
        yield Finding(refusal.span, refusal.message, refusal.help, severity=severity)
    for effect, option in connection.options_that(Effect.REFUSED):
        yield Finding(option.span, effect.message, f"take {effect.said} away")


def _is_retired(connection: Connection, word: Field) -> bool:
    """Say whether another rule speaks of an option that ssh once had."""
    fact = connection.client.options.get(word.text[1:])
    return fact is not None and fact.retired
