"""What one shell would start, in which order, and how."""

import pytest

from rkconf.shell.interpreter import read
from tests.launches import excerpt, reading, unix_shell, words


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        pytest.param("a; b", [("a", ""), ("b", ";")], id="a semicolon"),
        pytest.param("a\nb", [("a", ""), ("b", "\n")], id="a line break"),
        pytest.param("a && b || c", [("a", ""), ("b", "&&"), ("c", "||")], id="and, or"),
        pytest.param("a | b", [("a", ""), ("b", "|")], id="a pipe"),
        pytest.param("a & b", [("a", ""), ("b", "&")], id="the background"),
        pytest.param("(a; b) && c", [("a", ""), ("b", ";"), ("c", "&&")], id="a subshell"),
        pytest.param("{ a; b; }", [("a", ""), ("b", ";")], id="a group"),
        pytest.param("( ( a ) )", [("a", "")], id="a subshell in a subshell"),
        pytest.param("\n\n# x\na\n\n", [("a", "")], id="line breaks that end nothing"),
        pytest.param("A=1", [], id="a variable alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_order_of_programs(text: str, programs: list[tuple[str, str]]) -> None:
    found = reading("bash", text)
    assert [(started.words[0].text, started.after) for started in found.started] == programs
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "in_background"),
    [
        pytest.param("a &", [True], id="at the end"),
        pytest.param("a & b", [True, False], id="in the middle"),
        pytest.param("(a; b) &", [True, True], id="a subshell"),
        pytest.param("(a & b)", [True, False], id="inside a subshell"),
        pytest.param("a && b &", [True, True], id="a list"),
        pytest.param("a", [False], id="not at all"),
    ],
)
def test_the_background(text: str, in_background: list[bool]) -> None:
    found = reading("dash", text).started
    assert [started.in_background for started in found] == in_background
    assert [bool(started.background_mark) for started in found] == in_background


@pytest.mark.parametrize(
    ("shell", "text", "arguments"),
    [
        pytest.param("dash", "A=1; x $A", ["x", "1"], id="set before"),
        pytest.param("dash", "A='b c'; x $A \"$A\"", ["x", "b", "c", "b c"], id="split at blanks"),
        pytest.param("zsh", "A='b c'; x $A", ["x", "b c"], id="not split in zsh"),
        pytest.param("dash", 'A=; x $A "$A"', ["x", ""], id="empty"),
        pytest.param("dash", "A=1 B=$A; x $B", ["x", "1"], id="from another"),
        pytest.param(
            "dash", "A=a@b,c@d; x ${A%%@*} ${A##*,} ${A%@*} ${A#*@}", ["x", "a", "c@d", "a@b,c", "b,c@d"], id="cut"
        ),
        pytest.param("dash", "A=; x ${A:-b} ${A-c} ${B-d}", ["x", "b", "d"], id="defaults"),
        pytest.param("dash", "A=~/a; x $A", ["x", "/home/a"], id="a home folder"),
        pytest.param("bash", "export A=1; x $A", ["x", "1"], id="exported"),
        pytest.param("tcsh", "setenv A 1; x $A", ["x", "1"], id="set in tcsh"),
        pytest.param("tcsh", "set A = 1; x $A", ["x", "1"], id="set in tcsh with blanks"),
        pytest.param("fish", "set -x A 1; x $A", ["x", "1"], id="set in fish"),
    ],
)
def test_variables_of_the_command_itself(shell: str, text: str, arguments: list[str]) -> None:
    assert words(shell, text, HOME="/home")[-1] == arguments


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A=$NEVER; x $A", id="from one that nobody set"),
        pytest.param("A=`date`; x $A", id="from a program"),
        pytest.param("A=1; A=$(date); x $A", id="set anew by a program"),
        pytest.param(f"A={'a' * 1000}; x $A", id="a value too long to follow"),
        pytest.param("A=b; x ${A%[b]}", id="cut by a pattern with brackets"),
        pytest.param("A=1 x $A", id="set for the program alone"),
    ],
)
def test_variables_that_are_not_known(text: str) -> None:
    assert [word.known for word in reading("dash", text).started[-1].words] == [True, False]


def test_a_value_is_handed_out_so_often_and_no_more() -> None:
    found = reading("dash", f"A={'a' * 500}; x" + ' "$A"' * 2_500).started[-1]
    assert found.words[1].known
    assert not found.words[-1].known


def test_assignments_before_a_program() -> None:
    (started,) = reading("dash", "A=1 B='2 3' x A=4").started
    assert [word.text for word in started.assignments] == ["A=1", "B=2 3"]
    assert [word.text for word in started.words] == ["x", "A=4"]


@pytest.mark.parametrize("text", ["'A'=1 x", r"A\=1 x", '"A=1" x', "1A=1 x"])
def test_what_is_no_assignment(text: str) -> None:
    (started,) = reading("dash", text).started
    assert started.assignments == ()


@pytest.mark.parametrize(
    ("shell", "text", "rule"),
    [
        pytest.param("tcsh", "nice -n 5 x", "csh-incompatible", id="nice with a number in tcsh"),
        pytest.param("tcsh", "command x", "csh-incompatible", id="command in tcsh"),
        pytest.param("tcsh", "{ x; }", "csh-incompatible", id="a group in tcsh"),
        pytest.param("tcsh", "x 2> y", "sh-redirection-in-csh", id="a descriptor in tcsh"),
        pytest.param("fish", "math -mathlink", "bare-kernel-name", id="fish has a calculator"),
        pytest.param("dash", "if x; then y; fi", "not-understood", id="a condition"),
        pytest.param("dash", "x << E\nE", "not-understood", id="a here-document"),
        pytest.param("dash", "x `y`", "not-understood", id="a program's output"),
    ],
)
def test_what_goes_wrong_on_the_way(shell: str, text: str, rule: str) -> None:
    found = reading(shell, text)
    assert rule in [problem.rule for problem in found.problems]
    assert not found.refused


@pytest.mark.parametrize("text", ["nice x", "nice -5 x", "x 2>y"])
def test_what_tcsh_takes(text: str) -> None:
    problems = reading("tcsh", text).problems
    assert all(problem.severity == "info" for problem in problems)


def test_a_redirection_is_told() -> None:
    (started,) = reading("dash", "x > $HOME/a 2>&1", HOME="/home").started
    assert [(each.operator.text, each.target.text) for each in started.redirected] == [(">", "/home/a"), ("2>&", "1")]
    assert started.discards_output


def test_characters_that_stand_for_something_unknown_mean_nothing() -> None:
    found = read(excerpt("x $A;y z"), unix_shell("dash"), {}, frozenset(range(2, 6)))
    assert [word.text for word in found.started[0].words] == ["x", "$A;y", "z"]
