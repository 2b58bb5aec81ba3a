"""A remote entry without enough information to start a kernel.

A remote kernel needs a launch command (Advanced Options) or the name of a machine (Basic
Options, where the Front End writes the command itself). With neither, nothing can start.

Bad:

    "skye" -> {"RemoteMachine" -> True, "AutoStartOnLaunch" -> False}

Good:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}

Exceptions:

A launch command without arguments to MLOpen is only a warning: it is not known how the Front End
then opens its end of the link. A misspelt key counts as the one that was meant, since RK002
reports it. An entry with a syntax error is not checked, since the missing key may be in the part
that cannot be read; nor is an entry of which a file sets only single options.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import LocatedEntry
from rkconf.entries.unknown_keys import meant_option
from rkconf.rule import Finding, Subject, rule


@rule("RK006", Severity.ERROR, Subject.ENTRY)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Find an entry without a way to start its kernel, or with one end of the link only."""
    if not entry.is_complete or any(problem.rule == "syntax-error" for problem in entry.problems):
        return  # the missing key may be in another place, or in the part that cannot be read
    command = meant_option(entry, "LoginScript")
    if command and not meant_option(entry, "MLOpenArguments"):
        message = "a launch command without MLOpenArguments: it is not known which link the Front End opens"
        advice = 'add "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"'
        yield Finding(command.key_span, message, advice, severity=Severity.WARNING)
    elif entry.boolean("RemoteMachine") and not command and not _names_a_machine(entry):
        message = f'the remote entry "{entry.name}" has neither a launch command nor a host name: no kernel can start'
        yield Finding(entry.name_span, message, 'add "LoginScript" and "MLOpenArguments", or "HostName"')


def _names_a_machine(entry: LocatedEntry) -> bool:
    host = entry.string("HostName")
    return bool(host) if host is not None else entry.get("HostName") is not None
