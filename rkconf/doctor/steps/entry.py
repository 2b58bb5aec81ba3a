"""The step ``entry``: the entry is read and checked; a finding that stops the kernel is the cause."""

import shlex
from typing import TYPE_CHECKING

from rkconf.diagnostics import Diagnostic
from rkconf.doctor.causes import known_causes
from rkconf.doctor.findings import StepFinding, ok
from rkconf.doctor.model import FailureCause, StepName, StepStatus, Words
from rkconf.doctor.plan import TrialPlan
from rkconf.entries import Document
from rkconf.record import replace

if TYPE_CHECKING:
    from rkconf.doctor.session import Session


def commands(_: TrialPlan) -> tuple[Words, ...]:
    """Return no command: the text alone is read."""
    return ()


async def check(session: "Session") -> StepFinding:
    """Return the first finding that stops the kernel."""
    return judged(session.plan)


def absent(document: Document, place: str) -> FailureCause:
    """Return the cause of an input without any kernel; a problem that its reader has found may be the reason."""
    found = known_causes()[StepName.ENTRY]["no-entry"].found(place, place=place)
    problem = next((each for each in document.problems if each.help), None)
    if problem is None:
        return found
    where = document.source.location(problem.span.start)
    command = f"rkconf lint {_word(place)}" if _word(place) else None
    return replace(found, evidence=f"{where}: {problem.message}", advice=problem.help, command=command)


def _word(place: str) -> str:
    """Return the file of an input as a word for a shell; empty for standard input and text of the command line."""
    return "" if place.startswith("<") else shlex.quote(place)


def local(name: str, place: str) -> FailureCause:
    """Return the cause of an entry whose kernel runs on the Front End's machine, which starts it without a command."""
    return known_causes()[StepName.ENTRY]["local-entry"].found(place, name=name, input=_word(place))


def judged(plan: TrialPlan) -> StepFinding:
    """Return the verdict of the rules on the entry, for the shells that are known so far."""
    if plan.obstacles:
        return replace(failed_by(plan.obstacles[0]), notes=_note(plan, plan.obstacles[0]))
    count = len(plan.findings)
    if not count:
        return ok("no findings")
    shown = f" (rkconf lint {plan.file})" if plan.file else ""
    counted = "1 finding, which does not stop" if count == 1 else f"{count} findings, none of which stops"
    return ok(f"{counted} the kernel{shown}")


def _note(plan: TrialPlan, found: Diagnostic) -> tuple[str, ...]:
    """Return the shell that ``sh`` of this machine is, if the finding depends on that."""
    if not plan.possible_shells:
        return ()
    any_shell = replace(plan, target=replace(plan.target, local_shells=plan.possible_shells), possible_shells=())
    is_certain = found.code in {each.code for each in any_shell.obstacles}
    return () if is_certain else (f"sh of this machine is {plan.target.local_shells[0]}",)


def failed_by(found: Diagnostic) -> StepFinding:
    """Return a step that fails because of a finding of a rule, whose code is the id of the cause."""
    return StepFinding(StepStatus.FAILED, found.source.location(found.span.start), as_cause(found))


def as_cause(found: Diagnostic) -> FailureCause:
    """Return a finding as the cause of a failure, with the code of its rule as the id."""
    text = " ".join(found.shown(found.span).split())
    evidence = f"{found.source.location(found.span.start)}: {found.name}{f': {text}' if text else ''}"
    return FailureCause(found.code, found.message, evidence, found.help, f"rkconf explain {found.code}")
