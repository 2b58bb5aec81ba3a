"""The table of shells; tests/live/test_shells.py compares it with the real shells."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from rkconf.command import local_choices, local_shells, remote_choices, remote_shells
from rkconf.programs.rows import typed


@dataclass(frozen=True)
class Example:
    name: str
    mode: Literal["on", "off"]
    letters: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        pytest.param({"name": "x"}, "`mode` is missing", id="a missing value"),
        pytest.param({"name": "x", "mode": "on", "more": 1}, "`more` is unknown", id="an unknown field"),
        pytest.param({"name": "x", "mode": "maybe"}, "`mode` cannot be 'maybe'", id="a value outside the set"),
        pytest.param({"name": True, "mode": "on"}, "`name` cannot be True", id="a value of another type"),
        pytest.param(
            {"name": "x", "mode": "on", "letters": [1]}, "`letters` cannot be (1,)", id="an item of a wrong type"
        ),
    ],
)
def test_a_wrong_row_is_an_error_that_names_it(values: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"facts.toml, [x]: {fault}")):
        typed(Example, "facts.toml, [x]", values)


def test_fish_is_not_a_shell_for_the_front_end() -> None:
    assert "fish" in remote_choices()
    assert "fish" not in local_choices()


@pytest.mark.parametrize(
    ("choice", "shells"),
    [
        pytest.param(None, ("dash", "bash"), id="no choice"),
        pytest.param("sh", ("dash", "bash"), id="sh"),
        pytest.param("zsh", ("zsh",), id="one"),
    ],
)
def test_local_shells_by_choice(choice: str | None, shells: tuple[str, ...]) -> None:
    assert local_shells(choice) == shells


@pytest.mark.parametrize(
    ("os", "choice", "shells"),
    [
        pytest.param("linux", None, ("dash", "bash"), id="Linux"),
        pytest.param("macos", None, ("dash", "bash"), id="macOS"),
        pytest.param("windows", None, ("cmd",), id="Windows"),
        pytest.param("windows", "sh", ("dash", "bash"), id="sh is what /bin/sh may be, whatever the system"),
        pytest.param("windows", "zsh", ("zsh",), id="a choice takes precedence"),
    ],
)
def test_local_shells_by_system(os: str, choice: str | None, shells: tuple[str, ...]) -> None:
    assert local_shells(choice, os) == shells


def test_login_shells_by_choice() -> None:
    assert remote_shells(None) == remote_choices()
    assert remote_shells("fish") == ("fish",)
