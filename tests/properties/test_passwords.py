"""A password is planted in every form in which a command can hold one, and searched in every output."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf import cli
from rkconf.reporters import FORMATS
from tests.conftest import Outcome, Program
from tests.properties.planted_passwords import (
    COMMANDS,
    FILES,
    PASSWORD,
    SHELLS,
    SPECIFICATIONS,
    WANTED,
    in_file,
)
from tests.test_secrets import options


def shown(outcome: Outcome) -> str:
    """Return everything that people see of a run."""
    return outcome.out + outcome.err


PICTURES: tuple[tuple[str, ...], ...] = ((), ("--format", "json"), ("--diagram",), ("--svg", "-"))
"""The forms of a trace."""
VERSIONS = (("--from", "5.2", "--to", "7"), ("--from", "7", "--to", "6"))


def of_text(option: str, command: str) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a command as bare text."""
    for form in FORMATS:
        yield ("lint", option, command, "--format", form)
    yield ("lint", option, command, "--ignore", "RK402")
    yield ("lint", option, command, "--diff", "--unsafe-fixes")
    for picture in PICTURES:
        yield ("trace", option, command, *picture)
    for versions in VERSIONS:
        yield ("convert", option, command, *versions, "--on-loss", "warn", "--diff")


def of_file(path: str) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a file, except those whose result is the changed file."""
    for form in ("full", "sarif"):
        yield ("lint", path, "--format", form)
    yield ("lint", path, "--diff", "--unsafe-fixes")
    yield ("lint", path, "--diff", "--fix-only", "--add-ignores", "known")
    yield ("lint", path, "--write-baseline", "baseline.json", "--format", "json")
    for picture in PICTURES:
        yield ("trace", path, "x", *picture)
    yield ("doctor", path, "--dry-run", "--format", "json")
    yield ("render", path, "--version", "7", "--as", "dialog")
    yield ("setup", path, "--version", "7")
    for versions in VERSIONS:
        yield ("convert", path, *versions, "--on-loss", "warn", "--diff")
    yield ("extract", path)


def errors_of_file(path: str) -> Iterator[tuple[str, ...]]:
    """Yield commands that end with a message about the names in a file."""
    for name in ((f"me:{PASSWORD}@skye",), ("absent",), ()):
        yield ("trace", path, *name)
    for command in ("extract", "render"):
        yield (command, path, "--name", "absent")


def test_every_command_that_reads_kernels_is_searched() -> None:
    reading = {name for name in cli.COMMANDS if "--launch" in options(name)}
    assert {words[0] for words in of_file("init.m")} == reading


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_is_reported_and_never_shown(rkconf: Program, command: str) -> None:
    assert "RK402" in rkconf("lint", "--launch", command, "--format", "json").out
    for arguments in (*of_text("--launch", command), *tuple(of_text("--parallel", command))[::4]):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments


@pytest.mark.parametrize(("shell", "command"), SHELLS.values(), ids=SHELLS)
def test_nor_for_another_shell(rkconf: Program, shell: str, command: str) -> None:
    assert "RK402" in rkconf("lint", "--launch", command, "--local-shell", shell).out
    for arguments in of_text("--launch", command):
        more = () if arguments[0] == "convert" else ("--local-shell", shell)
        assert PASSWORD not in shown(rkconf(*arguments, *more)), arguments


@pytest.mark.parametrize("text", [*map(in_file, COMMANDS.values()), *FILES.values()], ids=[*COMMANDS, *FILES])
def test_nor_that_of_a_file(rkconf: Program, folder: Path, text: str) -> None:
    (folder / "init.m").write_text(text)
    assert "RK402" in rkconf("lint", "init.m").out
    for arguments in (*of_file("init.m"), *(errors_of_file("init.m") if text in FILES.values() else ())):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments
    assert PASSWORD not in (folder / "baseline.json").read_text()
    for name in ("new", "x"):
        (folder / "a.toml").write_text(WANTED.format(name))
        outcome = rkconf("render", "a.toml", "--into", "init.m", "--diff")
        assert PASSWORD not in shown(outcome)
    assert (folder / "init.m").read_text() == text


@pytest.mark.parametrize("written", SPECIFICATIONS.values(), ids=SPECIFICATIONS)
def test_nor_that_of_a_specification(rkconf: Program, folder: Path, written: str) -> None:
    (folder / "a.toml").write_text(f'[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\n{written}\n')
    assert "•" in rkconf("lint", "a.toml").out
    for arguments in (
        *of_file("a.toml"),
        *errors_of_file("a.toml"),
        ("render", "a.toml"),
        ("render", "a.toml", "--as", "json"),
    ):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments


@pytest.mark.parametrize("command", [*COMMANDS.values()][::4], ids=[*COMMANDS][::4])
def test_nor_that_of_a_verbatim_command(rkconf: Program, folder: Path, command: str) -> None:
    (folder / "a.toml").write_text(
        f"[frontend]\nversion = '7'\n[[kernels]]\nname = 'x'\nlaunch_command = '''{command} '''"
    )
    for arguments in (*of_file("a.toml"), ("render", "a.toml")):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments
