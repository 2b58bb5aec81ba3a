"""The answers of rkconf to the page are those of the command line."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docs.page.python import operations
from rkconf.reporters.trace_paragraphs import VERBS
from tests.conftest import CHECKOUT, Program

pytestmark = pytest.mark.checkout

RECIPES = operations.OPERATIONS["ready"]({})["recipes"]
PAGE = CHECKOUT / "docs" / "page"
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
OPTIONS = {
    "version": "--version",
    "kernelVersion": "--kernel-version",
    "localShell": "--local-shell",
    "remoteShell": "--remote-shell",
}
MISTAKEN = {
    "a wrong mode": {"kind": "launch", "text": "ssh skye.local ./math.sh -mathlink -LinkMode Listen", "mlopen": LISTEN},
    "csh redirection": {"kind": "launch", "text": "ssh skye.local math -mathlink >& /dev/null &", "mlopen": LISTEN},
    "wide characters": {"kind": "launch", "text": "ssh -l ä😀 skye.local math \u2013mathlink -LinkMode Listen"},
    "wrong arguments to MLOpen": {"kind": "launch", "text": "ssh h math", "mlopen": "-LinkMode Connect"},
    "only spaces": {"kind": "launch", "text": "  "},
    "an unclosed list": {"kind": "file", "text": "SetOptions[$FrontEnd, EvaluatorNames -> {"},
    "broken TOML": {"kind": "specification", "text": "[[kernels]\nname = 3"},
    "an unknown key": {"kind": "specification", "text": '[[kernels]]\nname = "a"\nhosst = "b"\n'},
}


def ask(operation: str, **request: object) -> dict[str, Any]:
    """Ask as the worker does, and return the result; an error fails the test."""
    answered = json.loads(operations.answer(json.dumps({"operation": operation, **request})))
    assert "result" in answered, answered
    return answered["result"]  # type: ignore[no-any-return]


def refused(operation: str, **request: object) -> str:
    """Ask for what cannot be done, and return the message."""
    answered = json.loads(operations.answer(json.dumps({"operation": operation, **request})))
    return str(answered["error"]["message"])


def words(given: dict[str, Any], choices: dict[str, str], folder: Path) -> list[str]:
    """Return the words of a command line for an input of the page."""
    chosen = [word for key, value in choices.items() for word in (OPTIONS[key], value)]
    if given["kind"] in {"launch", "parallel"}:
        (folder / "command").write_text(given["text"], encoding="utf-8")
        mlopen = ["--mlopen", given["mlopen"]] if given.get("mlopen") else []
        return [*chosen, f"--{given['kind']}", "@command", *mlopen]
    name = "init.m" if given["kind"] == "file" else "kernels.toml"
    (folder / name).write_text(given["text"], encoding="utf-8")
    return [*chosen, name]


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """Apply edits as an editor in a browser does, in UTF-16 units."""
    units = text.encode("utf-16-le", errors="surrogatepass")
    for each in sorted(edits, key=lambda each: -each["start"]):
        new = each["text"].encode("utf-16-le", errors="surrogatepass")
        units = units[: 2 * each["start"]] + new + units[2 * each["end"] :]
    return units.decode("utf-16-le", errors="surrogatepass")


INPUTS = {
    **{each["name"]: (each["input"], each["choices"]) for each in RECIPES},
    **{name: (each, {}) for name, each in MISTAKEN.items()},
}
inputs = pytest.mark.parametrize(("given", "choices"), INPUTS.values(), ids=INPUTS)


@inputs
def test_the_report_is_that_of_the_command_line(
    given: dict[str, Any], choices: dict[str, str], rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("lint", "--format", "json", *words(given, choices, tmp_path))
    assert ask("lint", input=given, choices=choices)["report"] == json.loads(outcome.out)


@inputs
def test_a_finding_is_at_the_same_place_as_in_the_report(given: dict[str, Any], choices: dict[str, str]) -> None:
    result = ask("lint", input=given, choices=choices)
    for found, reported in zip(result["findings"], result["report"]["diagnostics"], strict=True):
        text = given["mlopen" if found["place"]["field"] == "mlopen" else "text"]
        units = text.encode("utf-16-le")
        before, upto = (units[: 2 * found["place"][end]].decode("utf-16-le") for end in ("start", "end"))
        assert len(before.encode()) == reported["start"]["offset"]
        assert len(upto.encode()) == reported["end"]["offset"]


@inputs
def test_each_fix_of_a_finding_removes_it(given: dict[str, Any], choices: dict[str, str]) -> None:
    findings = ask("lint", input=given, choices=choices)["findings"]
    before = Counter(each["code"] for each in findings)
    for found in findings:
        if "fix" not in found:
            continue
        after = dict(given)
        for field in ("text", "mlopen"):
            own = [each for each in found["fix"]["edits"] if each["field"] == field]
            after |= {field: edited(given[field], own)} if own else {}
        left = Counter(each["code"] for each in ask("lint", input=after, choices=choices)["findings"])
        assert left[found["code"]] < before[found["code"]]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe fixes", "all fixes"])
@inputs
def test_all_fixes_make_what_the_command_line_makes(
    given: dict[str, Any],
    choices: dict[str, str],
    unsafe: bool,  # noqa: FBT001 - a parameter of the test
    rkconf: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = words(given, choices, tmp_path)
    made = ask("fixAll", input=given, choices=choices, unsafe=unsafe)
    outcome = rkconf("lint", "--fix", *(["--unsafe-fixes"] if unsafe else []), *arguments)
    written = "".join(f"{made[field]}\n" for field in ("text", "mlopen") if field in made)
    if given["kind"] in {"launch", "parallel"}:
        assert outcome.out == written
    else:
        assert (tmp_path / arguments[-1]).read_text(encoding="utf-8") == made["text"]


@inputs
def test_a_trace_is_that_of_the_command_line(
    given: dict[str, Any], choices: dict[str, str], rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = rkconf("trace", "--format", "json", *words(given, choices, tmp_path))
    if outcome.status:
        assert refused("trace", input=given, choices=choices)
        assert refused("diagram", input=given, choices=choices)
        return
    made = ask("trace", input=given, choices=choices)
    assert made["report"] == json.loads(outcome.out)
    reports = made["report"].get("alternatives", [made["report"]])
    assert [each["verdict"] for each in made["alternatives"]] == [
        f"It {VERBS[each['outcome']]}: {each['why']}." for each in reports
    ]
    assert ask("diagram", input=given, choices=choices)["svg"].startswith("<svg ")


@pytest.mark.parametrize("given", [given for given, _ in INPUTS.values()], ids=INPUTS)
def test_a_conversion_is_that_of_the_command_line(
    given: dict[str, Any], rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = words(given, {}, tmp_path)
    outcome = rkconf("convert", "--to", "5.2", "--on-loss", "warn", *arguments)
    if not outcome.out:
        assert refused("convert", input=given, to="5.2")
        return
    made = ask("convert", input=given, to="5.2")
    lines = [made[field] for field in ("text", "mlopen") if field in made]
    assert outcome.out == (made["text"] if given["kind"] in {"file", "specification"} else "\n".join([*lines, ""]))
    assert len(made["losses"]) == outcome.err.count(": lost: ")
    assert len(made["notes"]) == outcome.err.count(": note: ")


@pytest.mark.parametrize(
    "mlopen", [None, "-LinkMode Listen\n-LinkProtocol TCPIP"], ids=["alone", "with MLOpen arguments"]
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", " \\\n  -noinit\n"], ids=repr)
def test_a_conversion_keeps_the_line_breaks_of_what_was_pasted(end: str, mlopen: str | None) -> None:
    text = "ssh skye.local math {} -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`" + end
    given = {"kind": "launch", "text": text.format("-wstp")} | ({"mlopen": mlopen} if mlopen else {})
    made = ask("convert", input=given, to="7")
    assert made["text"] == text.format("-mathlink")
    assert made.get("mlopen") == mlopen


@pytest.mark.parametrize("network", ["direct", "fixed-ports", "tunnel"])
@pytest.mark.parametrize("version", ["5.2", "7", "14"])
def test_a_form_is_written_as_rkconf_new_and_render_do(
    network: str, version: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    form = {"name": "skye", "host": "skye.local", "user": "fred", "path": "./math.sh", "network": network}
    made = ask("render", form=form, version=version)
    (tmp_path / "kernels.toml").write_text(made["specification"], encoding="utf-8")
    outcome = rkconf("render", "kernels.toml", "--as", "dialog")
    assert made["text"] == outcome.out
    again = ask("render", specification=made["specification"], version=version, **{"as": "wl"})
    assert again["text"] == rkconf("render", "kernels.toml").out


def test_a_specification_with_errors_has_findings_instead_of_a_text() -> None:
    made = ask("render", specification='[[kernels]]\nhost = "skye.local"\n', version="7")
    assert not made["text"]
    assert {each["severity"] for each in made["findings"]} >= {"error"}


def test_a_password_forbids_links() -> None:
    given = {"kind": "launch", "text": "sshpass -p hunter2 ssh skye.local math -mathlink"}
    result = ask("lint", input=given, choices={})
    assert result["password"]
    assert "hunter2" not in json.dumps(result)
    assert not ask("lint", input=RECIPES[0]["input"], choices={})["password"]


def test_half_of_a_character_is_kept_as_one_character_by_fixes() -> None:
    given = {"kind": "launch", "text": "ssh skye.local math -noinit \ud83d -mathlink >& /dev/null"}
    made = ask("fixAll", input=given, choices={}, unsafe=True)
    assert made["count"]
    assert made["text"].count("\N{REPLACEMENT CHARACTER}") == 1


def test_an_impossible_request_is_refused_in_one_line() -> None:
    given = {"kind": "launch", "text": "ssh skye.local math"}
    assert "3.1" in refused("lint", input=given, choices={"version": "3.1"})
    assert "tenex" in refused("lint", input=given, choices={"localShell": "tenex"})
    assert "ABC" in refused("explain", code="ABC")
    assert refused("render", form={"name": "a", "host": "", "network": "direct"}, version="7")


@pytest.mark.parametrize("path", sorted(PAGE.joinpath("src").rglob("*.ts")), ids=lambda path: path.stem)
def test_a_module_of_the_page_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
