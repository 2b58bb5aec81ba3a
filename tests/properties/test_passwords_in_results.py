"""Passwords in the results of commands, and words that are not passwords."""

import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from rkconf.command.passwords import passwords_in
from tests.conftest import CHECKOUT, Program
from tests.properties.planted_passwords import COMMANDS, FILES, KERNEL, PASSWORD, SSH, WANTED, in_file
from tests.properties.test_printable import on_terminal


class TestResult:
    """A result that is a file, not a report, is as useful as before: it keeps its password, but not on a terminal."""

    COMMAND = COMMANDS["sshpass"].replace(" -LinkProtocol TCPIP", "")

    @pytest.fixture
    def file(self, folder: Path) -> Path:
        (folder / "init.m").write_text(in_file(self.COMMAND))
        (folder / "a.toml").write_text(WANTED.format("new"))
        return folder / "init.m"

    RESULTS = (
        pytest.param(("convert", "init.m", "--from", "5.2", "--to", "7", "--on-loss", "warn"), id="convert"),
        pytest.param(("render", "a.toml", "--into", "init.m"), id="render"),
        pytest.param(("lint", "--launch", COMMAND, "--fix-only"), id="fix"),
    )

    @pytest.mark.parametrize("arguments", RESULTS)
    def test_a_pipe_gets_it(self, rkconf: Program, file: Path, arguments: tuple[str, ...]) -> None:
        assert file.exists()
        outcome = rkconf(*arguments)
        assert PASSWORD in outcome.out
        assert PASSWORD not in outcome.err

    @pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
    @pytest.mark.parametrize("arguments", RESULTS)
    def test_a_terminal_does_not(self, file: Path, arguments: tuple[str, ...]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "dumb"}
        written = on_terminal((sys.executable, "-m", "rkconf", *arguments), file.parent, environment)
        assert "sshpass -p •••" in written
        assert PASSWORD not in written

    def test_a_changed_file_keeps_it(self, rkconf: Program, file: Path) -> None:
        before = file.read_text()
        rkconf("lint", "init.m", "--fix-only")
        assert PASSWORD in file.read_text() != before

    def test_a_specification_has_it_only_in_a_file_that_the_user_names(self, rkconf: Program, file: Path) -> None:
        assert "•••" in rkconf("extract", str(file)).out
        rkconf("extract", str(file), "--output", "a.toml")
        assert PASSWORD in file.with_name("a.toml").read_text()

    @pytest.mark.parametrize(("lines", "note"), [pytest.param(1, True, id="near"), pytest.param(9, False, id="far")])
    def test_a_difference_is_a_patch_unless_a_password_is_near(
        self, rkconf: Program, folder: Path, lines: int, *, note: bool
    ) -> None:
        (folder / "init.m").write_text(f"{in_file(SSH)}{chr(10) * lines}{FILES['template']}")
        outcome = rkconf("lint", "init.m", "--diff", "--select", "RK108")
        assert outcome.raw
        assert ("not a patch" in outcome.err) == note == ("•••" in outcome.out)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh me@skye.local {KERNEL}", id="login without a password"),
        pytest.param(f"ssh -p 22 skye.local {KERNEL}", id="port"),
        pytest.param("ssh h math -mathlink -LinkName 53001@10.0.0.1,53002@10.0.0.1", id="link name"),
        pytest.param("ssh h math -mathlink -LinkName 53001@fe80::1,53002@fe80::1", id="link name of IPv6"),
        pytest.param(f"ssh -R 53001:127.0.0.1:53001 me@skye.local {KERNEL}", id="forward"),
        pytest.param(f"ssh -o ProxyCommand='ssh -W %h:%p me@gate' skye.local {KERNEL}", id="proxy"),
        pytest.param(f"ssh -l 53001:127.0.0.1:53001 skye.local {KERNEL}", id="forward of a misspelt option"),
        pytest.param(f"sshpass -f secret.txt {SSH}", id="file of sshpass"),
        pytest.param(f"sshpass -e {SSH}", id="variable of sshpass that is set elsewhere"),
        pytest.param(f"plink -pwfile secret.txt skye.local {KERNEL}", id="file of plink"),
        pytest.param("scp host:dir/x@2 . ; ssh h math", id="path"),
        pytest.param("git clone git@github.com:user/x@1; ssh h math", id="repository"),
        pytest.param("sbatch --mail-user=mailto:me@example.org job", id="address"),
        pytest.param("curl http://host:80/a@b; ssh h math", id="URL with a port"),
        pytest.param("docker run ubuntu:22.04@sha256:abc; ssh h math", id="image"),
    ],
)
def test_other_words_are_not_reported(rkconf: Program, command: str) -> None:
    assert "RK402" not in rkconf("lint", "--launch", command, "--format", "json").out


@pytest.mark.parametrize(
    "unit", ["a:", "a=", "a@", ":@", "a://", "a:@,", "u:p@h,", "-pw a ", "sshpass -p a ", "SSHPASS="]
)
def test_twice_the_text_costs_twice_the_steps(unit: str) -> None:
    few, many = (steps((unit * count).split()) for count in (200, 400))
    assert many <= 2.2 * few


def steps(words: list[str]) -> int:
    """Return the number of lines that a search in words runs."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> Any:  # noqa: ANN401 - itself, a recursive type
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        passwords_in(words)
    finally:
        sys.settrace(before)
    return count
