"""A notebook is read like the code of its evaluated cells."""

import re
from pathlib import Path

import pytest

from rkconf import inputs, linting
from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.inputs import Input
from rkconf.source import Source
from rkconf.versions import load
from tests import repairs
from tests.conftest import SAMPLES, Golden, Program
from tests.notebooks import FORMS, cell, in_boxes, in_linear_syntax, in_text, notebook
from tests.rule_page import Page

FORM = pytest.mark.parametrize("form", FORMS)
PAGES = [Page.read(path) for path in sorted((SAMPLES / "rules").glob("*.md"))]
TEXTS = {
    **{path.stem: path.read_bytes().decode() for path in sorted((SAMPLES / "frontend").glob("*.m"))},
    **{
        f"{page.path.stem} {number}": block.data.decode()
        for page in PAGES
        for number, block in enumerate(page.blocks())
        if block.language == "wl"
    },
}
NOTEBOOKS = sorted((SAMPLES / "notebooks").glob("*.nb"))
COMMAND = 'ssh skye.local /opt/My Math/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName \\"`2`\\"'
CALL = f'LaunchSlave["node", "{COMMAND} -subkernel"]'
SAVED = "(*CacheID: 234*)\n(* Internal cache information:\nNotebookDataPosition[ 157, 7]*)\n"
_BRACKETS = {"]": "[", "}": "{", ")": "("}
_LINES = re.compile(r"line \d+")


def read(data: bytes, name: str = "a.nb") -> Input:
    return inputs.read(Source(name, data))


def findings(checked: Input) -> list[Diagnostic]:
    return list(linting.check(checked, linting.Assumptions(load("7")).target(checked)))


def summary(found: Diagnostic) -> tuple[str, ...]:
    return found.code, found.severity, found.entry or "", _LINES.sub("line", found.message)


def is_balanced(text: str) -> bool:
    brackets: list[str] = []
    for character in re.sub(r'"[^"\\]*(?:\\.[^"\\]*)*"|\(\*.*?\*\)', "", text, flags=re.DOTALL):
        if character in _BRACKETS.values():
            brackets.append(character)
        elif character in _BRACKETS and (not brackets or brackets.pop() != _BRACKETS[character]):
            return False
    return not brackets and text.count('"') % 2 == 0


@FORM
@pytest.mark.parametrize("name", TEXTS)
def test_a_notebook_has_the_findings_of_its_code(name: str, form: str) -> None:
    code = TEXTS[name]
    if not (is_balanced(code) if form != "text" else code.count('"') % 2 == 0):
        pytest.skip("a notebook has both brackets and both quotes")
    here = findings(read(code.encode(), "a.m"))
    if any("string is never closed" in each.message for each in here):
        pytest.skip("a notebook has no string without an end")
    there = findings(read(notebook(cell(FORMS[form](code)))))
    assert sorted(map(summary, there)) == sorted(map(summary, here))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_finding_is_at_its_place_in_the_notebook(
    path: Path, golden: Golden, rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    golden(path.with_suffix(".txt"), rkconf("lint", path.name).raw)
    golden(path.with_suffix(".diff"), rkconf("lint", "--diff", "--unsafe-fixes", path.name).raw)


@FORM
def test_the_marked_characters_are_those_of_the_notebook(form: str) -> None:
    data = notebook(cell(FORMS[form](CALL)))
    found = next(each for each in findings(read(data)) if each.name == "path-cut-at-blank")
    assert found.source.data is data
    assert data[found.span.start : found.span.end] == b"/opt/My Math/math"


# Every rule in every form is repaired, and read again several times.
@pytest.mark.slow
@FORM
@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if is_balanced(text)])
def test_a_repaired_notebook_means_the_repaired_code(name: str, form: str) -> None:
    code = TEXTS[name]
    there, here = repaired(notebook(cell(FORMS[form](code)))), repaired(code.encode())
    if left := {summary(each) for each in findings(there) if "does not change its boxes" in each.help}:
        known = {summary(each)[0] for each in findings(read(code.encode()))}
        assert {each[0] for each in left} <= known
        return
    commands = [[each.launch.command and each.launch.command.text for each in text.launches] for text in (there, here)]
    assert commands[0] == commands[1]
    assert sorted(map(summary, findings(there))) == sorted(map(summary, findings(here)))


def repaired(data: bytes) -> Input:
    checked = read(data)
    return repairs.repaired(checked, linting.Assumptions(load("7")).target(checked), [Applicability.SAFE]).checked


