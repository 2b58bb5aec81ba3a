"""A finding about two places shows both, in every format that supports related places."""

import json

import pytest

from rkconf.reporters import FORMATS
from tests.conftest import Program

TUNNEL = (
    "ssh -o BatchMode=yes -R 4001:127.0.0.1:4001 {forwards} {login}skye.local ./math.sh -mathlink -LinkMode Connect"
)
CASES = [
    pytest.param(
        "RK110",
        "ssh skye.local ./math.sh -mathlink -LinkName 4002,4001 -LinkHost `ipaddress`",
        "-LinkMode Listen -LinkName 4001,4002",
        ("<mlopen>", "-LinkName 4001,4002"),
        id="the Front End's ports, in the MLOpen arguments",
    ),
    pytest.param(
        "RK601",
        f"{TUNNEL.format(forwards='', login='')} -LinkName 4001@127.0.0.1,4002@127.0.0.1",
        "-LinkMode Listen -LinkName 4001@127.0.0.1,4002@127.0.0.1",
        ("<launch>", "4001@127.0.0.1,4002@127.0.0.1"),
        id="the kernel's ports, one of which is not forwarded",
    ),
    pytest.param(
        "RK601",
        f"{TUNNEL.format(forwards='-R 4001:127.0.0.1:4002', login='')} -LinkName 4001@127.0.0.1",
        "-LinkMode Listen -LinkName 4001@127.0.0.1",
        ("<launch>", "-R 4001:127.0.0.1:4001"),
        id="the forward that already uses the port",
    ),
]


@pytest.mark.parametrize(("code", "launch", "mlopen", "expected"), CASES)
class TestTheSecondPlace:
    @pytest.fixture
    def words(self, code: str, launch: str, mlopen: str) -> list[str]:
        return ["lint", "--launch", launch, "--mlopen", mlopen, "--select", code]

    def test_json_has_it(
        self, rkconf: Program, words: list[str], launch: str, mlopen: str, expected: tuple[str, str]
    ) -> None:
        (found, *_) = json.loads(rkconf(*words, "--format", "json").out)["diagnostics"]
        (related,) = found["related"]
        text = {"<launch>": launch, "<mlopen>": mlopen}[related["path"]]
        assert (related["path"], text[related["start"]["offset"] : related["end"]["offset"]]) == expected

    def test_sarif_has_it(self, rkconf: Program, words: list[str], expected: tuple[str, str]) -> None:
        (run,) = json.loads(rkconf(*words, "--format", "sarif").out)["runs"]
        (related,) = run["results"][0]["relatedLocations"]
        assert related["physicalLocation"]["region"]["snippet"]["text"] == expected[1]
        assert related["message"]["text"]

    def test_github_names_it(self, rkconf: Program, words: list[str], expected: tuple[str, str]) -> None:
        assert f"%0A{expected[0]}:1:" in rkconf(*words, "--format", "github").out

    def test_text_shows_it(self, rkconf: Program, words: list[str], expected: tuple[str, str]) -> None:
        shown = rkconf(*words).out
        assert f"::: {expected[0]}:1:" in shown
        assert f"| {'-' * len(expected[1])}" in "\n".join(" ".join(line.split()) for line in shown.splitlines())


@pytest.mark.parametrize("form", FORMATS)
def test_no_second_place_shows_a_secret(rkconf: Program, form: str) -> None:
    command = f"{TUNNEL.format(forwards='', login='me:hunter2@')} -LinkName 4001@127.0.0.1,4002@127.0.0.1"
    shown = rkconf(
        "lint", "--launch", command, "--mlopen", "-LinkName 4001@127.0.0.1,4002@127.0.0.1", "--format", form
    ).out
    assert "RK601" in shown
    assert "hunter" not in shown
