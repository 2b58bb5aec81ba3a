"""The subjects of a rule on a launch command: the journey, or a narrower part if the journey has one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from rkconf.command import Journey, Target
from rkconf.rule import Finding, Rule, Subject

Parts: TypeAlias = Mapping[Subject, Iterable[tuple[Any, ...]]]
"""The arguments of the rules on each subject except the target: the part and the journey, or the journey alone."""


def subjects(journey: Journey) -> Parts:
    """Return the subjects that a journey has."""
    listener, kernel = journey.launch.listening, journey.kernel
    ends = tuple((end, journey) for end in (listener, kernel and kernel.link) if end)
    parts: Parts = {
        Subject.JOURNEY: ((journey,),),
        Subject.SSH: tuple((connection, journey.launch) for connection in journey.connections),
        Subject.CONNECTION: tuple((connection, journey) for connection in journey.connections),
        Subject.KERNEL: ((kernel, journey),) if kernel else (),
        Subject.TUNNEL: ((journey.remote_forwards, journey),) if journey.remote_forwards else (),
        Subject.LISTENER: ((listener, journey),) if listener else (),
        Subject.LINK: ends,
    }
    return {subject: arguments for subject, arguments in parts.items() if arguments}


def problems_for(rule: Rule, journey: Journey, target: Target) -> Iterator[Finding]:
    """Yield the findings for the problems that the shells report by the rule's name."""
    for problem in journey.problems:
        if problem.rule == rule.name:
            yield from rule.explain(problem, journey, target)
