"""How a journey ends, as far as the text tells: the kernel runs, it does not, or nobody can know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rkconf.command.journey import Journey
from rkconf.diagnostics import Problem, Severity
from rkconf.shell.words import Field


class Fate(StrEnum):
    """What becomes of the launch."""

    RUNS = "runs"
    """The words arrive at the kernel; whether they are the right ones is for the rules to say."""
    FAILS = "fails"
    UNKNOWN = "unknown"
    """It depends on the machine, or on a program that rkconf does not follow."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a journey and the reason; a journey that runs needs none."""

    fate: Fate
    why: str = ""


def outcome(journey: Journey) -> Outcome:
    """Say how ``journey`` ends: the first thing on the way that ends it, or makes it unknowable."""
    return next(_obstacles(journey), Outcome(Fate.RUNS))


def _obstacles(journey: Journey) -> Iterator[Outcome]:
    yield from _from_problems(journey.local.problems)
    if not journey.launcher:
        yield Outcome(Fate.FAILS, "no program is started")
        return
    yield from _from_unknown(journey.launcher.words)
    if journey.connection and journey.connection.obstacle:
        yield Outcome(Fate.FAILS, journey.connection.obstacle)
    if journey.remote:
        yield from _from_problems(journey.remote.problems)
    if journey.unfollowed:
        yield Outcome(Fate.UNKNOWN, f"rkconf does not know what {journey.unfollowed.text} does")
    yield from _from_kernel(journey)


def _from_kernel(journey: Journey) -> Iterator[Outcome]:
    if not journey.kernel:
        yield Outcome(Fate.FAILS, "no kernel is started")
    elif journey.handed_on and journey.handed_on.text.startswith(("-", "+")):
        # sshd runs `shell -c text`, and shells take a text with a dash or plus in front for an option (measured).
        yield Outcome(Fate.FAILS, "the remote shell takes the command for an option of its own")
    else:
        yield from _from_unknown((journey.kernel.program, *journey.kernel.arguments))


def _from_problems(problems: Iterable[Problem]) -> Iterator[Outcome]:
    for problem in problems:
        if problem.severity is not Severity.INFO:
            unknown = problem.rule == "not-understood"
            yield Outcome(Fate.UNKNOWN if unknown else Fate.FAILS, problem.message)


def _from_unknown(words: Iterable[Field]) -> Iterator[Outcome]:
    for word in words:
        if not word.known:
            yield Outcome(Fate.UNKNOWN, f"what {word.raw} stands for depends on the machine")
