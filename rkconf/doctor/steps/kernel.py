"""The step ``kernel``: the program at the end of the launch command, on its machine."""

from shlex import quote

from rkconf.command import Journey
from rkconf.doctor import remote
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.kernel_file import KernelFile, look
from rkconf.doctor.kernel_script import KernelScript
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.steps.entry import failed_by
from rkconf.shell.quoting import word_for_remote_shell
from rkconf.shell.words import Field

_SCRIPTS = 3
"""The scripts that are followed, each of which may start the next."""
_CAUSES = (
    ("missing", "kernel-not-found"),
    ("folder", "kernel-is-folder"),
    ("not-executable", "kernel-not-executable"),
    ("carriage-return", "script-line-ends"),
    ("interpreter", "interpreter-missing"),
    ("library", "library-missing"),
)
"""The facts about a file, in the order in which the system finds them out, with their causes."""
_CAUSES_OF_RULES = {"dropped-arguments": "script-drops-arguments"}


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that looks at the program."""
    word = _word(plan)
    return remote.commands(plan, native(word)) if word else ()


async def check(session: Session) -> StepFinding:
    """Look at the program, and at the scripts that start it."""
    if session.plan.stand_in == "":
        return skipped("the stand-in runs in the kernel's place")
    word = _word(session.plan)
    if word is None:
        return skipped("the launch command does not show the program of the kernel")
    if not remote.reaches(session):
        return unknown("no shared connection: the file was not looked at")
    return await _looked_at(session, native(word), _SCRIPTS)


def _word(plan: TrialPlan) -> str | None:
    """Return the program as the last shell reads it: with its quotes, and with variables that are not known here."""
    if plan.stand_in is not None:
        return word_for_remote_shell(plan.stand_in) if plan.stand_in else None
    if plan.journey.kernel is None and not plan.connections:
        # A program of the user, which may start the kernel on any machine.
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
    if "missing" in file.facts and not _is_certain(session.plan):
        return unknown(f"{name} is not there at login; the launch command runs other commands before it")
    for fact, cause in _CAUSES:
        if fact in file.facts:
            return _failed(session, cause, file, name)
    if file.is_front_end:
        return _failed(session, "kernel-is-front-end", file, name)
    return await _script(session, file, scripts) if file.content else ok(f"{name} is executable")


def _is_certain(plan: TrialPlan) -> bool:
    """Return whether nothing before the kernel changes the folder, or the variables, in which its path is looked up."""
    hops = [hop for hop in plan.journey.hops if hop.evaluation.machine == len(plan.connections) and hop.execution]
    return not any(
        hop.evaluation.before(each) or hop.evaluation.assignments or each.assignments or hop.evaluation.unfollowed
        for hop in hops
        if (each := hop.execution)
    )


def _failed(session: Session, cause: str, file: KernelFile, name: str) -> StepFinding:
    missing = ", ".join(file.libraries or file.interpreters)
    evidence = ", ".join(sorted(file.facts - {"path", "target", "bytes"})).replace("-", " ")
    return failed(
        StepName.KERNEL,
        cause,
        f"{name}: {evidence or 'a Front End'}{f': {missing}' if missing else ''}",
        path=quote(name) if " " in name else name,
        folder=quote(name.rpartition("/")[0] or "."),
        host=remote.host(session.plan),
        login=remote.login(session.plan),
        interpreter=missing,
    )


async def _script(session: Session, file: KernelFile, scripts: int) -> StepFinding:
    """Judge a script as a file is judged, and look at the program that it starts."""
    read = KernelScript.of(file.path, file.content, session.plan.target)
    if read is None:
        return ok(f"{file.path} is a script of a language that rkconf does not read")
    if obstacle := read.obstacle:
        cause = _CAUSES_OF_RULES.get(obstacle.name)
        return _failed(session, cause, file, file.path) if cause else failed_by(obstacle)
    program = _program(read.journey)
    if scripts > 1 and program and program.known and "/" in program.text:
        return await _looked_at(session, word_for_remote_shell(native(program.text)), scripts - 1)
    return ok(f"{file.path} is a script that passes its arguments on")
