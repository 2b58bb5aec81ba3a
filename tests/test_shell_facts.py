"""The table of shells (tests/live/test_shells.py asks the shells themselves whether it is true)."""

from dataclasses import fields

import pytest

from rkconf.command import local_choices, local_shells, remote_choices, remote_shells
from rkconf.shell.facts import load


def test_every_shell_has_every_fact() -> None:
    assert set(load()) == {"dash", "bash", "zsh", "mksh", "tcsh", "fish", "cmd"}
    for shell in load().values():
        assert all(getattr(shell, field.name) is not None for field in fields(shell))


def test_fish_is_no_shell_for_the_front_end() -> None:
    assert set(remote_choices()) - set(local_choices()) == {"fish"}


@pytest.mark.parametrize(
    ("choice", "shells"),
    [
        pytest.param(None, ("dash", "bash"), id="unsaid"),
        pytest.param("sh", ("dash", "bash"), id="sh"),
        pytest.param("zsh", ("zsh",), id="one"),
    ],
)
def test_the_local_shell(choice: str | None, shells: tuple[str, ...]) -> None:
    assert local_shells(choice) == shells


@pytest.mark.parametrize(
    ("os", "choice", "shells"),
    [
        pytest.param("linux", None, ("dash", "bash"), id="Linux"),
        pytest.param("macos", None, ("dash", "bash"), id="macOS"),
        pytest.param("windows", None, ("cmd",), id="Windows"),
        pytest.param("windows", "sh", ("dash", "bash"), id="sh is what /bin/sh may be, whatever the system"),
        pytest.param("windows", "zsh", ("zsh",), id="what somebody says wins"),
    ],
)
def test_the_local_shell_of_a_system(os: str, choice: str | None, shells: tuple[str, ...]) -> None:
    assert local_shells(choice, os) == shells


def test_the_login_shell() -> None:
    assert remote_shells(None) == remote_choices()
    assert remote_shells("fish") == ("fish",)
