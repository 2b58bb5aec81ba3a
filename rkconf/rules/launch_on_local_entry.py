"""A launch command in an entry that is not remote.

Without ``"RemoteMachine" -> True`` the Front End starts a kernel on its own machine and ignores the
launch command: calculations run here instead of on the other machine.

Bad:

    "skye" -> {"MLOpenArguments" -> "-LinkMode Listen",
      "LoginScript" -> "ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`"}

Good:

    "skye" -> {"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen",
      "LoginScript" -> "ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`"}

Exceptions:

An empty launch command is not reported, nor an entry of which a file sets only single options.

Fix safety:

This fix is unsafe: it makes the entry remote, but you may have kept the launch command of an entry
that is local on purpose.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import LocatedEntry, LocatedOption
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK009", Severity.WARNING, Subject.ENTRY, fix=Applicability.UNSAFE)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Find a launch command in an entry without `RemoteMachine`."""
    command, remote = entry.get("LoginScript"), entry.get("RemoteMachine")
    if not command or not entry.is_complete or entry.boolean("RemoteMachine") is not (False if remote else None):
        return
    if not entry.string("LoginScript"):
        return
    message = f'"{entry.name}" is not a remote entry: its launch command has no effect'
    fix = unsafe("make it a remote entry", _edit(entry, remote))
    yield Finding(command.key_span, message, 'set "RemoteMachine" -> True', fix)


def _edit(entry: LocatedEntry, remote: LocatedOption | None) -> Edit:
    if remote:
        return Edit.replace(remote.value.span, "True")
    first = entry.options[0].span.start
    return Edit.replace(Span(first, first), '"RemoteMachine" -> True, ')
