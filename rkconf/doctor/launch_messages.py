"""The messages of ssh and of a kernel where a launch fails (``launch_messages.toml``)."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from rkconf import tables
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed
from rkconf.doctor.model import StepName
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.log import Log
from rkconf.record import record, replace

_LINES = 10
"""The last lines of the launch command that are shown."""
_CHARACTERS = 250
_SEARCHED_LINES, _SEARCHED_CHARACTERS = 200, 300
"""The first and the last lines in which messages are searched, and the characters of each.

Startup files may print megabytes, in which a search would take minutes.
"""
_ENDS_OF_LOGINS = frozenset(
    (
        "name-unknown",
        "connection-refused",
        "connection-timed-out",
        "network-unreachable",
        "host-key-refused",
        "password-only",
        "denied",
    )
)
"""The lines of ssh (``ssh/log.toml``) after which no launch goes on; others may be of a forward."""


@record
class LaunchMessage:
    """The texts from which one cause follows."""

    name: str
    """The name of the cause in ``causes.toml``."""
    step: str
    """The step to which the cause belongs."""
    texts: tuple[str, ...]
    """Regular expressions; their groups ``port`` and ``program`` replace these names in the texts of the cause."""


@cache
def launch_messages() -> Mapping[str, LaunchMessage]:
    """Return the table, by the names of the causes."""
    return tables.read_rows(LaunchMessage, "doctor/launch_messages.toml")


def cause_in_output(session: Session) -> StepFinding | None:
    """Return the cause that the launch command has printed so far; None if it has printed none."""
    if session.launched is None:
        return None
    so_far = session.launched.so_far
    printed = searched(without(session.master.startup_lines, f"{so_far.output}\n{so_far.errors}"))
    for message in launch_messages().values():
        for text in message.texts:
            if found := re.search(text, printed):
                return _failed(session, message, found)
    return None


def searched(text: str) -> str:
    """Return the part of an output in which messages are searched."""
    lines = text.splitlines()
    kept = lines if len(lines) <= 2 * _SEARCHED_LINES else (*lines[:_SEARCHED_LINES], *lines[-_SEARCHED_LINES:])
    return "\n".join(line[:_SEARCHED_CHARACTERS] for line in kept)


def without(lines: Collection[str], text: str) -> str:
    """Return a text without some lines, such as those that startup files print at every login."""
    return "\n".join(line for line in text.splitlines() if line.strip() not in lines)


def printed_lines(session: Session) -> str:
    """Return the last lines that the launch command has printed, as one line of evidence; empty if there are none."""
    if session.launched is None:
        return ""
    so_far = session.launched.so_far
    text = without(session.master.startup_lines, f"{so_far.output}\n{so_far.errors}")
    shown = "; ".join([line.strip() for line in text.splitlines() if line.strip()][-_LINES:])
    return shown if len(shown) <= _CHARACTERS else f"... {shown[-_CHARACTERS:]}"


def refused_login(session: Session) -> StepFinding | None:
    """Return why the launch command could not log in, if it did not show its login and so no step has tried it."""
    if session.configuration is not None or session.launched is None:
        return None
    errors = without(session.master.startup_lines, session.launched.so_far.errors)
    return login_refused_by(errors, session.plan.command)


def login_refused_by(errors: str, command: str) -> StepFinding | None:
    """Return the cause that ssh has printed for a login of ``command`` whose options are unknown."""
    line = next((each for each in reversed(Log(errors).seen) if each.kind.name in _ENDS_OF_LOGINS), None)
    if line is None:
        return None
    host = line.values.get("host") or line.values.get("server") or "the other machine"
    values = {"user": line.values.get("user") or "this account", "port": line.values.get("port", "")}
    names = dict.fromkeys(("host", "login", "destination", "copy"), host)
    # Without the log of ssh -v it is unknown whether ssh had a key.
    cause = "key-refused" if line.kind.cause == "key-missing" else line.kind.cause
    found = failed(StepName(line.kind.step), cause, line.text, **names, **values)
    return replace(found, cause=found.cause and replace(found.cause, command=command))


def _failed(session: Session, message: LaunchMessage, found: re.Match[str]) -> StepFinding:
    start, end = found.string.rfind("\n", 0, found.start()) + 1, found.string.find("\n", found.end())
    plan = session.plan
    return failed(
        StepName(message.step),
        message.name,
        found.string[start : end if end >= 0 else None].strip(),
        host=remote.host(plan),
        login=remote.login(plan),
        path=remote.kernel(plan),
        launch=plan.command,
        flag=plan.target.kernel_version.start_flags[0],
        **{"port": "", "program": "sudo", **found.groupdict()},
    )
