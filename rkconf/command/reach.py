"""Whether a launch command reaches a kernel: it runs, it fails, or that is unknown."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from rkconf.command.invocation import names_tilde, started_in
from rkconf.command.journey import Journey
from rkconf.diagnostics import Problem, Severity
from rkconf.record import record, replace
from rkconf.shell.execution import Occurrence


class Outcome(StrEnum):
    """The verdict on a launch."""

    RUNS = "runs"
    """No known obstacle."""
    FAILS = "fails"
    """An obstacle keeps the command from reaching a kernel."""
    UNKNOWN = "unknown"
    """The verdict depends on the machine, or on a program that rkconf does not follow."""


@record
class Reach:
    """The verdict on a journey, and the reason unless it runs."""

    outcome: Outcome
    why: str = ""


_NO_KERNEL = Reach(Outcome.FAILS, "no kernel is started")


def reach(journey: Journey) -> Reach:
    """Return whether a journey reaches a kernel: the first certain obstacle decides, then the first possible one."""
    obstacles = list(_obstacles(journey))
    failing = next((each for each in obstacles if each.outcome is Outcome.FAILS), None)
    return failing or next(iter(obstacles), Reach(Outcome.RUNS))


def lacks_kernel(journey: Journey) -> bool:
    """Return whether nothing stops a journey, but no program in it starts a kernel."""
    return reach(journey) == _NO_KERNEL


def waits_for_user(journey: Journey) -> bool:
    """Return whether the command starts nothing and the ports are fixed: someone may start the kernel by hand."""
    listening, command = journey.launch.listening, journey.launch.command
    is_empty = not (command and command.text.strip())
    return bool(listening and listening.name) and (is_empty or _only_prepares(journey))


def _only_prepares(journey: Journey) -> bool:
    """Return whether no program of a command starts a kernel, logs in or is unknown: ``echo``, ``sleep``."""
    if journey.problems or journey.kernel or journey.connections or journey.unfollowed or journey.unseen:
        return False
    return not any(started_in(each.words[1:]) for each in journey.hops[-1].evaluation.executions)


def _obstacles(journey: Journey) -> Iterator[Reach]:
    yield from _from_problems(problem for problem in journey.problems if not journey.is_harmless(problem))
    yield from _from_calls(journey)
    occurs, condition = journey.reached
    if occurs is not Occurrence.ALWAYS and condition:
        yield Reach(Outcome.FAILS if occurs is Occurrence.NEVER else Outcome.UNKNOWN, condition.message)
    for raw in journey.unknown_pieces:
        yield Reach(Outcome.UNKNOWN, f"{journey.unknown_value(raw)} depends on the machine")
    if journey.kernel and journey.kernel.is_cut:
        yield Reach(Outcome.FAILS, "an unquoted space splits the path of the kernel")
    if not journey.kernel:
        yield _without_kernel(journey)


def _from_problems(problems: Iterable[Problem]) -> Iterator[Reach]:
    for problem in problems:
        if problem.rule == "not-understood":
            yield Reach(Outcome.UNKNOWN, problem.message)
        elif problem.severity in {None, Severity.ERROR}:
            yield Reach(Outcome.FAILS, problem.message)


def _from_calls(journey: Journey) -> Iterator[Reach]:
    for call in journey.calls:
        if call.connection and call.connection.obstacle:
            yield Reach(Outcome.FAILS, call.connection.obstacle)
        if call.invocation and names_tilde(call.invocation.program):
            yield Reach(Outcome.FAILS, "the shell looks for a folder named ~, since quotes keep the tilde")
        if call.remote_command and call.remote_command.text.startswith(("-", "+")):
            # sshd runs `shell -c text`, and a text that begins with a dash or a plus is an option (measured).
            yield Reach(Outcome.FAILS, "the remote shell reads the command as one of its options")
        if call.unfollowed:
            yield Reach(
                Outcome.UNKNOWN,
                call.why or f"rkconf does not know what {journey.source_text(call.unfollowed.raw)} does",
            )


def _without_kernel(journey: Journey) -> Reach:
    is_refused = any(problem.rule == "not-understood" for problem in journey.problems)
    is_hidden = is_refused or journey.unfollowed or any(hop.evaluation.unfollowed for hop in journey.hops)
    if waits_for_user(journey):
        return Reach(Outcome.UNKNOWN, "the Front End waits until someone starts a kernel by hand")
    if journey.launch.is_computed:
        return Reach(Outcome.UNKNOWN, "the launch command is computed")
    if journey.unseen:
        return Reach(Outcome.UNKNOWN, journey.unseen.message)
    return replace(_NO_KERNEL, outcome=Outcome.UNKNOWN) if is_hidden else _NO_KERNEL
