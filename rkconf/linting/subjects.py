"""The subjects of a rule on a launch command: the journey, or a narrower part if the journey has one."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rkconf.command import Journey, Target
from rkconf.rule import Finding, Rule, Subject

_PARTS: dict[Subject, Callable[[Journey], Iterable[Any]]] = {
    Subject.CONNECTION: lambda journey: (journey.connection,),
    Subject.KERNEL: lambda journey: (journey.kernel,),
    Subject.TUNNEL: lambda journey: (journey.remote_forwards,),
    Subject.LISTENER: lambda journey: (journey.launch.listening,),
    Subject.LINK: lambda journey: (journey.launch.listening, journey.kernel and journey.kernel.link),
}


_OF_JOURNEYS = frozenset({Subject.JOURNEY, Subject.SSH, *_PARTS})


def checks_journeys(rule: Rule) -> bool:
    """Return whether the subject of a rule is a journey or a part of one."""
    return rule.subject in _OF_JOURNEYS


def subjects(rule: Rule, journey: Journey) -> Iterator[tuple[Any, ...]]:
    """Yield the arguments of a rule except the target: the part and the journey, or the journey alone."""
    if rule.subject is Subject.JOURNEY:
        yield (journey,)
    if rule.subject is Subject.SSH and journey.connection:
        yield (journey.connection, journey.launch)
    for part in _PARTS[rule.subject](journey) if rule.subject in _PARTS else ():
        if part:
            yield (part, journey)


def problems_for(rule: Rule, journey: Journey, target: Target) -> Iterator[Finding]:
    """Yield the findings for the problems that the shells report by the rule's name."""
    for problem in journey.problems:
        if problem.rule == rule.name:
            yield from rule.explain(problem, journey, target)
