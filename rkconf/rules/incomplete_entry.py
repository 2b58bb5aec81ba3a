"""A remote entry that says too little.

A remote kernel is reached by a launch command (*Advanced Options*) or by a machine's name (*Basic Options*, where the
Front End makes the command itself). With neither, nothing can start. A launch command without arguments to MLOpen is
suspect: what the Front End then opens at its end is not known.

Bad:

    "skye" -> {"RemoteMachine" -> True, "AutoStartOnLaunch" -> False}

Good:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import LocatedEntry
from rkconf.rule import Finding, Subject, rule


@rule("RK006", Severity.ERROR, Subject.ENTRY)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Look for a way to the machine, and for both ends of the link."""
    if any(problem.rule == "syntax-error" for problem in entry.problems):
        return  # what is missing may stand in the part that cannot be read
    command = entry.get("LoginScript")
    if command and not entry.get("MLOpenArguments"):
        message = "a launch command without MLOpenArguments: what the Front End opens at its end is not known"
        advice = 'add "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"'
        yield Finding(command.key_span, message, advice, severity=Severity.WARNING)
    elif entry.boolean("RemoteMachine") and not command and not _names_a_machine(entry):
        message = f'the remote entry "{entry.name}" has neither a launch command nor a host name: nothing can start'
        yield Finding(entry.name_span, message, 'add "LoginScript" and "MLOpenArguments", or "HostName"')


def _names_a_machine(entry: LocatedEntry) -> bool:
    host = entry.string("HostName")
    return bool(host) if host is not None else entry.get("HostName") is not None
