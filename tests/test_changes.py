"""A fix is shown as the lines that it changes, and no others."""

import pytest

from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.reporters.changes import changes
from rkconf.secrets import Secret, Secrets
from rkconf.source import Source, Span


def shown(text: str, *edits: tuple[int, int, str], secrets: tuple[Secret, ...] = (), width: int = 60) -> list[str]:
    fix = Fix(Applicability.SAFE, "do", tuple(Edit.replace(Span(start, end), new) for start, end, new in edits))
    source = Source("init.m", text.encode())
    kept = Secrets.of(source, secrets)
    found = Diagnostic("RK102", "link-mode", Severity.ERROR, "a message", source, Span(0, 0), fix=fix, secrets=kept)
    return [f"{each.number} {each.sign} {each.shown(width)}" for each in changes(found, 4 * width)]


@pytest.mark.parametrize(
    ("text", "edits", "lines"),
    [
        pytest.param("a\nold b\nc", [(2, 5, "new")], ["2 - old b", "2 + new b"], id="one word"),
        pytest.param("a\nb", [(1, 1, "+")], ["1 - a", "1 + a+"], id="text at the end of a line"),
        pytest.param("a\nb\nc", [(2, 4, "")], ["2 - b"], id="a removed line"),
        pytest.param("a\nc", [(2, 2, "b\n")], ["2 + b"], id="an added line"),
        pytest.param("a\nc", [(1, 1, "\nb")], ["2 + b"], id="a line added at the end of the one before"),
        pytest.param("ab\ncd", [(1, 4, "")], ["1 - ab", "2 - cd", "1 + ad"], id="two lines become one"),
        pytest.param("ab", [(1, 1, "\n")], ["1 - ab", "1 + a", "2 + b"], id="one line becomes two"),
        pytest.param("a b c", [(0, 1, "A"), (4, 5, "C")], ["1 - a b c", "1 + A b C"], id="two words of one line"),
        pytest.param(
            "a\nb\nc", [(0, 1, "A"), (4, 5, "C")], ["1 - a", "1 + A", "3 - c", "3 + C"], id="words of two lines"
        ),
        pytest.param(
            "a\nb\nc", [(0, 1, "A\nA"), (4, 5, "C")], ["1 - a", "1 + A", "2 + A", "3 - c", "4 + C"], id="lines shift"
        ),
        pytest.param("a\r\nb", [(0, 1, "A")], ["1 - a", "1 + A"], id="line ends of Windows"),
        pytest.param("math\r", [(4, 5, "")], ["1 - math␍", "1 + math"], id="an extra carriage return"),
        pytest.param("a\r\nb", [(1, 2, "")], ["1 - a␍", "1 + a"], id="a carriage return of a line end"),
        pytest.param("a\tb", [(2, 3, "c")], ["1 - a   b", "1 + a   c"], id="a tab"),
        pytest.param("渚b", [(3, 4, "灯")], ["1 - 渚b", "1 + 渚灯"], id="wide characters"),
        pytest.param("a", [], [], id="nothing"),
        pytest.param("a", [(0, 1, "a")], [], id="no change"),
    ],
)
def test_lines(text: str, edits: list[tuple[int, int, str]], lines: list[str]) -> None:
    assert shown(text, *edits) == lines


def test_a_long_line_is_shortened_around_the_change() -> None:
    assert shown("x" * 5000 + "old" + "x" * 5000, (5000, 5003, "new"), width=20) == [
        "1 - …xxxxxxxoldxxxxxxxx…",
        "1 + …xxxxxxxnewxxxxxxxx…",
    ]


def test_a_shortened_line_shows_the_place_of_removed_text() -> None:
    before, after = shown("x" * 5000 + "old" + "y" * 5000, (5000, 5003, ""), width=20)
    assert "old" in before
    assert "xy" in after


def test_distant_changes_of_a_line_are_shown_separately() -> None:
    lines = shown("old" + "x" * 5000 + "old", (0, 3, "new"), (5003, 5006, "new"), width=20)
    assert [line[:10] for line in lines] == ["1 - oldxxx", "1 + newxxx", "1 - …xxxxx", "1 + …xxxxx"]


def test_only_the_first_of_many_lines_are_shown() -> None:
    lines = shown("a", (1, 1, "\nb" * 20))
    assert lines[:2] == ["2 + b", "3 + b"]
    assert lines[-1] == "10 + … and 12 more lines"


def test_a_secret_is_masked_before_and_after() -> None:
    text = "ssh user:hunter2@skye"
    kept = (Secret(Span(9, 16), "hunter2"),)
    assert shown(text, (4, 21, "'user:hunter2@skye'"), secrets=kept) == [
        "1 - ssh user:•••••••@skye",
        "1 + ssh 'user:•••@skye'",
    ]
