"""The step ``shell``: the login shell of each machine runs a command; the entry is judged again for this shell."""

from rkconf.doctor import remote
from rkconf.doctor.causes import known_causes
from rkconf.doctor.findings import StepFinding, failed, ok, unknown
from rkconf.doctor.kernel_file import is_looked_at_early
from rkconf.doctor.model import StepName, StepStatus, Words
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.doctor.ssh.commands import SOCKET, over, through
from rkconf.doctor.ssh.names import names
from rkconf.doctor.ssh.probed import is_known, probed, why_not, without_login
from rkconf.doctor.ssh.shell import PROBE, ShellAnswer, input_of_probe, probe_with_script
from rkconf.doctor.steps.entry import judged
from rkconf.doctor.steps.kernel import program_word
from rkconf.record import replace
from rkconf.ssh.connection import Connection

_CONNECTION_LOST = 255
"""The exit status of ssh itself (ssh(1))."""
_STAYS = "the login shell of this probe runs on the other machine until its startup files end"
_UNKNOWN_SHELL = "the login shell"


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the probe of each login shell on the way."""
    first = probed(plan)
    text = _probe(plan)
    return tuple(over(first, SOCKET, through(way, text)) for way in _ways(plan)) if first else ()


def _probe(plan: TrialPlan) -> str:
    """Return the probe of a login shell, which also looks at the program of the kernel where that is possible."""
    word = _looked_at(plan)
    return probe_with_script(word) if word else PROBE


def _looked_at(plan: TrialPlan) -> str:
    """Return the program of the kernel that the probe looks at; empty if the step ``kernel`` does that."""
    word = program_word(plan)
    return word if word and is_looked_at_early(plan, word) else ""


def _ways(plan: TrialPlan) -> tuple[tuple[Connection, ...], ...]:
    """Return the logins up to each machine, as far as they can be tried."""
    every = plan.connections
    later = enumerate(every[1:], start=1)
    known = next((at for at, each in later if not each.client.is_openssh or not is_known(each)), len(every))
    return tuple(every[: at + 1] for at in range(known))


async def check(session: Session) -> StepFinding:
    """Let the login shell of each machine run a command, and judge the entry for the shells that were found."""
    if not session.plan.connections:
        return without_login(session.plan)
    if not session.master.is_open():
        return unknown(why_not(session.plan) if session.configuration is None else "no login")
    answers = []
    text, word = _probe(session.plan), _looked_at(session.plan)
    script = input_of_probe(remote.script("kernel_file")) if word else ""
    limit = max(session.options.timeout, session.master.seconds)
    for way in _ways(session.plan):
        words = session.master.through(way, text)
        ended = await session.programs.run(words, limit, script.encode())
        answer = ShellAnswer(ended, session.master.log.lines | session.master.lines_of_clients)
        if not answer.runs_commands:
            return _obstacle(session, way[-1], answer)
        session.master.startup_lines |= answer.printed_lines
        if answer.of_script:
            session.master.answers[word] = answer.of_script
        answers.append((way[-1], answer))
    return _judged_again(session, answers)


def _judged_again(session: Session, answers: list[tuple[Connection, ShellAnswer]]) -> StepFinding:
    shell = answers[-1][1].shell
    programs = ", ".join(answer.program or _UNKNOWN_SHELL for _, answer in answers)
    notes = tuple(_note(connection, answer) for connection, answer in answers if answer.printed)
    if len(answers) < len(session.plan.connections):
        return unknown(f"{programs}; the login shell of the kernel's machine cannot be asked", *notes)
    if shell is None or any(answer.shell != shell for _, answer in answers):
        return ok(programs, *notes)
    before, session.plan = session.plan, session.plan.with_login_shell(shell)
    if shell in before.target.remote_shells and not before.may_be_stopped:
        # One of several shells has no finding that all of them together do not have.
        return ok(programs, *notes)
    again = judged(session.plan)
    if again.status is StepStatus.FAILED:
        return replace(again, evidence=f"{programs}: {again.evidence}", notes=notes)
    return ok(programs, *notes)


def _note(connection: Connection, answer: ShellAnswer) -> str:
    values = {**names(connection), "shell": answer.program or _UNKNOWN_SHELL}
    cause = known_causes()[StepName.SHELL]["shell-prints"].found(answer.printed, **values)
    return f"{cause.message}: {cause.evidence}"


def _obstacle(session: Session, connection: Connection, answer: ShellAnswer) -> StepFinding:
    """Return the reason why the login shell ran no command."""
    values = {**names(connection, session.configuration), "shell": _UNKNOWN_SHELL}
    ended = answer.ended
    if answer.explanation:
        known, given, line = answer.explanation
        values = {**values, **given}
        return failed(StepName(known.step), known.cause, line, **values) if known.cause else unknown(line)
    if ended.status == _CONNECTION_LOST:
        return unknown(ended.summary)
    is_forced = connection is session.plan.connections[0] and session.master.log.count("forced-command") > 0
    cause = "forced-command" if is_forced else _cause(answer)
    found = failed(StepName.SHELL, cause, ended.summary, **values)
    return replace(found, notes=(_STAYS,)) if ended.status is None else found


def _cause(answer: ShellAnswer) -> str:
    """Return the cause; output and success without the command point to another command (measured)."""
    if answer.ended.status is None:
        return "shell-waits"
    return "forced-command" if answer.ended.status == 0 and answer.ended.output.strip() else "shell-exits"
