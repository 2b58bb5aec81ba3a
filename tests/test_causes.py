"""Findings that follow from others: reports fold them, and they are not fixed before their cause."""

import json
from pathlib import Path
from typing import Any

import pytest

from rkconf.linting import causes
from rkconf.rules import RULES
from tests.conftest import Program

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
WITHOUT_HOST = f"ssh {LINK}"
MISSPELLED = (
    "ssh h ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkNmae `linkname` -LinkHost `ipaddress`"
)


def diagnostics(rkconf: Program, command: str, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rkconf("lint", "--format", "json", *options, "--launch", command).out)[
        "diagnostics"
    ]
    return found


def test_the_table_names_rules() -> None:
    names = {rule.name for rule in RULES}
    assert {*causes.FOLLOWS, *(name for each in causes.FOLLOWS.values() for name in each)} <= names


@pytest.mark.parametrize(
    ("command", "cause"),
    [
        pytest.param(WITHOUT_HOST, "RK409", id="without a host, ssh reads the flags of the kernel"),
        pytest.param(f"ssh ./math.sh {LINK}", "RK409", id="a program in place of the host"),
    ],
)
def test_all_errors_follow_from_the_cause(rkconf: Program, command: str, cause: str) -> None:
    errors = [found for found in diagnostics(rkconf, command) if found["severity"] == "error"]
    assert {found.get("follows") for found in errors if found["code"] != cause} == {cause}


def test_following_findings_are_folded_in_text_reports(rkconf: Program) -> None:
    following = [found for found in diagnostics(rkconf, WITHOUT_HOST) if "follows" in found]
    for style in ("full", "concise"):
        printed = rkconf("lint", "--format", style, "--launch", WITHOUT_HOST).out
        assert f"{len(following)} more" in printed
        assert not [found["code"] for found in following if found["code"] in printed]


def test_following_findings_have_no_fix_while_their_cause_exists(rkconf: Program) -> None:
    assert not [found for found in diagnostics(rkconf, WITHOUT_HOST) if "follows" in found and found["fix"]]


def test_an_ignored_cause_folds_nothing(rkconf: Program) -> None:
    found = diagnostics(rkconf, WITHOUT_HOST, "--ignore", "RK409")
    assert not [each for each in found if "follows" in each]


def test_a_cause_in_a_baseline_folds_nothing(rkconf: Program, tmp_path: Path) -> None:
    baseline = str(tmp_path / "known.json")
    rkconf("lint", "--select", "RK409", "--write-baseline", baseline, "--launch", WITHOUT_HOST)
    printed = rkconf("lint", "--format", "concise", "--baseline", baseline, "--launch", WITHOUT_HOST).out
    following = [found["code"] for found in diagnostics(rkconf, WITHOUT_HOST) if "follows" in found]
    assert [code for code in following if code in printed] == following


def test_a_misspelled_flag_is_corrected_and_not_added_again(rkconf: Program) -> None:
    fixed = rkconf("lint", "--fix", "--unsafe-fixes", "--diff", "--launch", MISSPELLED).out
    assert fixed.count("-LinkName `linkname`") == 1
    assert "\n+ssh" in fixed
