"""``render`` and ``setup`` with ``--name``: only the kernels that are asked for count."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program

SPECIFICATION = """\
[[kernels]]
name = "fine"
host = "skye.local"
os = "linux"
connection = "fixed-ports"
ports = [4000, 4001]

[[kernels]]
name = "mistyped"
host = 5

[[kernels]]
name = "injected"
host = "skye.local; reboot"
os = "linux"

[[kernels]]
name = "taken"
host = "skye.local"
os = "linux"
connection = "fixed-ports"
ports = [4001, 4002]

[[kernels]]
name = "pathless"
host = "skye.local"

[[parallel]]
name = "mistyped group"
count = "four"

[[parallel]]
name = "fine group"
host = "node1"
os = "linux"
"""


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("kernels.toml")
    path.write_text(SPECIFICATION)
    return path


@pytest.mark.parametrize("command", ["render", "setup"])
@pytest.mark.parametrize("names", [["fine"], ["fine group"], ["fine", "fine group"]])
def test_errors_of_other_kernels_are_not_reported(
    command: str, names: list[str], kernels: Path, rkconf: Program
) -> None:
    options = [word for name in names for word in ("--name", name)]
    outcome = rkconf(command, str(kernels), "--version", "5.2", *options)
    assert (outcome.status, "error" in outcome.err) == (0, False)


@pytest.mark.parametrize("command", ["render", "setup"])
@pytest.mark.parametrize(
    ("name", "lines"),
    [
        pytest.param("mistyped", [10], id="a wrong type"),
        pytest.param("injected", [14], id="a host with a semicolon"),
        pytest.param("taken", [22], id="a port of a kernel that is not asked for"),
        pytest.param("pathless", [24], id="no path"),
        pytest.param("mistyped group", [28, 30], id="a group"),
    ],
)
def test_errors_of_the_kernel_are_reported_at_their_places(
    command: str, name: str, lines: list[int], kernels: Path, rkconf: Program
) -> None:
    outcome = rkconf(command, str(kernels), "--version", "7", "--name", name)
    places = [int(line.split(":")[1]) for line in outcome.err.splitlines() if line.startswith("kernels.toml:")]
    assert (outcome.status, outcome.out) == (1, "")
    assert set(places) <= set(lines)
    assert places


def test_an_unknown_name_is_reported_with_all_names(kernels: Path, rkconf: Program) -> None:
    outcome = rkconf("render", str(kernels), "--version", "7", "--name", "skye")
    assert outcome.status == 2
    assert outcome.err.endswith(
        "known: 'fine', 'mistyped', 'injected', 'taken', 'pathless', 'mistyped group', 'fine group'\n"
    )


@pytest.mark.parametrize("command", ["render", "setup"])
@pytest.mark.parametrize("text", ["", '[frontend]\nversion = "7"\n'])
def test_a_specification_without_kernels_is_an_error(command: str, text: str, kernels: Path, rkconf: Program) -> None:
    kernels.write_text(text)
    outcome = rkconf(command, str(kernels), "--version", "7")
    assert (outcome.status, outcome.out) == (2, "")
    assert "holds no kernels" in outcome.err


def test_lint_warns_of_a_specification_without_kernels(kernels: Path, rkconf: Program) -> None:
    kernels.write_text("")
    (found,) = json.loads(rkconf("lint", str(kernels), "--format", "json").out)["diagnostics"]
    assert (found["name"], found["severity"]) == ("impossible-specification", "warning")


@pytest.mark.parametrize(
    ("name", "shares"), [pytest.param("other", True, id="another entry"), pytest.param("fine", False, id="its own")]
)
def test_render_into_notes_the_ports_of_another_entry(
    name: str, *, shares: bool, kernels: Path, rkconf: Program, tmp_path: Path
) -> None:
    init = tmp_path / "init.m"
    listen = "-LinkName 4001,4002 -LinkMode Listen -LinkProtocol TCPIP"
    init.write_text(
        f'SetOptions[$FrontEnd, EvaluatorNames->{{"{name}"->{{"RemoteMachine"->True, '
        f'"MLOpenArguments"->"{listen}", "LoginScript"->"ssh skye.local math"}}}}]'
    )
    outcome = rkconf("render", str(kernels), "--version", "5.2", "--name", "fine", "--into", str(init))
    assert outcome.status == 0
    assert (f"port 4001 is also used by {name}" in outcome.err) == shares
    assert (" kernels.toml:6:9: note: " in outcome.err) == shares
