"""Quoting of words for the shells that read them, and texts that cannot be quoted."""

import shlex

import pytest

from rkconf.shell.cmd import interpreter as cmd
from rkconf.shell.facts import WindowsShell, load
from rkconf.shell.quoting import UNIX, Quoting, UnquotableError, for_system, word_for_login_shell, word_for_remote_shell
from rkconf.source import Source

WINDOWS = for_system("windows")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("/usr/local/bin/math", "/usr/local/bin/math", id="nothing special"),
        pytest.param("/A b/math", "\"'/A b/math'\"", id="a space"),
        pytest.param("/A;b*(c)/math", "\"'/A;b*(c)/math'\"", id="characters that single quotes protect"),
        pytest.param("=ls", "\"'=ls'\"", id="an equals sign in front, which zsh expands"),
        pytest.param("/$HOME", "'/\\$HOME'", id="a dollar sign"),
        pytest.param("/A b!", "'/A\\ b\\!'", id="an exclamation mark, which csh expands"),
        pytest.param("it's", "'it\\'\"'\"'s'", id="an apostrophe"),
        pytest.param("C:\\math", "'C:\\\\math'", id="a backslash"),
        pytest.param("/é", "\"'/é'\"", id="a letter beyond ASCII"),
        pytest.param("", "\"''\"", id="an empty word"),
    ],
)
def test_a_word_for_both_shells(text: str, quoted: str) -> None:
    assert UNIX.word_for_both_shells(text) == quoted
    assert shlex.split(" ".join(shlex.split(quoted))) == [text]
    assert shlex.split(quoted) == [word_for_remote_shell(text)]


@pytest.mark.parametrize("text", ["/a`b", "/a\nb", "it's `a`", "/a b", "math"])
def test_a_word_that_no_front_end_reads_may_have_any_character(text: str) -> None:
    assert shlex.split(word_for_login_shell(text)) == [text]


def test_a_plain_word_may_have_the_usual_double_quotes() -> None:
    assert UNIX.quoted_word_for_both_shells("./math.sh") == '"./math.sh"'
    assert UNIX.quoted_word_for_both_shells("/A b") == "\"'/A b'\""


@pytest.mark.parametrize("text", ["plain", "a b", "it's", "$x", ""])
def test_a_word_for_the_local_shell(text: str) -> None:
    assert shlex.split(UNIX.word(text)) == [text]


def for_cmd(command: str) -> list[str]:
    """Return the words that a program receives from ``cmd.exe /C``, according to rkconf."""
    shell = load()["cmd"]
    assert isinstance(shell, WindowsShell)
    (started,) = cmd.evaluate(Source("", command.encode()).excerpt(), shell).executions
    return [word.text for word in started.words]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("/usr/local/bin/math", "/usr/local/bin/math", id="nothing special"),
        pytest.param("/A b/math", "\"'/A b/math'\"", id="a space"),
        pytest.param("/A&b|(c)/math", "\"'/A&b|(c)/math'\"", id="operators of cmd.exe, in quotes"),
        pytest.param("it's", '"it\\\'s"', id="an apostrophe, special to the other shell"),
        pytest.param("C:\\math\\", '"C:\\\\math\\\\\\\\"', id="backslashes before a quote are doubled"),
        pytest.param('a"b', '^"a\\\\\\^"b^"', id="a quote, with a caret before each that cmd.exe sees"),
        pytest.param("100%/x", '"100"%"/x"', id="a percent sign"),
        pytest.param("%PATH%", '""%"PATH"%""', id="the name of a variable, with quotes inside it"),
    ],
)
def test_a_word_through_cmd(text: str, quoted: str) -> None:
    assert WINDOWS.word_for_both_shells(text) == quoted
    (_, arrived) = for_cmd(WINDOWS.command(["ssh", quoted]))
    assert shlex.split(arrived) == [text]


@pytest.mark.parametrize("text", ["plain", "a b", 'say "a & b"', "%PATH%", "C:\\a b\\", "^", "", 'x\\"%y%\\'])
def test_a_word_for_the_program_that_cmd_starts(text: str) -> None:
    assert for_cmd(WINDOWS.command(["ssh", WINDOWS.word(text)])) == ["ssh", text]


def test_cmd_gets_a_command_in_another_pair_of_quotes() -> None:
    assert WINDOWS.command([WINDOWS.program("`java`"), "-jar"]) == '""`java`" -jar"'
    assert UNIX.command([UNIX.program("`java`"), "-jar"]) == '"`java`" -jar'


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a\rb", "a\0b"])
@pytest.mark.parametrize("quoting", [pytest.param(UNIX, id="Unix"), pytest.param(WINDOWS, id="Windows")])
def test_texts_that_cannot_be_quoted(quoting: Quoting, text: str) -> None:
    for quote in (quoting.word, quoting.word_for_both_shells, quoting.quoted_word_for_both_shells):
        with pytest.raises(UnquotableError):
            quote(text)
