"""The programs that a shell starts, in which order and on which condition."""

import pytest

from rkconf.shell.words import UNKNOWN
from tests.launches import follow, reading, words


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
        pytest.param("\n\n# x\na\n\n", [("a", "")], id="empty lines"),
        pytest.param("A=1", [], id="only a variable"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_order_of_programs(text: str, programs: list[tuple[str, str]]) -> None:
    found = reading("bash", text)
    assert [(started.words[0].text, started.after) for started in found.executions] == programs
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "in_background"),
    [
        pytest.param("a &", [True], id="at the end"),
        pytest.param("a & b", [True, False], id="in the middle"),
        pytest.param("(a; b) &", [True, True], id="a subshell"),
        pytest.param("(a & b)", [True, False], id="inside a subshell"),
        pytest.param("a && b &", [True, True], id="a list"),
        pytest.param("a", [False], id="none"),
    ],
)
def test_the_background(text: str, in_background: list[bool]) -> None:
    found = reading("dash", text).executions
    assert [started.in_background for started in found] == in_background
    assert [bool(started.background_mark) for started in found] == in_background


@pytest.mark.parametrize(
    ("shell", "text", "arguments"),
    [
        pytest.param("dash", "A=1; x $A", ["x", "1"], id="set before"),
        pytest.param("dash", "A='b c'; x $A \"$A\"", ["x", "b", "c", "b c"], id="split at spaces"),
        pytest.param("zsh", "A='b c'; x $A", ["x", "b c"], id="not split in zsh"),
        pytest.param("dash", 'A=; x $A "$A"', ["x", ""], id="empty"),
        pytest.param("dash", "A=1 B=$A; x $B", ["x", "1"], id="from another"),
        pytest.param(
            "dash", "A=a@b,c@d; x ${A%%@*} ${A##*,} ${A%@*} ${A#*@}", ["x", "a", "c@d", "a@b,c", "b,c@d"], id="cut"
        ),
        pytest.param("dash", "A=; x ${A:-b} ${A-c} ${B-d}", ["x", "b", "d"], id="defaults"),
        pytest.param("dash", "A=~/a; x $A", ["x", "/home/a"], id="a home directory"),
        pytest.param("bash", "export A=1; x $A", ["x", "1"], id="exported"),
        pytest.param("tcsh", "setenv A 1; x $A", ["x", "1"], id="set in tcsh"),
        pytest.param("tcsh", "set A = 1; x $A", ["x", "1"], id="set in tcsh with spaces"),
        pytest.param("fish", "set -x A 1; x $A", ["x", "1"], id="set in fish"),
    ],
)
def test_variables_set_by_the_command(shell: str, text: str, arguments: list[str]) -> None:
    assert words(shell, text, HOME="/home")[-1] == arguments


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A=$NEVER; x $A", id="from an unset variable"),
        pytest.param("A=`date`; x $A", id="from a program"),
        pytest.param("A=1; A=$(date); x $A", id="set again by a program"),
        pytest.param(f"A={'a' * 1000}; x $A", id="a value too long to follow"),
        pytest.param("A=b; x ${A%[b]}", id="cut by a pattern with brackets"),
        pytest.param("A=1 x $A", id="set only for the program"),
    ],
)
def test_unknown_variables(text: str) -> None:
    assert [word.known for word in reading("dash", text).executions[-1].words] == [True, False]


def test_the_number_of_expanded_characters_is_limited() -> None:
    found = reading("dash", f"A={'a' * 500}; x" + ' "$A"' * 2_500).executions[-1]
    assert found.words[1].known
    assert not found.words[-1].known


def test_assignments_before_a_program() -> None:
    (started,) = reading("dash", "A=1 B='2 3' x A=4").executions
    assert [word.text for word in started.assignments] == ["A=1", "B=2 3"]
    assert [word.text for word in started.words] == ["x", "A=4"]


@pytest.mark.parametrize("text", ["'A'=1 x", r"A\=1 x", '"A=1" x', "1A=1 x"])
def test_words_that_are_not_assignments(text: str) -> None:
    (started,) = reading("dash", text).executions
    assert started.assignments == ()


@pytest.mark.parametrize(
    ("shell", "text", "rule"),
    [
        pytest.param("tcsh", "nice -n 5 x", "csh-incompatible", id="nice with a number in tcsh"),
        pytest.param("tcsh", "command x", "csh-incompatible", id="command in tcsh"),
        pytest.param("tcsh", "{ x; }", "csh-incompatible", id="a group in tcsh"),
        pytest.param("tcsh", "x 2> y", "sh-redirection-in-csh", id="a descriptor in tcsh"),
        pytest.param("fish", "math -mathlink", "bare-kernel-name", id="fish has a calculator"),
        pytest.param(
            "bash", "select x in a; do b; done", "not-understood", id="a compound command that is not followed"
        ),
        pytest.param("dash", "x << E\nE", "not-understood", id="a here-document"),
        pytest.param("fish", "function f; x; end; f", "not-understood", id="a function of fish that is called"),
        pytest.param("dash", "source x", "missing-builtin", id="a builtin of another shell"),
    ],
)
def test_problems_of_commands_that_run(shell: str, text: str, rule: str) -> None:
    found = reading(shell, text)
    assert rule in [problem.rule for problem in found.problems]
    assert not found.refused


@pytest.mark.parametrize("shell", ["bash", "dash", "mksh", "tcsh", "zsh"])
@pytest.mark.parametrize("text", ["a << E\nx\nE\nb", "a << E; b\nx\nE", "a << E\nx\n\nE\n\nb\n"])
def test_no_line_of_a_here_document_is_a_command(shell: str, text: str) -> None:
    assert [started.words[0].text for started in reading(shell, text).executions] == ["a", "b"]


