"""The messages of ssh and of a kernel where a launch fails (``launch_messages.toml``)."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from rkconf import tables
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed
from rkconf.doctor.model import StepName
from rkconf.doctor.session import Session
from rkconf.record import record


@record
class LaunchMessage:
    """The texts from which one cause follows."""

    name: str
    """The id of the cause."""
    step: str
    """The step to which the cause belongs."""
    texts: tuple[str, ...]
    """Regular expressions; ``port`` is a group for the port, where the text has one."""


@cache
def launch_messages() -> Mapping[str, LaunchMessage]:
    """Return the table, by the ids of the causes."""
    return tables.read_rows(LaunchMessage, "doctor/launch_messages.toml")


def cause_in_output(session: Session) -> StepFinding | None:
    """Return the cause that the launch command has printed so far; None if it has printed none."""
    if session.launched is None:
        return None
    so_far = session.launched.so_far
    printed = without(session.master.startup_lines, f"{so_far.output}\n{so_far.errors}")
    for message in launch_messages().values():
        for text in message.texts:
            if found := re.search(text, printed):
                return _failed(session, message, found)
    return None


def without(lines: Collection[str], text: str) -> str:
    """Return a text without some lines, such as those that startup files print at every login."""
    return "\n".join(line for line in text.splitlines() if line.strip() not in lines)


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
        port=found.groupdict().get("port", ""),
        flag=plan.target.kernel_version.start_flags[0],
    )