@FORM
def test_the_first_change_removes_the_line_with_the_cache(form: str) -> None:
    data = notebook(cell(FORMS[form](CALL)), header=SAVED)
    written = repaired(data).written.data
    assert b"CacheID" in data
    assert b"CacheID" not in written
    assert b"Internal cache information" in written


@FORM
def test_a_notebook_without_findings_keeps_its_cache(form: str) -> None:
    data = notebook(cell(FORMS[form]('RemoteMachine["node"]')), header=SAVED)
    assert repaired(data).written.data == data


@pytest.mark.parametrize(
    ("content", "is_made"),
    [
        pytest.param(in_text('LaunchSlave["node", "math -mathlink", "4"]'), True, id="text is one string"),
        pytest.param(in_boxes('LaunchSlave["node", "math -mathlink", "4"]'), True, id="a token becomes a token"),
        pytest.param(
            in_boxes('SetOptions[$FrontEnd, EvaluatorNames -> {"a" -> {"RemoteMachine" -> True}}]'),
            False,
            id="an entry is missing",
        ),
        pytest.param(
            in_linear_syntax('LaunchSlave["node", "math -mathlink", "4"]'), False, id="a string becomes a number"
        ),
    ],
)
def test_a_fix_is_made_where_no_box_changes_and_else_it_is_described(content: str, is_made: bool) -> None:  # noqa: FBT001
    every = [each for each in findings(read(notebook(cell(content)))) if each.code in {"RK003", "RK010"}]
    assert every
    for each in every:
        assert bool(each.fix) == is_made
        assert ("does not change its boxes" in each.help) != is_made


@pytest.mark.parametrize("style", ["Output", "Text", "Print", "Program", "MyInput"])
@FORM
def test_a_cell_that_is_not_evaluated_holds_no_kernel(style: str, form: str) -> None:
    checked = read(notebook(cell(FORMS[form](CALL), style), cell('"1 + 1"')))
    assert ([*checked.launches], findings(checked)) == ([], [])


@pytest.mark.parametrize("style", ["Input", "Code", "Initialization"])
def test_a_cell_of_an_evaluated_style_is_read(style: str) -> None:
    assert len(read(notebook(cell(in_boxes(CALL), style))).launches) == 1


@pytest.mark.parametrize(("style", "value", "number"), [("Text", "True", 1), ("Input", "False", 0)])
def test_the_option_of_a_cell_decides(style: str, value: str, number: int) -> None:
    option = f'Cell[{in_boxes(CALL)}, "{style}", CellTags->"a", Evaluatable->{value}]'
    assert len(read(notebook(option)).launches) == number


BOXES = {
    "a form": "FormBox[{}, StandardForm]",
    "a style": 'StyleBox[{}, FontColor->RGBColor[1, 0, 0], "RemoteMachine[x]"]',
    "a tag": 'TagBox[{}, Function[x, LaunchSlave["h"]]]',
    "a list": 'GridBox[{{{{"1", {}}}}}, GridBoxSpacings->{{}}]',
    "a fraction": 'FractionBox[{}, "2"]',
    "an interpretation": 'InterpretationBox["\\"a\\"", LaunchSlave["node", "ssh x math -mathlink"], Editable->False]',
    "expressions": 'RowBox[{{"1", "+", "1"}}], "\\[IndentingNewLine]", {}',
    "a comment": 'RowBox[{{"(*", RowBox[{{"don", "\'", "t"}}], "*)"}}], {}',
    "a picture": "GraphicsBox[{{Text[LaunchSlave], 1., 2.}}], {}",
    "a cell in the text": 'Cell[BoxData[RowBox[{{"LaunchSlave", "[", "3", "]"}}]], "Input"], {}',
}


@pytest.mark.parametrize("name", BOXES)
def test_a_call_is_found_inside_of_other_boxes(name: str) -> None:
    inner = in_boxes('LaunchSlave["node", "ssh x math -mathlink"]').removeprefix("BoxData[").removesuffix("]")
    checked = read(notebook(cell(f"BoxData[{{{BOXES[name].format(inner)}}}]")))
    assert [each.launch.command and each.launch.command.text for each in checked.launches] == ["ssh x math -mathlink"]


def test_a_name_of_one_cell_is_known_in_another() -> None:
    cells = cell(in_boxes('host = "a"')), cell(in_boxes("LaunchSlave[host]"))
    [call] = read(notebook(*cells)).document.parallel
    assert call.host
    assert call.host.text == "a"


def test_words_that_the_end_of_a_line_divides_are_read() -> None:
    content = in_text(CALL).replace("LaunchSlave", "Launch\\\nSlave")
    assert len(read(notebook(cell(content))).launches) == 1


