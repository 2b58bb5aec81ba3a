"""Whether the words of a launch command arrive at a kernel: always, never, or it depends."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from rkconf.command.journey import Journey
from rkconf.diagnostics import Problem, Severity
from rkconf.shell.execution import Occurrence


class Outcome(StrEnum):
    """What becomes of the launch."""

    RUNS = "runs"
    """No known obstacle."""
    FAILS = "fails"
    """Something keeps the kernel from being reached."""
    UNKNOWN = "unknown"
    """It depends on the machine, or on a program that rkconf does not follow."""


class Reach(NamedTuple):
    """The verdict on a journey and the reason; one that runs needs none."""

    outcome: Outcome
    why: str = ""


def reach(journey: Journey) -> Reach:
    """Return whether the words arrive: the first obstacle on the way that ends it, else the first that may."""
    obstacles = list(_obstacles(journey))
    failing = next((each for each in obstacles if each.outcome is Outcome.FAILS), None)
    return failing or next(iter(obstacles), Reach(Outcome.RUNS))


def _obstacles(journey: Journey) -> Iterator[Reach]:
    yield from _from_problems(problem for problem in journey.problems if not journey.is_harmless(problem))
    if not journey.calls and not journey.hides_words:
        yield Reach(Outcome.FAILS, "no program is started")
    yield from _from_calls(journey)
    occurs, condition = journey.reached
    if occurs is not Occurrence.ALWAYS and condition:
        yield Reach(Outcome.FAILS if occurs is Occurrence.NEVER else Outcome.UNKNOWN, condition.message)
    for raw in journey.unknown_pieces:
        yield Reach(Outcome.UNKNOWN, f"what {journey.source_text(raw)} stands for depends on the machine")
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
        if call.handed_on and call.handed_on.text.startswith(("-", "+")):
            # sshd runs `shell -c text`, and shells take a text with a dash or plus in front for an option (measured).
            yield Reach(Outcome.FAILS, "the remote shell takes the command for an option of its own")
        if call.unfollowed:
            yield Reach(
                Outcome.UNKNOWN, call.why or f"what {journey.source_text(call.unfollowed.raw)} does is not known"
            )


def _without_kernel(journey: Journey) -> Reach:
    is_refused = any(problem.rule == "not-understood" for problem in journey.problems)
    is_hidden = is_refused or journey.unfollowed or any(hop.evaluation.unfollowed for hop in journey.hops)
    return Reach(Outcome.UNKNOWN if is_hidden else Outcome.FAILS, "no kernel is started")
