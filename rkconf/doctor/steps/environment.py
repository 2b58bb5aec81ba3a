"""The step ``environment``: the local shell and the client of ssh are there, and the client starts."""

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.command.invocation import Invocation
from rkconf.doctor import surroundings
from rkconf.doctor.ended import Ended
from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.invoking_user import changed_user
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.record import replace
from rkconf.ssh.connection import Connection

if TYPE_CHECKING:
    from rkconf.doctor.session import Session

_LIBRARIES = (
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "DYLD_FRAMEWORK_PATH",
    "DYLD_INSERT_LIBRARIES",
)
"""The variables by which a Front End makes other programs load its libraries (ld.so(8), dyld(1))."""
_VERSIONS = {"ssh": ("-V",), "autossh": ("-V",), "plink": ("-V",), "mathssh": ("-version",)}
"""How each client reports its version; the others have no option for it."""


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that measures the surroundings of the client, and the one that reports its version."""
    words = () if plan.untried else reporting(plan)
    return tuple(filter(None, (surroundings.command(plan), words)))


def reporting(plan: TrialPlan) -> Words:
    """Return the command by which the client reports its version; empty if it has none."""
    first = plan.connections[0] if plan.connections else None
    if first is None or first.launcher not in _VERSIONS or not first.program.known:
        return ()
    return (native(first.program.text), *_VERSIONS[first.launcher])


async def check(session: "Session") -> StepFinding:
    """Look for the shell and the client, and let the client report its version."""
    found = await _checked(session)
    return replace(found, notes=(*found.notes, *_note_on_user(session.plan)))


def _note_on_user(plan: TrialPlan) -> tuple[str, ...]:
    changed = changed_user(os.environ)
    if changed is None or not plan.connections:
        return ()
    account, invoking = changed.account, changed.invoking
    return (f"rkconf runs as {account}: ssh uses the keys and the configuration of {account}, not those of {invoking}",)


async def _checked(session: "Session") -> StepFinding:
    plan = session.plan
    if plan.journey.is_read_by_windows:
        return unknown("the command is written for cmd.exe, and this machine has another shell")
    if not _found(session, plan.local_shell):
        return _without_shell(session)
    if not plan.connections:
        return ok(plan.local_shell if plan.is_hidden else f"{plan.local_shell}; the kernel runs on this machine")
    if reason := await surroundings.measure(session):
        session.plan = replace(plan, unprepared=reason)
        return ok(plan.local_shell, f"{reason}: its logins are tried by the launch command only")
    return _missing(session, plan.connections[0]) or await _started(session, plan.connections[0])


def _without_shell(session: "Session") -> StepFinding:
    shell, path = session.plan.local_shell, session.programs.surroundings.variables.get("PATH", "")
    where = "" if session.options.environment is None else " of --environment"
    evidence = f"PATH{where}: {path or 'empty'}"
    return failed(StepName.ENVIRONMENT, "shell-missing", evidence, shell=shell, where=where)


def _found(session: "Session", program: str) -> str | None:
    return shutil.which(program, path=session.programs.surroundings.variables.get("PATH"))


def _missing(session: "Session", first: Connection) -> StepFinding | None:
    """Return the cause if the local shell does not find the client, or the client its files."""
    plan, program = session.plan, native(first.program.text)
    call = plan.journey.hops[0].call
    if call is None or call.connection is not first or not first.program.known:
        return None
    if not _found(session, program):
        return failed(StepName.ENVIRONMENT, _absent(first), f"{program} is not on PATH", program=program)
    archive = _archive(call.invocation) if first.launcher == "mathssh" else None
    if archive and not Path(archive).is_file():
        return failed(
            StepName.ENVIRONMENT, "mathssh-missing", f"{archive} is not a file", path=archive, word=shlex.quote(archive)
        )
    return None


def _archive(invocation: Invocation | None) -> str | None:
    """Return the path that ``java -jar`` starts, if it is known."""
    words = invocation.words if invocation else ()
    at = next((at for at, word in enumerate(words) if word.text == "-jar"), len(words))
    return native(words[at + 1].text) if at + 1 < len(words) and words[at + 1].known else None


async def _started(session: "Session", first: Connection) -> StepFinding:
    words = reporting(session.plan)
    if not words:
        return ok(f"{native(first.program.text)} is installed" if first.program.known else "")
    ended = await _run(session, words)
    if ended.status == 0:
        difference = session.programs.surroundings.difference(session.programs.given)
        return ok(_version(ended), *((f"the launch command runs ssh {difference}",) if difference else ()))
    without = tuple(word for name in _set_libraries(session) for word in ("-u", name))
    if without and (await _run(session, ("env", *without, *words))).status == 0:
        return failed(
            StepName.ENVIRONMENT, "library-path", ended.summary, program=words[0], variable=" -u ".join(without[1::2])
        )
    return failed(StepName.ENVIRONMENT, _absent(first), ended.summary, program=words[0])


def _absent(client: Connection) -> str:
    """Return the cause of a client that is not installed."""
    if client.launcher == "mathssh":
        return "java-missing"
    return "ssh-missing" if client.client.is_openssh else "client-missing"


async def _run(session: "Session", words: Words) -> Ended:
    try:
        return await session.programs.run(words, session.options.timeout)
    except OSError as error:
        return Ended(127, "", str(error), 0.0)


def _version(ended: Ended) -> str:
    lines = f"{ended.errors}{ended.output}".strip().splitlines()
    return lines[0] if lines else "the client starts"


def _set_libraries(session: "Session") -> Words:
    return tuple(name for name in _LIBRARIES if session.programs.surroundings.variables.get(name))
