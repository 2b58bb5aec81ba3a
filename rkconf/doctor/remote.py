"""Run scripts on the kernel's machine: over the shared connection, through the machines on the way, or here."""

import shlex

from rkconf.doctor.ended import Ended
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.commands import SOCKET, over, through
from rkconf.doctor.ssh.names import names
from rkconf.doctor.ssh.probed import are_known
from rkconf.resources import PACKAGE
from rkconf.shell.quoting import word_for_login_shell

_BEGIN = "rkconf-begin"
"""The line before the answer of a script: startup files may print text in front of it."""
_SHELL = "sh -s --"
"""Reads a script from standard input, so that login shells read only its arguments."""


def command(plan: TrialPlan, arguments: str = "") -> Words:
    """Return the words that run a script from standard input on the kernel's machine, over the shared connection.

    ``arguments`` is read by the login shell there. A name replaces the control socket, which only a session has.
    There are no words if a login on the way cannot be tried, or if only the launch command knows the machine.
    """
    if plan.is_hidden or not are_known(plan):
        return ()
    text = f"{_SHELL} {arguments}".rstrip()
    if not plan.connections:
        return ("sh", "-c", text)
    return over(plan.connections[0], SOCKET, through(plan.connections, text))


def reaches(session: Session) -> bool:
    """Return whether scripts can run on the kernel's machine."""
    plan = session.plan
    return session.master.is_open() and are_known(plan) if plan.connections else not plan.is_hidden


def script(name: str) -> str:
    """Return a script of the package, which runs on other machines."""
    return (PACKAGE / "doctor/scripts" / f"{name}.sh").read_text(encoding="utf-8")


async def run(session: Session, text: str, *words: str, longer: float = 0.0) -> Ended:
    """Run a script for ``sh``, with arguments that no shell changes; it may take ``longer`` than the usual limit."""
    return await run_expanded(session, text, " ".join(map(word_for_login_shell, words)), longer=longer)


async def run_expanded(session: Session, text: str, arguments: str, *, longer: float = 0.0) -> Ended:
    """Run a script for ``sh``, with arguments that the login shell expands; the output begins after a mark."""
    limit = session.options.timeout + longer
    return await session.programs.run(_reader(session, arguments), limit, f"echo {_BEGIN}\n{text}".encode())


def start_ahead(session: Session, arguments: str = "") -> None:
    """Log in for a script that a later step runs; nothing runs there until that step sends it."""
    if reaches(session):
        session.programs.start_ahead(_reader(session, arguments), has_input=True)


def _reader(session: Session, arguments: str) -> Words:
    """Return the words that read a script from standard input on the kernel's machine."""
    plan, reader = session.plan, f"{_SHELL} {arguments}".rstrip()
    return session.master.through(plan.connections, reader) if plan.connections else ("sh", "-c", reader)


def answer(ended: Ended) -> tuple[str, ...] | None:
    """Return the lines of a script's answer; None if it did not run."""
    _, mark, rest = ended.output.partition(f"{_BEGIN}\n")
    return tuple(rest.splitlines()) if mark else None


def host(plan: TrialPlan) -> str:
    """Return the name of the kernel's machine."""
    last = plan.connections[-1] if plan.connections else None
    if last is None:
        return "the kernel's machine" if plan.is_hidden else "this machine"
    return native(last.host or "")


def login(plan: TrialPlan) -> str:
    """Return the command by which a user logs in to the kernel's machine, for advice; empty on this machine."""
    return names(plan.connections[-1])["login"] if plan.connections else ""


def kernel(plan: TrialPlan) -> str:
    """Return the program of the kernel as the login shell reads it, for advice."""
    started = plan.journey.kernel
    return native(started.program.raw.text) if started else "the kernel"


def link_name(plan: TrialPlan) -> str:
    """Return the link name that the kernel gets, by which its processes are found."""
    started = plan.journey.kernel
    flag = started.link.flag("LinkName") if started else None
    if flag and flag.value:
        return native(flag.value.text)
    return plan.launch.values.get(plan.launch.link_placeholder, "")


async def kernels(session: Session) -> tuple[str, ...] | None:
    """Return the processes of the kernel on its machine, each with its number first; None if it does not answer."""
    name = link_name(session.plan)
    if not name or not reaches(session):
        return None
    return answer(await run(session, f"RKCONF_TEXT={shlex.quote(name)}\n{script('processes')}"))
