"""An input is read only once: these tests count calls, not seconds."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import spec
from rkconf.command import follow
from tests.conftest import SAMPLES, Program

TUNNEL = SAMPLES / "kernels" / "tunnel.toml"
COMMANDS = [
    pytest.param(["render"], id="render"),
    pytest.param(["setup"], id="setup"),
    pytest.param(["trace"], id="trace"),
    pytest.param(["convert", "--from", "5.2"], id="convert without changes to the text"),
    pytest.param(["lint"], id="lint"),
]
NUMBER = 5
FIVE = "".join(
    f'"kernel {number}" -> {{"RemoteMachine" -> True, "LoginScript" -> "ssh -o BatchMode=yes h{number} /usr/bin/math '
    '-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`", '
    '"MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"}, '
    for number in range(NUMBER)
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the specifications that are loaded and the launch commands that are followed."""
    counted: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            counted[name] += 1
            return function(*arguments)

        return call

    monkeypatch.setattr(spec, "load", counting("load", spec.load))
    monkeypatch.setattr(follow.Search, "run", counting("journeys", follow.Search.run))
    return counted


@pytest.mark.parametrize("command", COMMANDS)
def test_a_specification_is_loaded_once(rkconf: Program, calls: Counter[str], command: list[str]) -> None:
    version = "--to" if command[0] == "convert" else "--version"
    outcome = rkconf(*command, str(TUNNEL), version, "7")
    assert outcome.status == 0, outcome.err
    assert calls["load"] == 1


def test_a_conversion_follows_each_command_once(rkconf: Program, calls: Counter[str], tmp_path: Path) -> None:
    """The result has the same commands, and the journeys show too that no Front End on Windows is meant."""
    path = tmp_path / "init.m"
    path.write_text(f"SetOptions[$FrontEnd, EvaluatorNames -> {{{FIVE.rstrip(', ')}}}]")
    assert rkconf("convert", str(path), "--from", "5.2", "--to", "7").status == 0
    assert calls["journeys"] == NUMBER