@pytest.mark.parametrize("text", ["nice x", "nice -5 x", "x 2>y"])
def test_commands_that_tcsh_accepts(text: str) -> None:
    problems = reading("tcsh", text).problems
    assert all(problem.severity == "info" for problem in problems)


def test_redirections() -> None:
    (started,) = reading("dash", "x > $HOME/a 2>&1", HOME="/home").executions
    assert [(each.operator.text, each.target.text) for each in started.redirected] == [(">", "/home/a"), ("2>&", "1")]
    assert started.discards_output


def test_an_unknown_piece_has_no_special_meaning() -> None:
    (found,) = reading("dash", f"x a{UNKNOWN};").executions
    assert [(word.text, word.known) for word in found.words] == [("x", True), (f"a{UNKNOWN}", False)]


@pytest.mark.parametrize(
    ("shell", "text", "occurs"),
    [
        pytest.param("dash", "x; y", ["always", "always"], id="one after the other"),
        pytest.param("dash", "x && y", ["always", "perhaps"], id="on success"),
        pytest.param("dash", "exit 1; y", ["always", "never"], id="after the end"),
        pytest.param("dash", "x || exit 1; y", ["always", "perhaps", "perhaps"], id="after a possible end"),
        pytest.param("dash", "(exit 1); y", ["always", "always"], id="after the end of a subshell"),
        pytest.param("dash", "! x || y", ["always", "perhaps"], id="negated"),
        pytest.param("dash", "exec x; y", ["always", "never"], id="replaced"),
        pytest.param("tcsh", "return; y", ["always", "always"], id="a missing builtin"),
        pytest.param("dash", "return; y", ["always", "never"], id="return outside a function"),
        pytest.param("bash", "return; y", ["always", "always"], id="the same in bash"),
        pytest.param("dash", "set -g; y", ["always", "never"], id="an error of a special builtin"),
        pytest.param("bash", "set -g; y", ["always", "always"], id="the same in bash"),
        pytest.param("bash", "select x in a; do b; done; y", ["perhaps"], id="after a command that is not followed"),
        pytest.param("tcsh", "x $NEVER; y", ["perhaps", "perhaps"], id="after a variable that may be unset"),
        pytest.param("zsh", "x *; y", ["perhaps", "always"], id="a pattern that may match nothing"),
        pytest.param("fish", "x; and y", ["always", "perhaps"], id="a conjunction of fish"),
        pytest.param("dash", "[ a = b ] && y", ["always", "never"], id="a comparison of known texts"),
        pytest.param("bash", "[[ a = a ]] && y", ["always"], id="the same between double brackets"),
        pytest.param("bash", "((0)) || y", ["always"], id="a number as arithmetic"),
        pytest.param("dash", "[ -x y ] && y", ["always", "always"], id="a test for the program"),
        pytest.param("dash", "if x; then y; else z; fi", ["always", "perhaps", "perhaps"], id="a condition"),
        pytest.param("dash", "for i in 1 2; do x $i; done", ["always", "always"], id="a loop"),
        pytest.param("dash", "for i in; do x; done", [], id="a loop over nothing"),
        pytest.param("dash", "case x in y) a;; x) b;; esac", ["always"], id="a case"),
        pytest.param("dash", "f() { x; }; f", ["always", "always"], id="a function that is called"),
        pytest.param(
            "dash", "f() { return; x; }; f; y", ["always", "always", "never", "always"], id="a function that returns"
        ),
        pytest.param("fish", "if x; y; else; z; end", ["always", "perhaps", "perhaps"], id="a condition of fish"),
        pytest.param("fish", "begin; x; end", ["always"], id="a group of fish"),
        pytest.param("tcsh", "foreach i (1 2); x $i; end", ["always", "always"], id="a loop of csh"),
    ],
)
def test_whether_a_program_runs(shell: str, text: str, occurs: list[str]) -> None:
    assert [each.occurs.name.lower() for each in reading(shell, text).executions] == occurs


@pytest.mark.parametrize(
    ("shell", "text", "waits"),
    [
        pytest.param("dash", "x &", ["never"], id="in the background"),
        pytest.param("dash", "x & wait", ["always", "always"], id="waited for"),
        pytest.param("dash", "x & y && wait", ["perhaps", "always", "always"], id="waited for, perhaps"),
        pytest.param("dash", "x || y &", ["never", "never"], id="a list"),
        pytest.param("zsh", "x || y &", ["always", "never"], id="only its last pipeline"),
        pytest.param("tcsh", "x; y &", ["never", "never"], id="all commands before it"),
        pytest.param("dash", "x; y &", ["always", "never"], id="only the command after a semicolon"),
    ],
)
def test_programs_that_a_shell_waits_for(shell: str, text: str, waits: list[str]) -> None:
    assert [each.waits.name.lower() for each in reading(shell, text).executions] == waits


@pytest.mark.parametrize(
    ("shell", "command", "host"),
    [
        pytest.param("dash", "A=h; A+=x; ssh $A math", "h", id="dash runs it as a program"),
        pytest.param("dash", "A=h; A[0]=x; ssh $A math", "h", id="so it does with a subscript"),
        *(
            pytest.param(shell, "A=h; A+=x; ssh $A math", None, id=f"{shell} sets it")
            for shell in ("bash", "zsh", "mksh")
        ),
        pytest.param("bash", "A=h; A[0]=x; ssh $A math", None, id="bash sets the first of a list"),
    ],
)
def test_a_value_that_is_added_is_not_followed(shell: str, command: str, host: str | None) -> None:
    connection = follow(command, shell).connection
    assert connection
    assert connection.destination
    assert (connection.destination.text if connection.destination.known else None) == host
