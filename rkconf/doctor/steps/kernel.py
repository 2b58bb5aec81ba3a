"""The step ``kernel``: the program at the end of the launch command, on its machine."""

import itertools
import re

from rkconf.command import Hop, Journey
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.kernel_file import MOST_BYTES, KernelFile, is_looked_at_early, look
from rkconf.doctor.kernel_script import KernelScript
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.steps.entry import failed_by
from rkconf.programs.table import table
from rkconf.shell.quoting import word_for_login_shell
from rkconf.shell.words import Field

_SCRIPTS = 3
"""The scripts that are followed, each of which may start the next."""
_CAUSES = (
    ("missing", "kernel-not-found"),
    ("folder", "kernel-is-folder"),
    ("noexec", "kernel-noexec"),
    ("not-executable", "kernel-not-executable"),
    ("carriage-return", "script-line-ends"),
    ("interpreter", "interpreter-missing"),
    ("library", "library-missing"),
)
"""The facts about a file, in the order in which the system finds them out, with their causes."""
_KEEPING = frozenset(("chrt", "command", "exec", "ionice", "nice", "nohup", "numactl", "stdbuf", "taskset", "timeout"))
"""The programs in front of a kernel that start it as the same user, in the same folder, with the same variables."""
_STARTUP = re.compile(r"-[A-Za-z]*[il][A-Za-z]*|--(?:login|interactive|rcfile|init-file|init-command)(?:=.*)?")
"""The options by which a shell reads more startup files than for a command of ssh."""
_CAUSES_OF_RULES = {"dropped-arguments": "script-drops-arguments"}


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that looks at the program."""
    word = program_word(plan)
    return (remote.command(plan, native(word)),) if word and not is_looked_at_early(plan, word) else ()


async def check(session: Session) -> StepFinding:
    """Look at the program, and at the scripts that start it."""
    if session.plan.described and session.plan.stand_in is not None:
        return skipped("cat runs in the kernel's place: a kernel description uses no stand-in")
    if session.plan.stand_in == "":
        return skipped("the stand-in runs in the kernel's place")
    word = program_word(session.plan)
    if word is None:
        return skipped("the launch command does not show the program of the kernel")
    if not remote.reaches(session):
        return unknown("no shared connection: the file was not looked at")
    return await _looked_at(session, native(word), _SCRIPTS)


def program_word(plan: TrialPlan) -> str | None:
    """Return the program as the last shell reads it: with its quotes, and with variables that are not known here."""
    if plan.stand_in is not None:
        return word_for_login_shell(plan.stand_in) if plan.stand_in and not plan.described else None
    if plan.is_hidden:
        return None
    program = _program(plan.journey)
    return program.raw.text if program else None


def _program(journey: Journey) -> Field | None:
    if journey.kernel:
        return None if journey.kernel.is_cut else journey.kernel.program
    return journey.unfollowed


async def _looked_at(session: Session, word: str, scripts: int) -> StepFinding:
    file = await look(session, word)
    if file is None:
        return unknown("the kernel's machine did not answer: the file was not looked at")
    name = file.path or word
    cause = next((cause for fact, cause in _CAUSES if fact in file.facts), None)
    if cause and not is_certain(session.plan):
        return unknown(f"{name}: {_facts(file)} at login; the launch command may find another file there")
    if cause == "kernel-not-found" and not file.path and "/" not in word:
        return _failed(session, "kernel-not-on-path", file, name)
    if cause:
        return _failed(session, cause, file, name)
    if file.is_front_end:
        return _failed(session, "kernel-is-front-end", file, name)
    return await _script(session, file, scripts) if file.content else ok(f"{name} is executable")


def is_certain(plan: TrialPlan) -> bool:
    """Return whether a login looks the program up as the launch command does: same user, folder and variables."""
    hops = [hop for hop in plan.journey.hops if hop.evaluation.machine == len(plan.connections)]
    return all(_keeps(hop) for hop in hops)


def _keeps(hop: Hop) -> bool:
    """Return whether nothing in one shell changes how the program after it is looked up."""
    execution, call = hop.execution, hop.call
    if hop.evaluation.unfollowed or hop.evaluation.assignments:
        return False
    if execution is None or call is None:
        return True
    if hop.evaluation.before(execution) or execution.assignments:
        return False
    invocation = call.invocation
    if invocation is None or call.connection:
        return True
    if any(word.base in table().handing_on and word.base not in _KEEPING for word in invocation.prefixes):
        return False
    is_shell = invocation.program.base in table().shells
    options = itertools.takewhile(lambda word: word.text.startswith("-"), invocation.arguments)
    return call.evaluation is None or (is_shell and not any(_STARTUP.fullmatch(word.text) for word in options))


def _facts(file: KernelFile) -> str:
    return ", ".join(sorted(file.facts - {"path", "target", ""})).replace("-", " ")


def _failed(session: Session, cause: str, file: KernelFile, name: str) -> StepFinding:
    missing = ", ".join(file.libraries or file.interpreters)
    return failed(
        StepName.KERNEL,
        cause,
        f"{name}: {_facts(file) or 'a Front End'}{f': {missing}' if missing else ''}",
        path=name,
        word=word_for_login_shell(name),
        folder=word_for_login_shell(name.rpartition("/")[0] or "."),
        host=remote.host(session.plan),
        login=remote.login(session.plan),
        interpreter=missing,
        mount=file.mount,
    )


async def _script(session: Session, file: KernelFile, scripts: int) -> StepFinding:
    """Judge a script as a file is judged, and look at the program that it starts."""
    read = KernelScript.of(file.path, file.content, session.plan.target)
    if read is None:
        return ok(f"{file.path} is a script of a language that rkconf does not read")
    if len(file.content) >= MOST_BYTES:
        return ok(f"{file.path} is a script that is too long to be judged")
    if read.mistake:
        return ok(f"{file.path} is a script", read.mistake)
    if read.obstacle:
        cause = _CAUSES_OF_RULES.get(read.obstacle.name)
        return _failed(session, cause, file, file.path) if cause else failed_by(read.obstacle)
    path = _started(read.journey)
    if path and scripts > 1:
        return await _looked_at(session, word_for_login_shell(path), scripts - 1)
    return ok(
        f"{file.path} is a script{'' if read.gap else ' that passes its arguments on'}", *filter(None, (read.gap,))
    )


def _started(journey: Journey) -> str:
    """Return the path of the program that a script starts; empty if it is unknown, or looked up on PATH."""
    program = _program(journey)
    return native(program.text) if program and program.known and "/" in program.text else ""
