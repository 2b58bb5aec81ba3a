"""A row of the tables of broken and working environments, and what each run of doctor must fulfil."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.live.doctor.rig import LAUNCH, Report, Rig

WORKS = None
"""The cause of an environment in which every link comes up."""
_TAKEN = 6
"""The live tests take one of so many environments whose cause has one already ..."""
_TAKEN_OF_WORKING = 3
"""... and one of so many that work."""
_STATUSES = {"works": 0, "fails": 1, "unknown": 2}


@dataclass(frozen=True)
class Environment:
    """Machines in one state, and the cause that doctor must name."""

    name: str
    """The broken part, in plain words."""
    cause: str | None
    arrange: Callable[[Rig], None]
    """Bring the machines into that state; ssh servers too are started here."""
    arguments: tuple[str, ...] = ("--launch", LAUNCH)
    variables: Mapping[str, str] = field(default_factory=dict)
    """Variables of the Front End."""
    timeout: float = 10
    """The option ``--timeout``: short where something really has to time out."""


EVERY: list[Environment] = []
"""The rows of the tables that are imported."""


def rows(*environments: Environment) -> pytest.MarkDecorator:
    """Return the parameters of a test that examines each environment.

    The live tests take the first one of each cause and a part of the others; ``-m exhaustive`` takes the rest.
    """
    EVERY.extend(environments)
    causes = [each.cause for each in environments]
    chosen = [
        at % _TAKEN_OF_WORKING == 0 if each.cause is WORKS else at % _TAKEN == 0 or causes.index(each.cause) == at
        for at, each in enumerate(environments)
    ]
    marks = (pytest.mark.live if is_live else pytest.mark.exhaustive for is_live in chosen)
    parameters = zip(environments, marks, strict=True)
    return pytest.mark.parametrize(
        "environment", [pytest.param(each, id=each.name, marks=mark) for each, mark in parameters]
    )


def examined(rig: Rig, environment: Environment) -> Report:
    """Run doctor in an environment; the exit status must be the one of its outcome, and nothing may be left."""
    environment.arrange(rig)
    report = rig.doctor(*environment.arguments, environment=environment.variables, timeout=environment.timeout)
    assert report.found, report.errors
    assert report.status == _STATUSES[report.found["outcome"]]
    assert not report.left, "\n".join(report.left)
    return report
