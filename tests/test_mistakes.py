"""The mistakes that newcomers make, one row each: every one is named, and none ends in a traceback."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

FOLDER = Path(__file__).parent / "mistakes"
LEAST = 96
"""The number of mistakes that were observed."""


def rows(name: str) -> list[Any]:
    """Return the rows of a table: the text, and the code or the words that must be found."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["mistake"]
    return [pytest.param(row, id=row["name"]) for row in table]


def causes(rkconf: Program, *words: str) -> list[dict[str, Any]]:
    """Return the findings that follow from no other one; the run must end as a report."""
    outcome = rkconf("lint", "--format", "json", *words)
    assert outcome.status in {0, 1}, outcome.err
    return [each for each in json.loads(outcome.out)["diagnostics"] if "follows" not in each]


def codes(rkconf: Program, *words: str) -> set[str]:
    """Return the codes of the findings that follow from no other one."""
    return {each["code"] for each in causes(rkconf, *words)}


def assert_named(mistake: dict[str, Any], found: list[dict[str, Any]]) -> None:
    """Assert that a mistake is named, and that no other error is a cause, except those that the row lists."""
    assert mistake["found"] in {each["code"] for each in found}
    errors = {each["code"] for each in found if each["severity"] == "error"}
    assert errors - {mistake["found"]} == set(mistake.get("also", ()))


def test_there_are_as_many_as_were_observed() -> None:
    tables = [row.values[0] for name in ("launch", "wolfram", "specification", "command_line") for row in rows(name)]
    assert len({row["name"] for row in tables}) >= LEAST


@pytest.mark.parametrize("mistake", rows("launch"))
def test_a_mistake_in_a_launch_command(rkconf: Program, mistake: dict[str, Any]) -> None:
    assert_named(mistake, causes(rkconf, f"--{mistake.get('kind', 'launch')}", mistake["launch"]))


@pytest.mark.parametrize("mistake", rows("wolfram"))
def test_a_mistake_in_a_file_of_the_front_end(rkconf: Program, tmp_path: Path, mistake: dict[str, Any]) -> None:
    path = tmp_path / "init.m"
    path.write_text(mistake["text"], encoding="utf-8")
    assert_named(mistake, causes(rkconf, str(path)))


@pytest.mark.parametrize("mistake", rows("specification"))
def test_a_mistake_in_a_specification(rkconf: Program, tmp_path: Path, mistake: dict[str, str]) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text(mistake["text"], encoding="utf-8")
    assert mistake["found"] in codes(rkconf, str(path))
    assert rkconf("render", str(path), "--version", "7").status == 1


@pytest.mark.parametrize("mistake", rows("command_line"))
def test_a_mistake_on_the_command_line(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: dict[str, Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf(*mistake["words"])
    assert outcome.status == 2
    assert mistake["found"] in outcome.err
    assert outcome.err.startswith("rkconf: ")
    assert "Traceback" not in outcome.err


SPECIFICATION = '[[kernels]]\nname = "harbour"\nhost = "harbour.example.org"\nkernel = "/opt/math"\n'
ENTRY = (
    'SetOptions[$FrontEnd, EvaluatorNames -> {"harbour" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh h math"}}]\n'
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        pytest.param(["render", "--name", "harbor", "kernels.toml", "--version", "7"], "'harbour'", id="to render"),
        pytest.param(["extract", "--name", "Harbour", "init.m"], "'harbour'", id="to extract"),
        pytest.param(["trace", "init.m", "habour"], "'harbour'", id="to trace"),
        pytest.param(["lint", "kernel.toml"], "'kernels.toml'", id="of a file"),
    ],
)
def test_a_misspelt_name(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kernels.toml").write_text(SPECIFICATION, encoding="utf-8")
    (tmp_path / "init.m").write_text(ENTRY, encoding="utf-8")
    outcome = rkconf(*words)
    assert outcome.status == 2
    assert f"did you mean {meant}?" in outcome.err
