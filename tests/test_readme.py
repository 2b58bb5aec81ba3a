"""README.md shows what rkconf prints: every command in it is run here."""

import shlex
from collections.abc import Iterator
from re import DOTALL, MULTILINE
from re import compile as regex

import pytest

from tests.conftest import CHECKOUT, Program

pytestmark = pytest.mark.checkout

README = CHECKOUT / "README.md"
_BLOCK = regex(r"^```console\n(.*?)^```$", DOTALL | MULTILINE)
_COMMAND = regex(r"^\$ (.*)$", MULTILINE)
_OURS = ("rkconf ", "cat ")


def ran(command: str, rkconf: Program) -> str:
    program, *words = shlex.split(command)
    if program == "cat":
        return "".join((CHECKOUT / word).read_text() for word in words)
    outcome = rkconf(*words)
    return outcome.out + outcome.err


def written(block: str, rkconf: Program) -> Iterator[str]:
    for match in _COMMAND.finditer(block):
        yield f"{match[0]}\n"
        if match[1].startswith(_OURS):
            yield ran(match[1], rkconf)


def test_the_readme_shows_what_is_printed_now(
    rkconf: Program, monkeypatch: pytest.MonkeyPatch, *, accept: bool
) -> None:
    monkeypatch.chdir(CHECKOUT)
    text = README.read_text()
    now = _BLOCK.sub(lambda match: f"```console\n{''.join(written(match[1], rkconf))}```", text)
    if accept:
        README.write_text(now)
        text = README.read_text()
    assert text == now


def test_the_readme_shows_every_command_that_does_the_main_job() -> None:
    shown = {command.split()[1] for command in _COMMAND.findall(README.read_text()) if command.startswith("rkconf ")}
    assert {"lint", "render", "convert", "trace", "extract", "explain"} <= shown
