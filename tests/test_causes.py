"""Findings that follow from others: reports fold them, and they are not fixed before their cause."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
DASH = "\N{EN DASH}"
WITHOUT_HOST = f"ssh {LINK}"
MISSPELLED = (
    "ssh h ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkNmae `linkname` -LinkHost `ipaddress`"
)


def diagnostics(rkconf: Program, command: str, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rkconf("lint", "--format", "json", *options, "--launch", command).out)[
        "diagnostics"
    ]
    return found


@pytest.mark.parametrize(
    ("command", "cause"),
    [
        pytest.param(WITHOUT_HOST, "RK409", id="without a host, ssh reads the flags of the kernel"),
        pytest.param(f"ssh ./math.sh {LINK}", "RK409", id="a program in place of the host"),
        pytest.param(f"ssh -p 22 {LINK}", "RK409", id="no host after an option"),
        pytest.param(f"ssh user@h {LINK}", "RK409", id="no kernel after the host"),
        pytest.param(f"ssh h ./math.sh {LINK}".replace(" -LinkMode", "\n-LinkMode"), "RK308", id="a line break"),
        pytest.param(f"ssh <username>@skye.local /opt/math {LINK}", "RK210", id="a user of a guide"),
        pytest.param(f"ssh <username>@<host> /opt/math {LINK}", "RK210", id="a user and a host of a guide"),
        pytest.param(f"ssh <username>@<host> /path/to/math {LINK}", "RK210", id="a host and a path of a guide"),
        pytest.param(f"ssh fred@<your server> /opt/math {LINK}", "RK210", id="two words of a guide"),
        pytest.param(f"ssh [user@]skye.local /opt/math {LINK}", "RK210", id="square brackets of a manual"),
        pytest.param(f"ssh '<user>@<host>' /opt/math {LINK}", "RK210", id="words of a guide in quotes"),
        pytest.param(f"ssh skye.local <path>/MathKernel {LINK}", "RK210", id="a path of a guide"),
        pytest.param(f"ssh -p <port> skye.local /opt/math {LINK}", "RK210", id="a port of a guide"),
        pytest.param(f"ssh skye.local /opt/math {LINK}"[: -len("`ipaddress`")] + "<ip>", "RK210", id="at the end"),
        pytest.param(f"ssh fred@ /opt/math {LINK}", "RK409", id="no host after the user"),
        pytest.param(re.sub("`[^`]*`", "", f"ssh h ./math.sh {LINK}"), "RK209", id="lost placeholders"),
        pytest.param(re.sub("`[^`]*`", '""', f"ssh h ./math.sh {LINK}"), "RK209", id="lost placeholders in quotes"),
        pytest.param(f"ssh h bash -lc '/opt/math {LINK}'", "RK317", id="a command that one pair of quotes protects"),
        pytest.param(f"ssh h sh -c /opt/math {LINK}", "RK317", id="a command without quotes"),
        pytest.param(f'ssh h su - fred -c "/opt/math {LINK}"', "RK317", id="a command of su"),
        pytest.param("-LinkMode Listen -LinkProtocol TCPIP", "RK114", id="arguments to MLOpen"),
        pytest.param(MISSPELLED, "RK105", id="a misspelt flag"),
        pytest.param(f"ssh h ./math.sh {LINK}".replace(" -Link", f" {DASH}Link"), "RK304", id="pasted dashes"),
    ],
)
def test_all_errors_follow_from_the_cause(rkconf: Program, command: str, cause: str) -> None:
    errors = [found for found in diagnostics(rkconf, command) if found["severity"] == "error"]
    assert {found.get("follows", found["code"]) for found in errors} == {cause}


@pytest.mark.parametrize(
    "login", ["USER@HOST", "YOUR_NAME@YOUR_SERVER", "fred@your-server.example.org", "fred@hostname"]
)
def test_a_login_of_a_guide_is_a_warning(rkconf: Program, login: str) -> None:
    found = diagnostics(rkconf, f"ssh -o BatchMode=yes {login} /opt/math {LINK}")
    assert [(each["code"], each["severity"]) for each in found] == [("RK210", "warning")]


def test_a_login_with_two_separators_is_a_warning(rkconf: Program) -> None:
    found = diagnostics(rkconf, f"ssh -o BatchMode=yes fred@@skye /opt/math {LINK}")
    assert [(each["code"], each["severity"]) for each in found] == [("RK413", "warning")]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh user@machine.name /opt/math {LINK}", id="a plain login"),
        pytest.param(f"ssh -l $USER skye.local /opt/math {LINK}", id="a variable"),
        pytest.param(f"ssh ${{USER}}@skye.local /opt/math {LINK}", id="a variable in braces"),
        pytest.param(f"ssh skye.local /opt/math {LINK} < /dev/null > /tmp/log", id="redirections"),
        pytest.param(f"ssh skye.local /opt/math {LINK} <input>output", id="redirections without spaces"),
        pytest.param(f"ssh HPC2@SKYE.LOCAL /opt/math {LINK}", id="capitals"),
    ],
)
def test_other_words_are_not_reported(rkconf: Program, command: str) -> None:
    assert "RK210" not in {each["code"] for each in diagnostics(rkconf, command)}


@pytest.mark.parametrize(
    "command", [f"ssh <username>@skye.local /opt/math {LINK}", f"ssh <host> /opt/math {LINK}", f"ssh /opt/math {LINK}"]
)
def test_no_fix_adds_a_flag_that_is_there(rkconf: Program, command: str) -> None:
    fixed = rkconf("lint", "-q", "--fix", "--unsafe-fixes", "--launch", command).out.partition("\n")[0]
    assert fixed.replace(" -o BatchMode=yes", "") == command


def test_lost_placeholders_are_written_again(rkconf: Program) -> None:
    whole = f"ssh -o BatchMode=yes h ./math.sh {LINK}"
    lost = re.sub("`[^`]*`", "", whole)
    assert rkconf("lint", "-q", "--fix", "--unsafe-fixes", "--launch", lost).out == f"{whole}\n"


def test_lost_slots_of_a_template_are_written_again(rkconf: Program) -> None:
    whole = "ssh -l `3` -n `1` math -mathlink -LinkMode Connect `4` -LinkName `2` -subkernel -noinit > /dev/null 2>&1 &"
    lost = re.sub("`[^`]*`", "", whole)
    options = "--ignore", "RK407", "--fix", "--unsafe-fixes"
    assert rkconf("lint", "-q", *options, "--parallel", lost).out == f"{whole}\n"


@pytest.mark.parametrize("place", ["-", "@"])
def test_only_a_typed_command_has_lost_placeholders(rkconf: Program, tmp_path: Path, place: str) -> None:
    lost = re.sub("`[^`]*`", "", f"ssh h ./math.sh {LINK}")
    (tmp_path / "command").write_text(lost)
    given = place if place == "-" else f"@{tmp_path / 'command'}"
    found = json.loads(rkconf("lint", "--format", "json", "--launch", given, stdin=lost.encode()).out)["diagnostics"]
    assert {each["code"] for each in found if each["severity"] == "error"} == {"RK109"}


MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


def test_swapped_texts_are_one_error(rkconf: Program) -> None:
    words = "lint", "--format", "json", "--launch", MLOPEN, "--mlopen", f"ssh h ./math.sh {LINK}"
    found = json.loads(rkconf(*words).out)["diagnostics"]
    assert {each["code"]: each.get("follows") for each in found} == {
        "RK012": "RK114",
        "RK101": "RK114",
        "RK102": "RK114",
        "RK108": "RK114",
        "RK114": None,
        "RK206": "RK114",
    }


def test_swapped_texts_of_an_entry_are_exchanged(rkconf: Program, tmp_path: Path) -> None:
    def entry(mlopen: str, command: str) -> str:
        fields = f'"RemoteMachine" -> True, "MLOpenArguments" -> "{mlopen}", "LoginScript" -> "{command}"'
        return f'SetOptions[$FrontEnd, EvaluatorNames -> {{"Local" -> {{}}, "a" -> {{{fields}}}}}]'

    command = rf"ssh -o BatchMode=yes h \"./math.sh\" {LINK}"
    path = tmp_path / "init.m"
    path.write_text(entry(command, MLOPEN))
    rkconf("lint", "--fix", str(path))
    assert path.read_text() == entry(MLOPEN, command)


def test_the_cause_of_two_that_remove_each_other_leaves_fewer_errors(rkconf: Program) -> None:
    errors = [found for found in diagnostics(rkconf, f"ssh user @h '/opt/a b/math' {LINK}") if "follows" not in found]
    assert "RK412" in [found["code"] for found in errors if found["severity"] == "error"]


def test_a_finding_may_follow_from_two_errors_together(rkconf: Program) -> None:
    broken = f"ssh ./math.sh {LINK}".replace("-LinkName", f"\n{DASH}LinkName")
    found = diagnostics(rkconf, broken)
    assert {each["code"] for each in found if each["severity"] == "error" and "follows" not in each} == {
        "RK304",
        "RK308",
        "RK409",
    }


def test_a_consequence_gives_the_place_of_its_cause(rkconf: Program) -> None:
    found = diagnostics(rkconf, WITHOUT_HOST)
    places = {(each["code"], each["path"], each["start"]["offset"]) for each in found}
    following = [each for each in found if "follows" in each]
    assert following
    assert {(each["follows"], each["cause"]["path"], each["cause"]["start"]["offset"]) for each in following} <= places


def test_causes_stay_in_their_entry(rkconf: Program) -> None:
    def entry(name: str, command: str) -> str:
        mlopen = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
        return f'"{name}" -> {{"RemoteMachine" -> True, "MLOpenArguments" -> "{mlopen}", "LoginScript" -> "{command}"}}'

    entries = entry("first", WITHOUT_HOST), entry("second", "ssh h ./math.sh -mathlink -LinkProtocol TCPIP")
    text = f'EvaluatorNames -> {{"Local" -> {{}}, {", ".join(entries)}}}'
    out = rkconf("lint", "--format", "json", "-", stdin=f"SetOptions[$FrontEnd, {text}]".encode()).out
    found = json.loads(out)["diagnostics"]
    assert {each["entry"] for each in found if "follows" in each} == {"first"}
    assert {each["code"] for each in found if each["entry"] == "second" and "follows" not in each} >= {"RK101", "RK102"}


@pytest.mark.parametrize("selected", ["RK101,RK102,RK103", "ALL"])
def test_a_consequence_is_not_fixed_even_if_its_cause_is_not_selected(rkconf: Program, selected: str) -> None:
    options = ["--fix", "--unsafe-fixes", "--ignore", "RK407", "--select", selected]
    assert rkconf("lint", *options, "--launch", WITHOUT_HOST).out.startswith(WITHOUT_HOST)


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


LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


@pytest.mark.parametrize("key", ["LaunchCommand", "Launch Command", "launch_command", "LoginScrpt"])
@pytest.mark.parametrize(
    ("mlopen", "following"),
    [
        pytest.param(f'"MLOpenArguments" -> "{LISTEN}", ', [], id="complete"),
        pytest.param("", ["RK006"], id="without MLOpenArguments"),
    ],
)
def test_a_wrong_key_of_the_command_comes_before_what_else_is_missing(
    rkconf: Program, key: str, mlopen: str, following: list[str]
) -> None:
    entry = f'"skye" -> {{"RemoteMachine" -> True, {mlopen}"{key}" -> "ssh h ./math.sh {LINK}"}}'
    text = f'SetOptions[$FrontEnd, EvaluatorNames -> {{"Local" -> {{}}, {entry}}}]'.encode()
    found = json.loads(rkconf("lint", "--format", "json", "-", stdin=text).out)["diagnostics"]
    assert [each["code"] for each in found] == ["RK002", *following]
    assert "LoginScript" in found[0]["help"]
