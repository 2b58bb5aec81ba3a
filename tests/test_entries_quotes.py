"""Strings with quotes that are not escaped, and characters that only look like those of the language."""

import pytest

from rkconf.edits import apply
from tests.documents import document

REST = '"MLOpenArguments" -> "-LinkMode Listen"'


def options(text: str) -> str:
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "s" -> {{{text}}}}}]'


def repaired(text: str) -> str:
    found = document(text)
    return apply(
        found.source, [edit for problem in found.problems if problem.fix for edit in problem.fix.edits]
    ).decode()


@pytest.mark.parametrize(
    ("written", "command"),
    [
        pytest.param('"ssh h "/opt/math" -mathlink"', 'ssh h "/opt/math" -mathlink', id="a path"),
        pytest.param('"ssh h "math -mathlink""', 'ssh h "math -mathlink"', id="the last word"),
        pytest.param('"ssh h math -LinkName "`linkname`" -a"', 'ssh h math -LinkName "`linkname`" -a', id="link name"),
        pytest.param('"ssh h \'"/opt/m m/math"\' -a"', "ssh h '\"/opt/m m/math\"' -a", id="in single quotes"),
        pytest.param('"ssh h "a" "b" \\"c\\" d"', 'ssh h "a" "b" "c" d', id="several, and escaped ones"),
        pytest.param('"ssh h "/opt/{a,(b]" -x"', 'ssh h "/opt/{a,(b]" -x', id="brackets inside"),
    ],
)
@pytest.mark.parametrize("form", ['"LoginScript" -> {}', '"LoginScript" -> {}, ' + REST, REST + ", LoginScript -> {}"])
def test_a_string_that_ends_early_is_one_error(written: str, command: str, form: str) -> None:
    text = options(form.format(written))
    found = document(text)
    entry = found.entries[1]
    assert [problem.rule for problem in (*found.problems, *entry.problems)] == ["unescaped-quote"]
    assert str(entry.string("LoginScript")) == command
    assert len(entry.options) == 1 + form.count("MLOpen")
    again = document(repaired(text))
    assert again.problems == ()
    assert str(again.entries[1].string("LoginScript")) == command


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('RemoteMachine["h", "ssh `1` "/opt/math" -mathlink", 4]', id="a parallel call"),
        pytest.param('$RemoteCommand = "ssh `1` "/opt/math" -mathlink";', id="the default command"),
        pytest.param('$RemoteCommand = "ssh `1` "/opt/math" -mathlink"\nNeeds["a`"]', id="at the end of a line"),
    ],
)
def test_commands_of_parallel_kernels_are_read_to_their_end(text: str) -> None:
    found = document(text)
    assert [problem.rule for problem in found.problems] == ["unescaped-quote"]
    assert str(found.parallel[0].command) == 'ssh `1` "/opt/math" -mathlink'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(options('"LoginScript" -> "ssh h " <> math'), id="joined strings"),
        pytest.param(options('"LoginScript" -> "a" /. x'), id="an operator"),
        pytest.param(options('"LoginScript" -> "a" // f'), id="a function after it"),
        pytest.param(options('"LoginScript" -> "ssh h math" "RemoteMachine" -> True'), id="a missing comma"),
        pytest.param(options('"LoginScript" -> "ssh h math" RemoteMachine -> True'), id="a missing comma, bare key"),
        pytest.param('RemoteMachine["h" "ssh h math", 4]', id="a missing comma in a call"),
        pytest.param(options('"LoginScript" -> "ssh h \\"math\\" -a"'), id="escaped quotes"),
        pytest.param(options('"LoginScript" -> "" (* "a" b *)'), id="a comment"),
    ],
)
def test_other_text_after_a_string_is_another_matter(text: str) -> None:
    assert "unescaped-quote" not in [problem.rule for problem in document(text).problems]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        pytest.param("“s” -> {“HostName” -> “h”}", '"s" -> {"HostName" -> "h"}', id="curly quotes"),
        pytest.param("„s“ -> {„HostName“ -> „h“}", '"s" -> {"HostName" -> "h"}', id="German quotes"),
        pytest.param('"s" → {"HostName" → "h"}', '"s" -> {"HostName" -> "h"}', id="arrows"),
        pytest.param('"s" \u2013> {"HostName" \u2014> "h"}', '"s" -> {"HostName" -> "h"}', id="arrows with dashes"),
        pytest.param('"s" ->\u200b{"HostName"\u2003-> "h"}', '"s" -> {"HostName" -> "h"}', id="spaces"),
        pytest.param('“s" -> {"HostName" -> "h"}', '"s" -> {"HostName" -> "h"}', id="one curly quote"),
    ],
)
def test_a_look_alike_is_one_error(written: str, plain: str) -> None:
    text = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, {written}}}]'
    found = document(text)
    assert [problem.rule for problem in found.problems] == ["look-alike"]
    assert [(entry.name, len(entry.options)) for entry in found.entries] == [("Local", 0), ("s", 1)]
    assert repaired(text) == f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, {plain}}}]'


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        pytest.param('LaunchKernels{"h"}', 'LaunchKernels[{"h"}]', id="a function that takes a list"),
        pytest.param('RemoteMachine {"h", 4}', 'RemoteMachine ["h", 4]', id="another function"),
        pytest.param('LaunchKernels[RemoteMachine{"h"}]', 'LaunchKernels[RemoteMachine["h"]]', id="inside of a call"),
    ],
)
def test_braces_in_place_of_brackets_are_one_error(written: str, plain: str) -> None:
    assert [problem.rule for problem in document(written).problems] == ["look-alike"]
    assert repaired(written) == plain


@pytest.mark.parametrize("text", ['{LaunchKernels, {"h"}}', 'LaunchKernels\n{"h"}', "f[LaunchKernels]{1}"])
def test_a_list_after_the_name_of_a_function_is_not_a_call(text: str) -> None:
    assert document(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(options('"LoginScript" -> "ssh h “math”"'), id="in a string"),
        pytest.param(options('(* “s” → x *) "HostName" -> "h"'), id="in a comment"),
        pytest.param("RemoteMachine::usage = 1; “a” → b", id="outside of kernels"),
    ],
)
def test_the_same_characters_are_text_elsewhere(text: str) -> None:
    assert "look-alike" not in [problem.rule for problem in document(text).problems]
