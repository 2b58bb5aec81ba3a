"""The findings of a launch command are kept for an equal one only: everything that they depend on is compared."""

from collections.abc import Mapping
from typing import Any

import pytest

from rkconf import versions
from rkconf.command import Launch, LaunchKind, Target
from rkconf.linting.kept_checks import KeptChecks
from rkconf.linting.launch_checks import LaunchChecks
from rkconf.record import fields, replace
from rkconf.source import Source, Span

VERSION = versions.parse("7")
TARGET = Target(VERSION, VERSION, ("bash",), ("bash",))
COMMAND = Source("a.txt", b"ssh skye.local math").excerpt()
MLOPEN = Source("b.txt", b"-LinkMode Listen").excerpt()
LAUNCH = Launch(LaunchKind.CONTROLLER, COMMAND, MLOPEN)
OTHER: Mapping[str, Any] = {
    "kind": LaunchKind.PARALLEL,
    "command": COMMAND[:-1],
    "mlopen": MLOPEN[:-1],
    "escape": str.upper,
    "in_foreground": True,
    "for_one_machine": True,
    "count": 2,
    "editable": (Span(0, 3),),
    "own": (Span(0, 3),),
    "exposed": (Span(0, 3),),
    "is_typed": True,
    "is_computed": True,
    "shell": "bash",
    "values": {"linkname": "a"},
    "environment": {"HOME": "/home/fred"},
}


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Launch]:
    """Return the launches that are checked, and not taken from what is kept."""
    found: list[Launch] = []

    def check(_: LaunchChecks, launch: Launch, *__: object) -> tuple[()]:
        found.append(launch)
        return ()

    monkeypatch.setattr(LaunchChecks, "findings", check)
    return found


def test_an_equal_launch_is_checked_once(checked: list[Launch]) -> None:
    checks = KeptChecks()
    for each in (LAUNCH, replace(LAUNCH)):
        checks.findings(each, TARGET)
    assert len(checked) == 1


@pytest.mark.parametrize("name", [each.name for each in fields(Launch)])
def test_a_launch_that_differs_is_checked_again(name: str, checked: list[Launch]) -> None:
    checks = KeptChecks()
    for each in (LAUNCH, replace(LAUNCH, **{name: OTHER[name]})):
        checks.findings(each, TARGET)
    assert len(checked) == 2


def test_no_more_commands_are_kept_than_asked_for(checked: list[Launch]) -> None:
    checks = KeptChecks(1)
    for each in (LAUNCH, replace(LAUNCH, count=2), LAUNCH):
        checks.findings(each, TARGET)
    assert len(checked) == 3
