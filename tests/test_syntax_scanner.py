import pytest

from rkconf.source import Source
from rkconf.syntax import Outline, RegionKind, scan
from rkconf.syntax.scanner import MOST_PROBLEMS


def outline(text: str | bytes) -> Outline:
    return scan(Source("init.m", text if isinstance(text, bytes) else text.encode()))


def regions(text: str) -> list[tuple[str, str, str]]:
    found = outline(text)
    return [(region.kind.value, region.name, found.reading.source[region.span]) for region in found.regions]


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.span.start, problem.message) for problem in outline(text).problems]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SetOptions[$FrontEnd, EvaluatorNames->{1}]", id="bare name"),
        pytest.param('SetOptions[$FrontEnd, "EvaluatorNames"->{1}]', id="name in quotes"),
        pytest.param("SetOptions[$FrontEnd, System`EvaluatorNames->{1}]", id="name with context"),
        pytest.param('SetOptions[$FrontEnd, "FrontEnd`EvaluatorNames"->{1}]', id="name with context in quotes"),
        pytest.param("System`SetOptions[FrontEnd`$FrontEnd, EvaluatorNames->{1}]", id="everything with context"),
        pytest.param("SetOptions[$FrontEndSession, EvaluatorNames->{1}]", id="session"),
        pytest.param("SetOptions [ $FrontEnd , EvaluatorNames :> {1}]", id="spaces and a delayed rule"),
        pytest.param("SetOptions[$FrontEnd, EvaluatorNames\\[Rule]{1}]", id="named arrow"),
        pytest.param("SetOptions[$FrontEnd, EvaluatorNames\uf522{1}]", id="arrow character"),
        pytest.param("SetOptions[$FrontEnd, A->{1, 2}, EvaluatorNames->{1}, B->3]", id="between others"),
        pytest.param("SetOptions[$FrontEnd, {A->1, EvaluatorNames->{1}}]", id="in a list of options"),
        pytest.param("(* c *) SetOptions[$FrontEnd,\r\nEvaluatorNames->{1}\r\n]", id="after a comment, with CRLF"),
    ],
)
def test_the_option_is_found(text: str) -> None:
    options = [(name, value) for kind, name, value in regions(text) if kind == RegionKind.OPTION]
    assert [name for name, _ in options] == ["EvaluatorNames"]
    assert options[0][1].lstrip().startswith("{1}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"SetOptions[$FrontEnd, EvaluatorNames->{1}]"', id="in a string"),
        pytest.param("(* SetOptions[$FrontEnd, EvaluatorNames->{1}] *)", id="in a comment"),
        pytest.param("SetOptions[nb, EvaluatorNames->{1}]", id="options of something else"),
        pytest.param("SetOptions[$FrontEndX, EvaluatorNames->{1}]", id="a longer name"),
        pytest.param("SetOptions[$FrontEnd, A->{EvaluatorNames->{1}}]", id="inside another option"),
        pytest.param("SetOptions[$FrontEnd, MyEvaluatorNames->{1}]", id="the end of another name"),
        pytest.param("SetOptions[$FrontEnd, EvaluatorNames /. x]", id="not a rule"),
        pytest.param("EvaluatorNames->{1}", id="outside"),
    ],
)
def test_other_text_is_not_an_option(text: str) -> None:
    assert RegionKind.OPTION not in [kind for kind, _, _ in regions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('RemoteMachine["h", 2]', ("call", "RemoteMachine", 'RemoteMachine["h", 2]'), id="machine"),
        pytest.param('LaunchSlave["h"]; x', ("call", "LaunchSlave", 'LaunchSlave["h"]'), id="slave"),
        pytest.param("A`B`LaunchSlave[1]", ("call", "LaunchSlave", "A`B`LaunchSlave[1]"), id="with context"),
        pytest.param('$RemoteCommand = "c"', ("assignment", "$RemoteCommand", '$RemoteCommand = "c"'), id="command"),
        pytest.param("f[$RemoteCommand:=c]", ("assignment", "$RemoteCommand", "$RemoteCommand:=c"), id="in a call"),
    ],
)
def test_parallel_calls_are_found(text: str, found: tuple[str, str, str]) -> None:
    assert regions(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"RemoteMachine" -> True', id="a key"),
        pytest.param("MyRemoteMachine[1]", id="the end of another name"),
        pytest.param("$RemoteCommand == c", id="a comparison"),
        pytest.param("(* LaunchSlave[1] *)", id="a comment"),
        pytest.param(r"a\[RemoteMachine]", id="a named character"),
    ],
)
def test_other_text_is_not_a_parallel_call(text: str) -> None:
    assert regions(text) == []


def test_the_expression_around_settings_is_a_region() -> None:
    assert [kind for kind, _, _ in regions("With[{a = 1}, SetOptions[$FrontEnd, EvaluatorNames -> a]]")] == [
        "expression",
        "settings",
        "option",
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        pytest.param("{1, 2", 0, "this { is never closed: the file ends inside it", id="unclosed at the end"),
        pytest.param("f[{1, 2]", 2, "this { is never closed: the ] on line 1 closes an outer bracket", id="unclosed"),
        pytest.param("{{{", 2, "this { is never closed (nor are the 2 brackets around it)", id="many"),
        pytest.param("{1}}", 3, "this } closes nothing", id="stray"),
        pytest.param("<|1]|>", 3, "this ] closes nothing", id="stray in an association"),
        pytest.param('a "b', 2, "this string is never closed;", id="unclosed string"),
        pytest.param("1 (* (* *)", 2, "this comment is never closed;", id="comment"),
    ],
)
def test_an_unclosed_bracket_is_marked_where_it_opens(text: str, place: int, message: str) -> None:
    [(found, reason)] = problems(text)
    assert found == place
    assert reason.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('(* a (* nested *) comment with ] and " *)', id="brackets in a nested comment"),
        pytest.param('"a ] \\" (* b"', id="brackets in a string"),
        pytest.param(r"\[Alpha] + a\[Beta]", id="named characters"),
        pytest.param("a[[1]] <| 1 -> (2) |>", id="all kinds of brackets"),
        pytest.param('"over\ntwo lines"', id="a string over two lines"),
        pytest.param("", id="nothing"),
    ],
)
def test_valid_text_has_no_problem(text: str) -> None:
    assert problems(text) == []


def test_after_an_unclosed_string_the_next_line_is_read() -> None:
    text = 'SetOptions[$FrontEnd, A->"abc,\nEvaluatorNames->{"x"}, B->"y"]'
    assert [place for place, _ in problems(text)] == [text.index('"abc')]
    assert ("option", "EvaluatorNames", '{"x"}, B->"y"') in regions(text)


def test_after_an_unclosed_comment_the_next_line_is_read() -> None:
    text = "(* fine *) SetOptions[$FrontEnd, (* oops\nEvaluatorNames->{1}]"
    assert [place for place, _ in problems(text)] == [text.index("(* oops")]
    assert ("option", "EvaluatorNames", "{1}") in regions(text)


def test_the_number_of_problems_is_bounded() -> None:
    assert len(problems("]" * 1000)) == MOST_PROBLEMS


def test_deep_nesting_is_reported_once() -> None:
    found = outline("{" * 10_000 + "}" * 10_000).problems
    assert [(problem.rule, problem.span.start) for problem in found] == [("not-understood", 100)]


def test_binary_data_has_no_regions() -> None:
    assert not outline(bytes(range(256))).regions