def test_a_comment_in_boxes_suppresses_a_finding(rkconf: Program, tmp_path: Path) -> None:
    code = f"(* rkconf: ignore[RK303] known *)\n{CALL}"
    path = tmp_path / "a.nb"
    path.write_bytes(notebook(cell(in_boxes(code))))
    assert "RK303" not in rkconf("lint", "--ignore", "RK902", str(path)).out
    path.write_bytes(notebook(cell(in_boxes(CALL))))
    assert "RK303" in rkconf("lint", str(path)).out


def test_a_notebook_in_a_folder_is_found(rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.NB").write_bytes(notebook(cell(in_boxes(CALL))))
    assert "a.NB:" in rkconf("lint", "--format", "concise").out


def test_a_notebook_is_known_by_its_content(rkconf: Program) -> None:
    assert "RK303" in rkconf("lint", "-", stdin=notebook(cell(in_boxes(CALL)), header=SAVED)).out


def test_a_deep_notebook_without_kernels_is_passed_over(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.nb"
    path.write_bytes(notebook(cell(f'BoxData[{"RowBox[{" * 300}"x"{"}]" * 300}]')))
    outcome = rkconf("lint", str(path), "--format", "concise")
    assert (outcome.status, outcome.out) == (0, "")


def test_a_deep_notebook_without_kernels_is_converted_to_itself(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.nb"
    path.write_bytes(notebook(cell(f'BoxData[{"RowBox[{" * 300}"x"{"}]" * 300}]')))
    outcome = rkconf("convert", str(path), "--to", "14.1")
    assert (outcome.status, outcome.raw) == (0, path.read_bytes())


def test_the_depth_of_boxes_is_not_that_of_the_code() -> None:
    content = f"BoxData[{'RowBox[{' * 300}{in_boxes(CALL)}{'}]' * 300}]"
    checked = read(notebook(cell(content)))
    assert len(checked.launches) == 1
    assert not checked.document.problems


def test_a_cell_without_an_end_is_reported() -> None:
    data = notebook(cell(in_boxes(CALL)), cell(in_boxes(CALL)).removesuffix("]"))
    assert [each.rule for each in read(data).document.problems] == ["syntax-error"]


def test_the_header_names_the_version() -> None:
    data = notebook(cell(in_boxes(CALL)), header="(* CreatedBy='Mathematica 5.2' *)\n")
    assert linting.version_of(read(data)).name == "5.2"


@pytest.mark.parametrize("command", [("extract",), ("trace",)], ids=" ".join)
def test_a_command_that_reads_a_notebook_prints_what_it_prints_for_its_code(
    command: tuple[str, ...], rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = 'SetOptions[$FrontEnd, EvaluatorNames -> {"a" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh h math"}}]'
    Path("a.nb").write_bytes(notebook(cell(in_boxes(code))))
    Path("a.m").write_bytes(code.encode())
    assert rkconf(*command, "a.nb").out.replace("a.nb", "a.m") == rkconf(*command, "a.m").out


REFUSED = {
    "convert": ("convert", "a.nb", "--to", "7", "--from", "5.2"),
    "render": ("render", str(SAMPLES / "kernels" / "direct.toml"), "--version", "7", "--into", "a.nb", "--in-place"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_command_that_would_change_boxes_gives_the_next_step(
    name: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = notebook(cell(in_boxes(f"SetOptions[$FrontEnd, EvaluatorNames -> {{}}]; {CALL}")))
    Path("a.nb").write_bytes(data)
    outcome = rkconf(*REFUSED[name])
    assert outcome.status == 2
    assert "does not change the boxes of a notebook;" in outcome.err
    assert Path("a.nb").read_bytes() == data


@pytest.mark.parametrize("name", REFUSED)
def test_the_same_command_changes_a_cell_without_boxes(
    name: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = f"SetOptions[$FrontEnd, EvaluatorNames -> {{}}]; {CALL}"
    Path("a.nb").write_bytes(notebook(cell(in_text(code))))
    Path("a.m").write_bytes(code.encode())
    options = ("--on-loss", "warn", "--in-place") if name == "convert" else ()
    for path in ("a.nb", "a.m"):
        assert rkconf(*(word.replace("a.nb", path) for word in REFUSED[name]), *options).status == 0
    there, here = (read(Path(path).read_bytes()) for path in ("a.nb", "a.m"))
    assert Path("a.m").read_bytes() != code.encode()
    assert [str(each.launch.command) for each in there.launches] == [str(each.launch.command) for each in here.launches]
