"""The table of shells; tests/live/test_shells.py compares it with the real shells."""

import pytest

from rkconf.command import local_choices, local_shells, remote_choices, remote_shells


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
