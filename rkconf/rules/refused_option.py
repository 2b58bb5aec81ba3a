"""ssh refuses an option, a value or the host, and exits before it connects.

Possible reasons are an unknown option or setting; a value of the wrong form, such as a port, a time
or a list of ciphers; a setting without a value, or with too many; a setting that is allowed only in
a configuration file (``Host``, ``Match``, ``Include``) or on a server; ``-J`` after another ``-J``,
``ProxyJump`` or ``ProxyCommand``; and a host with characters that no host name contains.

Bad:

    ssh -Z -p 70000 -o BatchMode skye.local ./math.sh -mathlink

Good:

    ssh -p 2222 -o BatchMode=yes skye.local ./math.sh -mathlink

Exceptions:

An unknown setting that resembles no known one, a setting of later versions, and an algorithm that
is not registered are only warnings: your ssh may know them. A login with two ``@`` in a row is a warning
too, and so is the file of a public key: ssh accepts both. rsh is not checked.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Effect, Journey, Target
from rkconf.command.invocation import is_start_flag
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import connection_of
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field


def _described(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Check the options that a description passes to ssh."""
    connection = connection_of(kernel, target.version)
    yield from _refused(connection) if connection else ()


@rule("RK413", Severity.ERROR, Subject.CONNECTION, also={Subject.DESCRIPTION: _described})
def check(connection: Connection, _: Journey, __: Target) -> Iterator[Finding]:
    """Find what ssh refuses; without a host, the options are words for the kernel, and missing-host reports them."""
    if not connection.destination or connection.launcher == "rsh":
        return
    if not any(is_start_flag(option.word) for option in connection.options):
        yield from _refused(connection)


def _refused(connection: Connection) -> Iterator[Finding]:
    for word in connection.unknown:
        if not _is_retired(connection, word):
            message = f"{connection.launcher} does not know the option {word.text} and exits"
            yield Finding(word.raw.span, message, "remove it")
    for refusal in connection.refusals:
        severity = Severity.ERROR if refusal.is_certain else Severity.WARNING
        yield Finding(refusal.span, refusal.message, refusal.help, severity=severity)
    for effect, option in connection.options_that(Effect.REFUSED):
        yield Finding(option.span, effect.message, f"remove {effect.said}")


def _is_retired(connection: Connection, word: Field) -> bool:
    """Return whether ssh once had the option: obsolete-crypto reports that."""
    fact = connection.client.options.get(word.text[1:])
    return fact is not None and fact.retired
